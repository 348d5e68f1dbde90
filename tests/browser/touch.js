// Phones: a tap pins, another lets go, and all of it can be read.

import assert from "node:assert/strict";
import { PINNED, box, count, plain, test, view } from "./harness.js";

const phone = { viewport: { width: 400, height: 700 }, isMobile: true, hasTouch: true };
await test("on a phone texts are large, a tap pins, and the panel is a sheet", plain, async (page) => {
  assert.equal(await page.evaluate(() => innerWidth), 400);
  assert.ok((await view(page)).k * 10 >= 12);
  const tap = async (point) => page.touchscreen.tap(point.x, point.y);
  const shown = () => page.evaluate(() => {
    for (const node of document.querySelectorAll(".graph > .nodes > .node")) {
      // A finger is taken to mean the nearest link: not at an edge, nor on a row.
      const { x, y, width } = node.querySelector("rect").getBoundingClientRect(), at = { x: x + width / 2, y: y + 12 };
      if (document.elementFromPoint(at.x, at.y)?.closest("a")?.getAttribute("href") === `#${node.id}`) return { id: node.id, ...at };
    }
  });
  const node = await shown();
  await tap(node);
  await page.waitForFunction((id) => document.getElementById(id).matches(".pin") && !scrollX && !scrollY, node.id);
  assert.equal(await count(page, PINNED), 1);
  const sheet = await box(page, ".panel"), bar = await box(page, ".bar");
  assert.ok(sheet.width > 370 && sheet.y > 250 && sheet.bottom <= bar.y && bar.bottom <= 700, JSON.stringify(sheet));
  const close = await box(page, ".panel button[aria-label^=Close]");
  await tap({ x: close.x + 5, y: close.y + 5 });
  await page.waitForFunction(() => !document.querySelector(".pin"));
  await tap(await shown());
  await page.waitForFunction(() => document.querySelector(".pin") && !scrollX && !scrollY);
  const ground = await page.evaluate(() => {
    for (let y = 20; y < 300; y += 10)
      for (let x = 20; x < 380; x += 10)
        if ([-20, 0, 20].every((d) => [[d, 0], [0, d]].every(([dx, dy]) =>
          !document.elementFromPoint(x + dx, y + dy)?.closest("a, .node, .edge, .label, .ui")))) return { x, y };
  });
  if (!ground) return;
  // A finger would be taken to mean the nearest link.
  await page.mouse.click(ground.x, ground.y);
  await page.waitForFunction(() => !document.querySelector(".pin"));
}, phone);
