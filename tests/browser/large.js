// Of a large picture only what can be seen and read is drawn, and nobody is to notice.
//
//   node large_profile.js > PROFILE; node large.js PPROF_SVG PROFILE

import assert from "node:assert/strict";
import { count, finish, picture, test } from "./harness.js";

const whole = picture("large", "-nodecount=2000", "-nodefraction=0", "-edgefraction=0");
/** Names and positions of boxes whose texts are drawn. */
const drawn = (page) => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")]
  .filter((node) => node.querySelector("text").getClientRects().length).map((node) => node.id));
const inView = (page) => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")].filter((node) => {
  const { x, y, width, height } = node.querySelector("rect").getBoundingClientRect();
  return width && x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
}).map((node) => node.id));
const everything = (page) => count(page, ".graph > .nodes > .node");
async function holds(page) {
  const shown = new Set(await drawn(page)), seen = await inView(page);
  assert.ok(seen.length, "boxes in view");
  assert.deepEqual(seen.filter((id) => !shown.has(id)), [], "all that is in view has its texts");
  assert.ok(shown.size < 0.5 * await everything(page), `${shown.size} are drawn`);
}

await test("boxes in view have their texts, and few others, wherever the view goes", whole, async (page) => {
  assert.ok(await everything(page) > 1000);
  await holds(page);
  for (const [dx, dy] of [[900, 0], [0, 600], [-3000, -300], [500, 0]]) {
    await page.mouse.wheel(dx, dy);
    await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
    await holds(page);
  }
});

await test("where nothing can be read there are boxes without texts", whole, async (page) => {
  await page.keyboard.press("0");
  assert.equal((await inView(page)).length, await everything(page));
  assert.equal((await drawn(page)).length, 0);
});

await test("the browser's search, selections and the Tab key meet all of it", whole, async (page) => {
  const all = await everything(page);
  await page.evaluate(() => dispatchEvent(new Event("blur")));
  assert.equal((await drawn(page)).length, all, "while the browser's search has the focus");
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await holds(page);
  await page.keyboard.press("Control+a");
  assert.equal((await drawn(page)).length, all);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  for (let n = 0; n < 30; n++) await page.keyboard.press("Tab");
  const id = await page.evaluate(() => document.activeElement.closest(".node").id);
  assert.ok((await inView(page)).includes(id), "a box that is reached by Tab is shown");
});

await test("what is lit beyond the window is lit when it comes into view", whole, async (page) => {
  const [from] = await inView(page);
  await page.goto(`${whole}#${from}`);
  await page.waitForSelector(`#${from}.pin`);
  const lit = () => page.evaluate(() => [...document.querySelectorAll(".front > .nodes > .node")].map((node) => [...node.classList].find((name) => /^n\d+$/.test(name))));
  const before = await lit();
  assert.ok(before.includes(from.toLowerCase()));
  await page.keyboard.press("0");
  const after = await lit();
  assert.ok(after.length > before.length, `${after.length} lit, ${before.length} of them in the first window`);
});

await finish();
