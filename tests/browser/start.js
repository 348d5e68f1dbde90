// Where a picture opens, and how an address leads to a function.

import assert from "node:assert/strict";
import { box, fills, isInView, isWhole, keep, picture, plain, test, view } from "./harness.js";

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
