// Pointer, wheel and buttons: what moves and zooms the picture.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PINNED, box, calls, count, fills, folder, isInView, near, plain, press, test, view, wheel } from "./harness.js";

/** The point of the picture at (400, 300) in the window is the same in both views. */
const isHeld = (a, b) => {
  near((400 - a.x) / a.k, (400 - b.x) / b.k);
  near((300 - a.y) / a.k, (300 - b.y) / b.k);
};

await test("the wheel moves, Ctrl and a double click zoom where the pointer is", plain, async (page) => {
  await page.keyboard.press("0");
  await press(page, "+", 5);
  const before = await view(page);
  assert.ok(await wheel(page, 0, 50));
  const down = await view(page);
  assert.deepEqual([down.k, down.x], [before.k, before.x]);
  near(down.y, before.y - 50);
  assert.ok(await wheel(page, 30, 0));
  const after = await view(page);
  assert.deepEqual([after.k, after.y], [down.k, down.y]);
  near(after.x, down.x - 30);
  for (const [turned, factor] of [[-30, Math.exp(0.3)], [10, Math.exp(-0.1)], [-500, Math.exp(0.3)]]) {
    const before = await view(page);
    assert.ok(await wheel(page, 0, turned, { isCtrl: true }));
    const zoomed = await view(page);
    near(zoomed.k / before.k, factor, 0.001);
    isHeld(before, zoomed);
  }
  const zoomed = await view(page);
  await page.mouse.dblclick(400, 300);
  const doubled = await view(page);
  near(doubled.k, Math.min(8, zoomed.k * 2), 0.001);
  isHeld(zoomed, doubled);
});

await test("a double click on a box pins it, and zooms where the pointer is, if that is still on it", plain, async (page) => {
  for (const isSmall of [false, true]) {
    await page.goto("about:blank");
    await page.goto(plain);
    await page.keyboard.press(isSmall ? "0" : "1");
    // As small as it gets, which of a small picture is half its size.
    if (isSmall) await press(page, "-", 2);
    if (isSmall && (await view(page)).k >= 0.5) await press(page, "-", 12);
    const [id, x, y] = await page.evaluate(() => {
      for (const node of document.querySelectorAll(".graph > .nodes > .node")) {
        const { left, top, right, bottom } = node.querySelector("rect").getBoundingClientRect();
        const isThere = document.elementFromPoint(left + 5, top + 5)?.closest(".node") === node;
        // Where the panel will not be.
        if (isThere && left > 40 && right < 810 && top > 40 && bottom < 740) return [node.id, left + 5, top + 5];
      }
    });
    const before = await view(page);
    await page.mouse.dblclick(x, y);
    // The address changes later, and nothing is to follow from it.
    await page.waitForTimeout(100);
    assert.equal(await page.locator(PINNED).getAttribute("id"), id);
    const after = await view(page);
    if (before.k < 0.5) {
      near(after.k, 1, 1e-6);
      assert.ok(await isInView(page, id), "brought to where it can be read, and no further");
    } else near(after.k / before.k, 2, 0.001);
  }
});

await test("the picture cannot be moved out of sight", plain, async (page) => {
  await page.keyboard.press("0");
  for (const times of [0, 8]) {
    await press(page, "+", times);
    for (const [x, y] of [[9e4, 0], [0, 9e4], [-9e4, 0], [0, -9e4]]) {
      await wheel(page, x, y);
      await fills(page);
    }
    await page.mouse.move(600, 20);
    await page.mouse.down();
    await page.mouse.move(20, 700, { steps: 2 });
    await page.mouse.up();
    await fills(page);
  }
});

const page_with = join(folder, "frame.html");
writeFileSync(page_with, `<!DOCTYPE html><html lang="en"><title>frame</title><body style="margin:0;height:5000px">
<iframe src="plain.svg" style="border:0;width:800px;height:500px"></iframe></body></html>`);
await test("a page around it scrolls where the picture has come to its end", pathToFileURL(page_with).href, async (page) => {
  const frame = page.frames()[1];
  await frame.waitForSelector(".live");
  const type = (key, times = 1) => frame.evaluate(([key, times]) => {
    for (let n = 0; n < times; n++) document.documentElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }, [key, times]);
  const turn = (deltaY) => wheel(page, 0, deltaY, { frame });
  await type("0");
  assert.ok(!await turn(100), "all of it is in view");
  await page.waitForFunction(() => scrollY > 0);
  await page.evaluate(() => scrollTo(0, 0));
  await type("+", 9);
  await type("Home");
  assert.ok(await turn(100), "there is more of it below");
  assert.ok(await turn(-9e4), "and above that");
  assert.ok(!await turn(-100), "this is its beginning");
});

