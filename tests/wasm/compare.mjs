// Draws profiles in WebAssembly and with the command, and compares the bytes of SVG and DOT.
//
//   node compare.mjs MODULE PPROF_SVG PROFILE...
//
// Exit status 0: all are equal; 1: one is not, or there is nothing to compare.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [file, program, ...profiles] = process.argv.slice(2);
if (profiles.length === 0) {
  console.error("usage: node compare.mjs MODULE PPROF_SVG PROFILE...");
  process.exit(1);
}
// Nothing is imported: a module that asks anything of a system does not load.
const module = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {}).exports;

function inWebAssembly(format, profile) {
  const bytes = readFileSync(profile);
  const input = module.input(bytes.length);
  // Views are made anew each time: those of a memory that has grown since are empty.
  new Uint8Array(module.memory.buffer, input, bytes.length).set(bytes);
  const succeeded = module[format]();
  const output = Buffer.from(module.memory.buffer, module.output(), module.output_len());
  if (!succeeded) throw new Error(output.toString());
  return Buffer.from(output);
}

/** What is wrong with an output, if anything is. */
function fault(format, profile) {
  try {
    const native = execFileSync(program, [`-${format}`, profile], { maxBuffer: 1 << 30, stdio: "pipe" });
    const drawn = inWebAssembly(format, profile);
    if (drawn.equals(native)) return undefined;
    const at = drawn.findIndex((byte, index) => byte !== native[index]);
    const where = at < 0 ? drawn.length : at;
    return `${drawn.length} bytes in WebAssembly, ${native.length} natively, and byte ${where} differs first`;
  } catch (error) {
    return error.message;
  }
}

let nFaults = 0;
for (const profile of profiles) {
  for (const format of ["svg", "dot"]) {
    const wrong = fault(format, profile);
    if (wrong === undefined) continue;
    nFaults += 1;
    console.error(`${profile}, ${format}: ${wrong}`);
  }
}
console.log(`WebAssembly: ${2 * profiles.length - nFaults} of ${2 * profiles.length} outputs are the native ones`);
process.exitCode = nFaults === 0 ? 0 : 1;
