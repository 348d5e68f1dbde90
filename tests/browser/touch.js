// Phones: fingers tap, drag and pinch, and all of it can be read. Touches are those of the browser, not events made by a script.

import assert from "node:assert/strict";
import { PINNED, box, count, near, plain, press, session, test, view } from "./harness.js";

const phone = { viewport: { width: 400, height: 700 }, isMobile: true, hasTouch: true };

/** Fingers on the glass, or taken from it: each is 20 px wide, as fingertips are. */
async function touch(page, type, ...points) {
  const touchPoints = points.map(({ x, y }, id) => ({ x, y, id, radiusX: 10, radiusY: 10 }));
  await (await session(page)).send("Input.dispatchTouchEvent", { type, touchPoints });
}
async function tap(page, point) {
  await touch(page, "touchStart", point);
  await touch(page, "touchEnd");
}
/** Moves fingers from places to others, step by step. */
async function drag(page, ...ways) {
  const n_steps = 8, at = (step) => ways.map(([from, to]) =>
    ({ x: from.x + (to.x - from.x) * step / n_steps, y: from.y + (to.y - from.y) * step / n_steps }));
  await touch(page, "touchStart", ...at(0));
  for (let step = 1; step <= n_steps; step++) await touch(page, "touchMove", ...at(step));
  await touch(page, "touchEnd");
}
/** The middle of a box in view, and whose it is. */
const shown = (page) => page.evaluate(() => {
  for (const node of document.querySelectorAll(".graph > .nodes > .node")) {
    // A finger is taken to mean the nearest link: not at an edge, nor on a row.
    const { x, y, width } = node.querySelector("rect").getBoundingClientRect(), at = { x: x + width / 2, y: y + 12 };
    if (document.elementFromPoint(at.x, at.y)?.closest("a")?.getAttribute("href") === `#${node.id}`) return { id: node.id, ...at };
  }
  throw new Error("no box in view");
});
/** A point that is farther from everything than browsers look for what a finger may have meant. */
const ground = (page) => page.evaluate(() => {
  const far = [0, 12, 24, 36], around = far.flatMap((r) => Array.from({ length: 12 }, (_, i) =>
    [r * Math.cos(i * Math.PI / 6), r * Math.sin(i * Math.PI / 6)]));
  const isGround = (x, y) => !document.elementFromPoint(x, y)?.closest("a, .node, .edge, .label, .ui");
  for (let y = 40; y < innerHeight - 40; y += 8)
    for (let x = 40; x < innerWidth - 40; x += 8)
      if (around.every(([dx, dy]) => isGround(x + dx, y + dy))) return { x, y };
  throw new Error("no empty ground in view");
});
const isPinned = (page, id) => page.waitForFunction((id) => document.getElementById(id).matches(".pin") && !scrollX && !scrollY, id);
const isLetGo = (page) => page.waitForFunction(() => !document.querySelector(".pin, .on") && document.querySelector(".panel").hidden);
const middle = async (page, selector) => {
  const { x, y, width, height } = await box(page, selector);
  return { x: x + width / 2, y: y + height / 2 };
};

await test("on a phone texts are large, a tap pins, and the panel is a sheet", plain, async (page) => {
  assert.equal(await page.evaluate(() => innerWidth), 400);
  assert.ok((await view(page)).k * 10 >= 12);
  const node = await shown(page);
  await tap(page, node);
  await isPinned(page, node.id);
  assert.equal(await count(page, PINNED), 1);
  const sheet = await box(page, ".panel"), bar = await box(page, ".bar");
  assert.ok(sheet.width > 370 && sheet.y > 250 && sheet.bottom <= bar.y && bar.bottom <= 700, JSON.stringify(sheet));
  // Its end can be scrolled to, which moves nothing else.
  const before = await view(page), { scrollHeight, clientHeight } = await page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.querySelector(".panel");
    return { scrollHeight, clientHeight };
  });
  const { x, y } = await middle(page, ".panel");
  await drag(page, [{ x, y: y + 60 }, { x, y: y - 60 }]);
  if (scrollHeight > clientHeight + 1) await page.waitForFunction(() => document.querySelector(".panel").scrollTop > 0);
  assert.deepEqual(await view(page), before);
  // A tap on what still moves stops it, and does nothing else.
  const at = () => page.evaluate(() => document.querySelector(".panel").scrollTop);
  for (let from = -1, to = await at(); from !== to; [from, to] = [to, await at()]) await page.waitForTimeout(150);
  await page.evaluate(() => { document.querySelector(".panel").scrollTop = 0; });
  await tap(page, await middle(page, ".panel button[aria-label^=Close]"));
  await isLetGo(page);
}, phone);

await test("a tap beside the boxes lets go", plain, async (page) => {
  await tap(page, await middle(page, ".bar button[aria-label^=Fit]"));
  const node = await shown(page);
  await tap(page, node);
  await isPinned(page, node.id);
  await tap(page, await middle(page, ".bar button[aria-label^=Fit]"));
  await tap(page, await ground(page));
  await isLetGo(page);
  assert.equal(new URL(page.url()).hash, "");
}, phone);

await test("two fingers zoom at the middle between them, one moves, and neither pins", plain, async (page) => {
  // Large, so that the picture ends beside the window at every side.
  await page.keyboard.press("0");
  await press(page, "+", 7);
  const before = await view(page), at = { x: 120, y: 250 };
  await drag(page, [{ x: 80, y: 220 }, { x: 60, y: 205 }], [{ x: 160, y: 280 }, { x: 180, y: 295 }]);
  const wide = await view(page);
  near(wide.k / before.k, 1.5, 0.01);
  for (const axis of ["x", "y"]) near((at[axis] - wide[axis]) / wide.k, (at[axis] - before[axis]) / before.k);
  // Two that keep their distance move it, and so does one.
  await drag(page, [{ x: 80, y: 220 }, { x: 50, y: 260 }], [{ x: 160, y: 280 }, { x: 130, y: 320 }]);
  const both = await view(page);
  near(both.k, wide.k, 1e-6);
  near(both.x, wide.x - 30);
  near(both.y, wide.y + 40);
  // From a box, where there is one.
  const from = await page.evaluate(() => [...document.querySelectorAll(".node rect")].map((rect) => rect.getBoundingClientRect())
    .find(({ x, y }) => x > 60 && x < 300 && y > 60 && y < 500)) ?? { x: 200, y: 300 };
  const [x, y] = [from.x + 5, from.y + 5];
  await drag(page, [{ x, y }, { x: x - 50, y: y + 40 }]);
  const one = await view(page);
  near(one.k, both.k, 1e-6);
  near(one.x, both.x - 50);
  near(one.y, both.y + 40);
  assert.equal(await count(page, ".pin, .on"), 0);
  // A finger that has dragged can tap again.
  await page.keyboard.press("0");
  const node = await shown(page);
  await tap(page, node);
  await isPinned(page, node.id);
}, phone);

await test("after a drag a key does what it says", plain, async (page) => {
  await page.keyboard.press("1");
  await drag(page, [{ x: 200, y: 300 }, { x: 190, y: 260 }]);
  const id = await page.evaluate(() => document.querySelector(".graph > .nodes > .node").id);
  await page.locator(`#${id} > a`).first().focus();
  await page.keyboard.press("Enter");
  await isPinned(page, id);
}, phone);