await test("dragging moves the picture, and pins nothing", plain, async (page) => {
  await page.keyboard.press("0");
  await press(page, "+", 6);
  const before = await view(page);
  const from = await page.evaluate(() => [...document.querySelectorAll(".node rect")].map((rect) => rect.getBoundingClientRect())
    .find(({ x, y }) => x > 100 && x < 700 && y > 100 && y < 600));
  const { x, y } = from ?? { x: 400, y: 300 };
  await page.mouse.move(x + 4, y + 4);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 30, { steps: 5 });
  await page.mouse.up();
  const after = await view(page);
  near(after.x - before.x, 36);
  near(after.y - before.y, 26);
  assert.equal(await count(page, PINNED), 0);
});

await test("buttons zoom and fit", plain, async (page) => {
  const before = await view(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await view(page)).k > before.k);
  await page.getByRole("button", { name: "Zoom out" }).click();
  near((await view(page)).k, before.k, 0.001);
  await page.getByRole("button", { name: "Fit" }).click();
  const fitted = await view(page);
  assert.ok(fitted.k <= before.k);
});

await test("a map shows and moves what is seen of a large picture", plain, async (page) => {
  await page.keyboard.press("0");
  assert.ok(!(await page.locator(".map").isVisible()));
  await press(page, "+", 9);
  assert.ok(await page.locator(".map").isVisible());
  const { x, y, width, height } = await box(page, ".map > rect");
  await page.mouse.click(x + 1, y + 1);
  const first = await view(page);
  near(first.x, 0);
  near(first.y, 0);
  await page.mouse.click(x + width - 1, y + height - 1);
  const last = await view(page);
  assert.ok(last.x < first.x && last.y < first.y);
  await fills(page);
  const seen = await box(page, ".map .seen");
  near(seen.x + seen.width, x + width, 2);
  assert.equal(await count(page, PINNED), 0);
  assert.ok((await calls(page)).length > 0);
});

await test("a map is dragged", plain, async (page) => {
  await page.keyboard.press("0");
  await press(page, "+", 9);
  const map = await box(page, ".map > rect"), before = await view(page);
  const middle = async () => {
    const { x, y, width, height } = await box(page, ".map .seen");
    return { x: x + width / 2, y: y + height / 2 };
  };
  const { mouse } = page;
  // From a corner that is not in view: to there at once, and back to the middle, step by step.
  await mouse.move(map.x + 2, map.y + 2);
  await mouse.down();
  const corner = await view(page);
  assert.equal(corner.k, before.k);
  near(corner.x, 0);
  near(corner.y, 0);
  const steps = [];
  for (let step = 1; step <= 10; step++) {
    await mouse.move(map.x + map.width * 0.05 * step, map.y + map.height * 0.05 * step);
    steps.push(await view(page));
  }
  assert.ok(new Set(steps.map(({ x }) => Math.round(x))).size > 4, "step by step");
  assert.ok(steps.every(({ x, y }, i) => !i || x <= steps[i - 1].x && y <= steps[i - 1].y), "never against the pointer");
  near((await middle()).x, map.x + map.width / 2, map.width * 0.1);
  near((await middle()).y, map.y + map.height / 2, map.height * 0.1);
  // Beside the map it is still held, and nothing lights up.
  await mouse.move(map.right + 300, map.y - 300, { steps: 8 });
  const end = await view(page);
  assert.ok(end.x < steps.at(-1).x, "to the right");
  near(end.y, 0);
  await fills(page);
  assert.equal(await count(page, ".on"), 0);
  await mouse.up();
  await mouse.move(map.x + 20, map.y + 20, { steps: 3 });
  assert.deepEqual(await view(page), end, "let go");
  // What is seen is held where it is taken.
  const seen = await box(page, ".map .seen"), from = { x: seen.x + seen.width * 0.7, y: seen.y + seen.height * 0.7 };
  await mouse.move(from.x, from.y);
  await mouse.down();
  assert.deepEqual(await view(page), end, "no jump");
  await mouse.move(from.x - map.width / 4, from.y + map.height / 4, { steps: 3 });
  const moved = await box(page, ".map .seen");
  near(moved.x, seen.x - map.width / 4);
  near(moved.y, seen.y + map.height / 4);
  await mouse.up();
  const last = await view(page);
  await mouse.dblclick(from.x - map.width / 4, from.y + map.height / 4);
  assert.deepEqual(await view(page), last, "a double click in it does not zoom");
  assert.equal(await count(page, PINNED), 0);
});
