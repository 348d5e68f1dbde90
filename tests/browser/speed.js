// How long a reader waits for a large picture: figures, not a test.
//
//   node speed.js SVG     milliseconds: until the first paint, from pointing at a box until its calls are lit, from a frame
//                         to the next while the wheel zooms

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(120000);
const round = (n) => Math.round(10 * n) / 10;
const told = (times) => {
  const sorted = [...times].sort((a, b) => a - b), at = (q) => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
  return `median ${at(0.5)}, 95th percentile ${at(0.95)}, most ${at(1)} of ${times.length}`;
};

await page.goto(pathToFileURL(resolve(process.argv[2])).href);
const paint = await page.evaluate(() => new Promise((done) => {
  const entry = performance.getEntriesByType("paint").find(({ name }) => name === "first-contentful-paint");
  entry ? done(entry.startTime) : requestAnimationFrame(() => setTimeout(() => done(performance.now())));
}));
console.log(`first paint    ${round(paint)}`);

await page.evaluate(() => {
  window.waits = [];
  addEventListener("pointerover", ({ target, timeStamp }) => {
    if (target.closest(".graph > .nodes > .node")) requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - timeStamp)));
  }, true);
});
const spots = () => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node > a rect, .graph > .nodes > .node rect")]
  .map((rect) => rect.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))
  .filter(({ x, y }) => x > 20 && y > 20 && x < innerWidth - 20 && y < innerHeight - 120).slice(0, 25));
async function hover() {
  await page.evaluate(() => { window.waits = []; });
  for (const { x, y } of await spots()) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(250);
    await page.mouse.move(2, 2);
    await page.waitForTimeout(150);
  }
  return page.evaluate(() => window.waits);
}
console.log(`hover          ${told(await hover())}`);

async function frames(key, delta, turns) {
  await page.evaluate(() => {
    window.frames_seen = [];
    window.isOn = true;
    requestAnimationFrame(function next(at) { window.frames_seen.push(at); if (window.isOn) requestAnimationFrame(next); });
  });
  if (key) await page.keyboard.down(key);
  for (let n = 0; n < turns; n++) {
    await page.mouse.wheel(0, n < turns / 2 ? delta : -delta);
    await page.waitForTimeout(16);
  }
  if (key) await page.keyboard.up(key);
  const seen = await page.evaluate(() => { window.isOn = false; return window.frames_seen; });
  return seen.slice(1).map((at, n) => at - seen[n]);
}
await page.mouse.move(600, 400);
console.log(`zoom frames    ${told(await frames("Control", 40, 60))}`);
console.log(`moving frames  ${told(await frames("", 60, 60))}`);
await page.keyboard.press("0");
await page.waitForTimeout(1000);
console.log(`whole, hover   ${told(await hover())}`);
console.log(`whole, zooming ${told(await frames("Control", -40, 60))}`);
await browser.close();
