// The page of source.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { accessible, folder, keep, profile, program, test } from "./harness.js";

/** The page of source: it answers, and nothing of a profile is live in it. Its policy would tell on the console. */
const listed = join(folder, "listed.html");
const sources = fileURLToPath(new URL("../../examples/profiles", import.meta.url));
execFileSync(program, ["-weblist=.", `-source_path=${sources}`, `-output=${listed}`, profile]);
const source = pathToFileURL(listed).href;
const seen = (page, selector) => page.evaluate((selector) =>
  [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length, selector);

await test("source: search finds functions and lines", source, async (page) => {
  const n_all = await seen(page, "section");
  const [name, line] = await page.evaluate(() => {
    const cells = [...document.querySelectorAll("td:nth-child(4)")].map((cell) => cell.textContent.trim());
    return [document.querySelector("section:last-of-type h2").textContent, cells.find((text) => text.length > 8)];
  });
  await page.keyboard.press("/");
  await page.keyboard.insertText(name);
  await page.waitForFunction(() => document.getElementById("found").textContent !== "");
  assert.ok(await seen(page, "section:last-of-type") === 1);
  assert.equal(await seen(page, "section"), await seen(page, "nav tr[id]"));
  if (line) {
    await page.fill("#search", line.toUpperCase());
    await page.keyboard.press("Enter");
    assert.equal(await seen(page, "tr.at"), 1);
    const marked = await page.evaluate(() => document.querySelector(".at").cells[3].textContent);
    assert.ok(marked.includes(line), `${marked} has no ${line}`);
  }
  await page.keyboard.press("Escape");
  assert.deepEqual([await seen(page, "section"), await seen(page, "tr:is(.hit, .at)")], [n_all, 0]);
});
await test("source: without a script", source, async (page) => {
  assert.equal(await seen(page, "#search"), 0);
  await page.click("nav tr[id]:last-of-type a");
  assert.equal(await seen(page, "section:target"), 1);
  const n_some = await seen(page, "main tr[class]");
  await page.check("#some");
  assert.deepEqual([await seen(page, "main tr[class]"), await seen(page, "main tr:not([class]):has(td)")], [n_some, 0]);
}, { javaScriptEnabled: false });
for (const colorScheme of ["light", "dark"]) {
  // Its policy would not let axe in.
  await test(`source: no barrier, ${colorScheme}`, source, async (page) => {
    await accessible(page);
    await keep(page, `source ${colorScheme}`);
  }, { colorScheme, bypassCSP: true });
}
