// What the tests of all topics have in common: the pictures, and what is asked of a page.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { drawn, end, give_up, shots, written } from "./page.js";

export { folder, profile, program, test } from "./page.js";

const axe = (() => {
  try {
    return readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  } catch (error) {
    return give_up(error.message);
  }
})();
if (shots) mkdirSync(shots, { recursive: true });

/** The address of the picture that the command draws with these options. */
export const picture = (name, ...options) => written(`${name}.svg`, drawn(...options));

const file = (page) => readFileSync(new URL(page.url().replace(/#.*/, "")), "utf8");
/** The scale, and where the picture begins in the window. */
export async function view(page) {
  const [, home_x, home_y = 0] = /class="graph" transform="translate\(([-\d.]+)(?: ([-\d.]+))?\)/.exec(file(page));
  return page.evaluate(([home_x, home_y]) => {
    const { e, f } = document.querySelector(".graph").transform.baseVal.consolidate().matrix;
    // It is the document that is scaled.
    const k = new DOMMatrix(getComputedStyle(document.documentElement).transform).a;
    return { k, x: (e - home_x) * k, y: (f - home_y) * k };
  }, [home_x, home_y].map(Number));
}
export const box = (page, selector) => page.evaluate((selector) => document.querySelector(selector).getBoundingClientRect().toJSON(), selector);
export const count = (page, selector) => page.locator(selector).count();
export const near = (a, b, slack = 1) => assert.ok(Math.abs(a - b) <= slack, `${a} is not near ${b}`);
export const isInView = async (page, id) => {
  const { x, y, width, height } = await box(page, `#${id} rect`);
  const { width: w, height: h } = page.viewportSize();
  return x + width / 2 > 0 && x + width / 2 < w && y + height / 2 > 0 && y + height / 2 < h;
};
/** Whether all of an element is in the window, or as much as there is room for. */
export async function isWhole(page, selector) {
  const { x, y, width, height } = await box(page, selector);
  const { width: w, height: h } = page.viewportSize();
  return x >= -1 && y >= -1 && x + Math.min(width, w - 1) <= w + 1 && y + Math.min(height, h - 1) <= h + 1;
}
/** How large the picture is. */
export function size(page) {
  const source = file(page), length = (name) => Number(new RegExp(`^<svg[^>]* ${name}="(\\d+)"`).exec(source)[1]);
  return { width: length("width"), height: length("height") };
}
/** Nothing beyond the picture's edges is shown where the picture is larger than the window; else all of it is there. */
export async function fills(page, hidden = 0) {
  const { k, x, y } = await view(page);
  const { width, height } = size(page);
  const room = page.viewportSize();
  // Header and key may stand beside the view.
  const dock = await page.evaluate(() => document.querySelector(".dock > rect")?.width.baseVal.value ?? 0);
  // What stands at the end may be lifted out from under the bar.
  for (const [at, drawn, side, slack] of [[x - dock, width * k, room.width - hidden - dock, 1], [y, height * k, room.height, 59]]) {
    if (drawn <= side) assert.ok(at > -slack && at + drawn < side + 1, `${drawn} of ${side} px, all in view: from ${at}`);
    else assert.ok(at < 1 && at + drawn > side - slack, `${drawn} px fill ${side}: from ${at} to ${at + drawn}`);
  }
}
/** A call from one node to another, heaviest first: [from, to]. */
export const calls = (page) => page.evaluate(() =>
  [...[...document.querySelectorAll(".edge:not(.stub, .front *)")].reverse(), ...document.querySelectorAll(".stub:not(.front *)")]
    .map((edge) => [edge.dataset.from, edge.dataset.to]));
export const opacity = (page, selector) => page.evaluate((selector) => getComputedStyle(document.querySelector(selector)).opacity, selector);
/** The copies of boxes that are lit, and what is pinned, without its copy. */
export const LIT = ".front > .nodes > .node", PINNED = ".pin:not(.front *, .label)";
/** What speaks to the browser of a page, below what Playwright has for everybody. */
export async function session(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  return sessions.get(page);
}
const sessions = new WeakMap();
/** Turns the wheel over a point of the page, as the browser has it from a mouse: whether the picture, in the page or in a frame of it, kept it to itself. */
export async function wheel(page, deltaX, deltaY, { isCtrl = false, at: [x, y] = [400, 300], frame = page } = {}) {
  await frame.evaluate(() => {
    window.kept = new Promise((done) => addEventListener("wheel", (event) => done(event.defaultPrevented), { once: true, passive: true }));
  });
  const modifiers = isCtrl ? 2 : 0;
  await (await session(page)).send("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX, deltaY, modifiers });
  return frame.evaluate(() => window.kept);
}
/** Presses a key so many times. */
export async function press(page, key, times) {
  for (let n = 0; n < times; n++) await page.keyboard.press(key);
}
/** A point of the page where there is nothing but ground. */
export const ground = (page) => page.evaluate(() => {
  for (let y = 40; y < innerHeight - 80; y += 10)
    for (let x = 40; x < innerWidth - 400; x += 10) {
      const isGround = (x, y) => !document.elementFromPoint(x, y)?.closest(".node, .edge, .ui, .label");
      if ([0, 30, 60].every((d) => isGround(x + d, y) && isGround(x, y + d))) return { x, y };
    }
  throw new Error("no empty ground in view");
});

/** Keeps what is seen now, if that is wanted. */
export async function keep(page, name) {
  if (!shots) return;
  // Playwright's own way waits for ever where the document is no HTML.
  const { data } = await (await session(page)).send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(shots, `${name.replaceAll(" ", "-")}.png`), Buffer.from(data, "base64"));
}

export const plain = picture("plain");
if (!readFileSync(new URL(plain), "utf8").includes("data-from=")) give_up("the profile has no calls");

/** No violation of any rule that axe knows. */
export async function accessible(page) {
  // Best practices for whole HTML documents do not apply to a picture.
  const { violations } = await page.evaluate(async (source) => {
    (0, eval)(source);
    return await window.axe.run(document, { rules: { region: { enabled: false } } });
  }, axe);
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).slice(0, 2)}`), []);
}
/** Ends it all, with what came of it. */
export const finish = () => end("browser");
