// Pointer, wheel and buttons: what moves and zooms the picture.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PINNED, box, calls, count, fills, folder, near, plain, press, test, view, wheel } from "./harness.js";

await test("the wheel moves, Ctrl and a double click zoom where the pointer is", plain, async (page) => {
  await page.keyboard.press("0");
  await press(page, "+", 5);
  const before = await view(page);
  assert.ok(await wheel(page, 30, 50));
  const after = await view(page);
  assert.equal(after.k, before.k);
  near(after.x, before.x - 30);
  near(after.y, before.y - 50);
  const isHeld = (a, b) => {
    near((400 - a.x) / a.k, (400 - b.x) / b.k);
    near((300 - a.y) / a.k, (300 - b.y) / b.k);
  };
  assert.ok(await wheel(page, 0, -30, true));
  const zoomed = await view(page);
  near(zoomed.k / after.k, Math.exp(0.3), 0.001);
  isHeld(after, zoomed);
  await page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent("dblclick", { clientX: 400, clientY: 300, bubbles: true })));
  const doubled = await view(page);
  near(doubled.k, Math.min(8, zoomed.k * 2), 0.001);
  isHeld(zoomed, doubled);
  // As the browser sends it.
  const moved = await page.locator(".graph").getAttribute("transform");
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, 40);
  await page.waitForFunction((moved) => document.querySelector(".graph").getAttribute("transform") !== moved, moved);
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
  await type("0");
  assert.ok(!await wheel(frame, 0, 100), "all of it is in view");
  await page.mouse.move(300, 200);
  await page.mouse.wheel(0, 100);
  await page.waitForFunction(() => scrollY > 0);
  await type("+", 9);
  await type("Home");
  assert.ok(await wheel(frame, 0, 100), "there is more of it below");
  assert.ok(await wheel(frame, 0, -9e4), "and above that");
  assert.ok(!await wheel(frame, 0, -100), "this is its beginning");
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

await test("two fingers zoom", plain, async (page) => {
  const before = await view(page);
  await page.evaluate(() => {
    const send = (type, pointerId, clientX, clientY) => document.documentElement.dispatchEvent(
      new PointerEvent(type, { pointerId, clientX, clientY, bubbles: true, button: 0, pointerType: "touch" }));
    send("pointerdown", 21, 300, 300);
    send("pointerdown", 22, 400, 300);
    send("pointermove", 22, 500, 300);
    send("pointerup", 22, 500, 300);
    send("pointerup", 21, 300, 300);
  });
  near((await view(page)).k / before.k, 2, 0.01);
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
