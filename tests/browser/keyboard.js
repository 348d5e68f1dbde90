// Keys, focus, and what screen readers meet.

import assert from "node:assert/strict";
import { PINNED, box, count, isInView, near, plain, press, test, view } from "./harness.js";

/** Where the picture begins when its end is in view. */
const lowest = async (page) => 800 - 58 - (await box(page, ".map > rect")).height / (await box(page, ".map .seen")).height * 800;

await test("keys zoom, fit and move", plain, async (page) => {
  const before = await view(page);
  await page.keyboard.press("+");
  assert.ok((await view(page)).k > before.k);
  await page.keyboard.press("-");
  near((await view(page)).k, before.k, 0.001);
  await page.keyboard.press("1");
  near((await view(page)).k, 1, 1e-6);
  await press(page, "+", 5);
  const large = await view(page);
  await page.keyboard.press("ArrowRight");
  near((await view(page)).x, large.x - 80);
  await page.keyboard.press("ArrowDown");
  near((await view(page)).y, large.y - 80);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  near((await view(page)).y, large.y);
  await page.keyboard.press("Home");
  near((await view(page)).y, 0);
  const window_ = 0.9 * (800 - 58);
  for (const key of ["PageDown", " "]) {
    await page.keyboard.press("Home");
    await page.keyboard.press(key);
    near((await view(page)).y, Math.max(-window_, await lowest(page)), 8);
    await page.keyboard.press(key === " " ? "Shift+Space" : "PageUp");
    near((await view(page)).y, 0);
  }
  await page.keyboard.press("End");
  near((await view(page)).y, await lowest(page), 8);
  await page.keyboard.press("0");
  for (const { x, y, width, height } of [await box(page, ".graph")]) {
    assert.ok(x >= 0 && y >= 0 && x + width <= 1201 && y + height <= 801, "all of the graph is in view");
  }
});

await test("nodes are reached by the keyboard", plain, async (page) => {
  const focused = async () => {
    await page.keyboard.press("Tab");
    return page.evaluate(() => document.activeElement.closest(".node")?.id);
  };
  // The first stops may be the document itself, and the links of the header.
  let first;
  for (let stop = 0; !first && stop < 10; stop++) first = await focused();
  assert.ok(first, "a node is among the first stops");
  assert.ok(await isInView(page, first));
  // Heaviest first, and calls are told of by the panel.
  const cum = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node > a:first-of-type > title")]
    .map((title) => Number(/, cum .*\(([\d.]+)%\)$/m.exec(title.textContent)?.[1] ?? 0)));
  assert.deepEqual(cum, [...cum].sort((a, b) => b - a));
  assert.equal(await count(page, ".graph .edge:not([aria-hidden=true], [aria-hidden=true] *)"), 0);
  const active = () => page.evaluate(() => {
    const { activeElement: active } = document, node = active.closest(".node");
    return node ? node.id : active.closest(".panel") ? "panel" : active.className;
  });
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(PINNED).getAttribute("id"), first);
  assert.equal(await active(), first);
  await page.keyboard.press("Tab");
  assert.equal(await active(), "panel");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await active(), first);
  const n_stops = 1 + await count(page, ".panel :is(a, button)");
  for (let stop = 0; stop < n_stops; stop++) {
    await page.keyboard.press("Tab");
    assert.equal(await active(), "panel");
  }
  await page.keyboard.press("Tab");
  assert.ok(!["panel", first].includes(await active()), "it goes on after the box");
  await page.goto(`${plain}#${first}`);
  await page.locator(`#${first} > a`).first().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await active(), first);
  await page.waitForFunction(() => !document.querySelector(".pin"));
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).outlineStyle), "none");
});
