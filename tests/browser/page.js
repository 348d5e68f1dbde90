// Chromium, and a page in it that shows a picture.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { attempt, give_up, leave } from "./picture.js";

export { drawn, folder, give_up, profile, program, shots, written } from "./picture.js";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!executablePath) give_up("Chromium is missing");
const { chromium } = await import("playwright-core").catch((error) => give_up(error.message));
const browser = await chromium.launch({ executablePath, args: [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
] });

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
  await attempt(name, async () => {
    await page.goto(address);
    await what(page);
    assert.deepEqual(said, []);
  });
  await context.close();
}

/** Ends the program: exit status 0 if all holds. */
export async function end(title) {
  await browser.close();
  leave(title);
}
