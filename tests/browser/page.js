// A browser, and a page in it that shows a picture: what all tests of pictures have in common.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const [program, profile, shots] = process.argv.slice(2);

/** Ends the program where nothing can be tested. */
export function give_up(why) {
  console.error(`browser: ${why}`);
  process.exit(2);
}

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!program || !profile) give_up("usage: node TEST.js PPROF_SVG PROFILE [FOLDER]");
if (!executablePath) give_up("Chromium is missing");
const { chromium } = await import("playwright-core").catch((error) => give_up(error.message));
const browser = await chromium.launch({ executablePath, args: [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
] });
let n_passed = 0, n_failed = 0;

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

/** Opens a page, does `what` with it, and fails if anything is said on the console or asked of the network. */
export async function test(name, address, what, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => request.url().startsWith("file:") || said.push(`request: ${request.url()}`));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
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
