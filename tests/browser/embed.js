// Which colours a picture has that is part of something else: those that the page has, or the reader.
//
//   node embed.js PPROF_SVG PROFILE

import assert from "node:assert/strict";
import { drawn, end, test, written } from "./page.js";

const svg = drawn("-embed");
const [LIGHT, DARK] = [["rgb(255, 255, 255)", "rgb(22, 24, 29)"], ["rgb(21, 23, 27)", "rgb(244, 244, 241)"]];
const colors = (page) => page.evaluate(() => {
  const fill = (selector) => getComputedStyle(document.querySelector(selector)).fill;
  return [fill(".page"), fill("svg[role=img]")];
});
const inside = (style) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>page</title><style>${style}
.dark{color-scheme:dark}[data-theme=light]{color-scheme:light}</style></head><body><main><h1>Page</h1>${svg}</main></body></html>`;

await test("alone it is as the reader has it: dark", written("alone.svg", svg), async (page) => {
  assert.deepEqual(await colors(page), DARK);
}, { colorScheme: "dark" });
await test("alone it is as the reader has it: light", written("alone.svg", svg), async (page) => {
  assert.deepEqual(await colors(page), LIGHT);
}, { colorScheme: "light" });
for (const colorScheme of ["light", "dark"]) {
  await test(`a page has a switch, the reader ${colorScheme}`, written("switch.html", inside(":root{color-scheme:light dark}")), async (page) => {
    assert.deepEqual(await colors(page), colorScheme === "dark" ? DARK : LIGHT);
    await page.evaluate(() => { document.documentElement.className = "dark"; });
    assert.deepEqual(await colors(page), DARK);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await colors(page), LIGHT, "on paper");
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => { document.documentElement.className = ""; document.body.dataset.theme = "light"; });
    assert.deepEqual(await colors(page), LIGHT);
  }, { colorScheme });
}
await test("a page that knows no dark stays light", written("light.html", inside("")), async (page) => {
  assert.deepEqual(await colors(page), LIGHT);
}, { colorScheme: "dark" });

// The pixel in the corner of the image is its ground.
const image = written("image.html", `<!DOCTYPE html><html lang="en"><head><title>page</title><style>:root{color-scheme:light dark}
.dark{color-scheme:dark}body{margin:0}</style></head><body><img alt="a call graph" src="alone.svg"></body></html>`);
await test("an image is as the page has it", image, async (page) => {
  const corner = async () => {
    const { data } = await (await page.context().newCDPSession(page)).send("Page.captureScreenshot",
      { format: "png", clip: { x: 0, y: 0, width: 4, height: 4, scale: 1 } });
    return page.evaluate(async (data) => {
      const canvas = new OffscreenCanvas(4, 4).getContext("2d");
      canvas.drawImage(await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))])), 0, 0);
      return `rgb(${[...canvas.getImageData(1, 1, 1, 1).data].slice(0, 3).join(", ")})`;
    }, data);
  };
  assert.equal(await corner(), LIGHT[0]);
  await page.evaluate(() => { document.documentElement.className = "dark"; });
  assert.equal(await corner(), DARK[0]);
}, { colorScheme: "light" });

await end("embed");
