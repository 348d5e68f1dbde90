// Pictures, and what is tested of them, in whatever browser.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const [program, profile, shots] = process.argv.slice(2);

/** Ends the program where nothing can be tested. */
export function give_up(why) {
  console.error(`browser: ${why}`);
  process.exit(2);
}
if (!program || !profile) give_up("usage: node TEST.js PPROF_SVG PROFILE [FOLDER]");

export const folder = mkdtempSync(join(tmpdir(), "pprof-svg-browser-"));

/** Writes a file, and returns its address. */
export function written(name, content) {
  writeFileSync(join(folder, name), content);
  return pathToFileURL(join(folder, name)).href;
}

/** The picture that the command draws with these options. */
export function drawn(...options) {
  return execFileSync(program, ["-svg", ...options, profile], { maxBuffer: 1 << 28 }).toString();
}

let n_passed = 0, n_failed = 0;

/** Does something, and says whether it went well. */
export async function attempt(name, what) {
  try {
    await what();
    n_passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    n_failed += 1;
    console.log(`FAILED  ${name}\n${error.stack.replace(/^/gm, "        ")}`);
  }
}

/** Ends the program: exit status 0 if all holds. */
export function leave(title) {
  rmSync(folder, { recursive: true });
  console.log(`${title}: ${n_passed}/${n_passed + n_failed}`);
  process.exit(n_failed ? 1 : 0);
}
