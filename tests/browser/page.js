// What the smaller tests of pictures in a browser share: a picture, a page that shows it, and a count.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [program, profile] = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!program || !profile || !executablePath) {
  console.error("usage: node TEST.js PPROF_SVG PROFILE, with Chromium installed");
  process.exit(2);
}
const { chromium } = await import("playwright-core");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
let n_passed = 0, n_failed = 0;

export const folder = mkdtempSync(join(tmpdir(), "pprof-svg-browser-"));

/** Writes a file, and returns its address. */
export function written(name, content) {
  writeFileSync(join(folder, name), content);
  return pathToFileURL(join(folder, name)).href;
}

/** The picture that the command draws with these options. */
export function picture(...options) {
  return execFileSync(program, ["-svg", ...options, profile], { maxBuffer: 1 << 28 }).toString();
}

/** Opens a page, does `what` with it, and fails if anything is said on the console. */
export async function test(name, address, what, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.goto(address);
    await what(page);
    assert.deepEqual(said, []);
    n_passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    n_failed += 1;
    console.log(`FAILED  ${name}\n${error.stack.replace(/^/gm, "        ")}`);
  }
  await context.close();
}

/** Ends the program: exit status 0 if all holds. */
export async function end(title) {
  await browser.close();
  rmSync(folder, { recursive: true });
  console.log(`${title}: ${n_passed}/${n_passed + n_failed}`);
  process.exit(n_failed ? 1 : 0);
}
