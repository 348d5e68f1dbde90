// Where a picture opens, and how an address leads to a function.

import assert from "node:assert/strict";
import { box, fills, isInView, isWhole, keep, picture, plain, size, test, view } from "./harness.js";

const sideways = picture("sideways", "-rankdir=LR");
for (const [width, height] of [[1600, 1000], [1280, 720], [700, 600]]) {
  for (const [name, address] of [["", plain], [" from left to right", sideways]]) {
    await test(`at ${width} × ${height}${name} it starts where it can be read`, address, async (page) => {
      const { k, x, y } = await view(page);
      assert.ok(k * 10 >= 7.99, `the smallest text is ${k * 10} px`);
      const heaviest = await page.evaluate(() => document.documentElement.dataset.start);
      const { width: drawn } = await box(page, ".graph");
      assert.ok(drawn <= width || await isInView(page, heaviest), "all of its width or the heaviest node is in view");
      await fills(page);
      const node = await box(page, `#${heaviest} rect`);
      // Narrower, there is no room beside it.
      if (width > 1000) assert.ok(await isWhole(page, ".facts"), "the header is in view");
      const isNear = node.x + node.width - x < 0.8 * width && node.y + node.height - y < 0.8 * height;
      assert.ok(!isNear || x >= 0 && y === 0, "the title stays in view of a node that is near it");
      await keep(page, `start ${width}${name}`);
    }, { viewport: { width, height } });
    await test(`at ${width} × ${height}${name} no way to a node leaves the picture`, address, async (page) => {
      for (const id of await page.evaluate(() => [...document.querySelectorAll(".node")].slice(0, 20).map((node) => node.id))) {
        const before = await view(page);
        await page.evaluate((id) => { location.hash = id; }, id);
        await page.waitForFunction((id) => document.querySelector(".pin")?.id === id && !scrollX && !scrollY, id);
        assert.ok(await isInView(page, id), `${id} is in view`);
        const { x, y } = await view(page);
        if (x !== before.x || y !== before.y) await fills(page, width > 700 ? 376 : 0);
      }
    }, { viewport: { width, height } });
  }
}

/** Header and key stand beside the view: how far from the left it begins, and what is shown there. */
const beside = (page) => page.evaluate(() => ({
  width: document.querySelector(".dock > rect")?.width.baseVal.value ?? 0,
  hasKey: !!document.querySelector(".dock .key"),
}));
/** No ground is empty at the left of a picture that is wider than the window: whether it is wider. */
async function hasNoStrip(page, hidden = 0) {
  const { k, x } = await view(page), { width } = page.viewportSize();
  const isWider = size(page).width * k > width - hidden;
  if (isWider) assert.ok(x < 1, `${x} px are empty at the left`);
  return isWider;
}
for (const [name, act] of [
  ["a drag down", async ({ mouse }) => {
    await mouse.move(700, 200);
    await mouse.down();
    await mouse.move(700, 240, { steps: 4 });
    await mouse.up();
  }],
  ["the wheel", async ({ mouse }) => {
    await mouse.move(700, 200);
    await mouse.wheel(0, 30);
  }],
  ["a zoom", ({ keyboard }) => keyboard.press("+")],
  ["a click", async (page) => {
    await page.evaluate(() => { location.hash = document.documentElement.dataset.start; });
    await page.waitForSelector(".pin");
  }],
]) {
  await test(`header and key beside the view: ${name} takes them away, and leaves no ground empty`, plain, async (page) => {
    const docked = await beside(page), before = await view(page);
    // Pictures that begin at the window's corner have them in it.
    if (!docked.width) return;
    assert.ok(docked.hasKey);
    await page.setViewportSize({ width: 1000, height: 900 });
    assert.ok((await box(page, ".dock > rect")).bottom >= 900, "their ground is as high as the window");
    await page.setViewportSize({ width: 1000, height: 400 });
    await act(page);
    await page.waitForFunction(() => !document.querySelector(".dock"));
    const after = await view(page);
    await hasNoStrip(page, name === "a click" ? 376 : 0);
    // No farther than where they stood.
    if (["the wheel", "a drag down"].includes(name)) assert.ok(Math.abs(after.x - before.x) <= docked.width + 1, `from ${before.x} to ${after.x}`);
  }, { viewport: { width: 1000, height: 400 } });
}
await test("header and key go where a window becomes too narrow for them", plain, async (page) => {
  const { width } = await beside(page);
  if (!width) return;
  await page.setViewportSize({ width: Math.ceil(width * 1.9), height: 400 });
  await page.waitForFunction(() => !document.querySelector(".dock"));
}, { viewport: { width: 1000, height: 400 } });
