// What a picture is on paper: all of it, on one page, in light colours, and nothing that serves a reader at a screen.
//
//   node print.js PPROF_SVG PROFILE     with pdfinfo, pdftotext and pdftoppm of poppler

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawn, end, folder, test, written } from "./page.js";

const run = (command, ...options) => execFileSync(command, options).toString();
const dense = (text) => text.replace(/\s+/g, "");

/** What comes out of the printer. */
async function printed(page) {
  const path = join(folder, "printed.pdf");
  await page.pdf({ path, preferCSSPageSize: true });
  const info = run("pdfinfo", path), [, width, height] = /Page size: *([\d.]+) x ([\d.]+)/.exec(info);
  run("pdftoppm", "-r", "20", "-singlefile", path, path);
  const [header, columns, rows] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(readFileSync(`${path}.ppm`, "latin1"));
  const pixels = readFileSync(`${path}.ppm`).subarray(header.length);
  const at = (x, y) => [...pixels.subarray(3 * (y * columns + x), 3 * (y * columns + x) + 3)];
  const all = Array.from({ length: columns * rows }, (_, i) => at(i % columns, Math.floor(i / columns)));
  return { n_pages: Number(/Pages: *(\d+)/.exec(info)[1]), isWide: Number(width) > Number(height),
    text: dense(run("pdftotext", "-raw", path, "-")), all, corner: at(0, 0) };
}

/** What has to be on the paper of a picture. */
async function isOnPaper(page, svg, isLive = true) {
  const size = /viewBox="0 0 (\S+) (\S+)"/.exec(svg);
  const texts = await page.evaluate(() => [...document.querySelectorAll("text")].map((text) => text.textContent));
  const { n_pages, isWide, text, all, corner } = await printed(page);
  assert.equal(n_pages, 1);
  // Arrows and ellipses may be of another font, and come in another order.
  assert.equal(text.includes("Scaledtoonepage"), isLive && !svg.includes("role=\"img\"") && Number(size[1]) * Number(size[2]) > 1e6, "a word of it");
  const missing = texts.map(dense).filter((words) => /^[!-~]+$/.test(words) && !text.includes(words));
  assert.deepEqual(missing, []);
  assert.ok(texts.length > 50, "header, key and graph");
  assert.ok(!/Fit|Callers|Callees|Search/.test(text), "nothing of the interface");
  assert.deepEqual(corner, [255, 255, 255]);
  const share = (is) => all.filter(is).length / all.length;
  assert.ok(share(([r, g, b]) => r + g + b < 200) < 0.1, "a light ground, and light boxes");
  assert.ok(share(([r, , b]) => r - b > 40) > 0.005, "with their tints");
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg);
  if (!svg.includes("role=\"img\"")) assert.equal(isWide, Number(width) > Number(height));
}

const whole = drawn(), address = written("whole.svg", whole);
const dark = { colorScheme: "dark" };
const place = (page) => page.evaluate(() => {
  const transforms = [".graph", ".facts", ".key"].map((part) => document.querySelector(part).getAttribute("transform"));
  return [document.documentElement.style.transform, ...transforms, ...["width", "height", "viewBox"].map((name) => document.documentElement.getAttribute(name))];
});

await test("zoomed, moved, searched and with its panel open", address, async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type(".");
  await page.keyboard.press("Enter");
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, -900);
  assert.ok(await page.evaluate(() => document.querySelector(".panel").hidden === false));
  const before = await place(page);
  await isOnPaper(page, whole);
  assert.deepEqual(await place(page), before, "afterwards the view is as it was");
}, dark);

await test("header and key beside the view", address, async (page) => {
  const docked = () => page.evaluate(() => !!document.querySelector(".dock .key"));
  const before = [await docked(), ...await place(page)];
  await isOnPaper(page, whole);
  assert.deepEqual([await docked(), ...await place(page)], before);
}, { viewport: { width: 1000, height: 400 } });

await test("without its script, at a function", `${address}#N1`, (page) => isOnPaper(page, whole, false), { ...dark, javaScriptEnabled: false });

for (const options of [["-theme=dark"], ["-embed", "-theme=dark"]]) {
  const svg = drawn(...options);
  await test(options.join(" "), written("other.svg", svg), (page) => isOnPaper(page, svg), dark);
}

await end("print");
