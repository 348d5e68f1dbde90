// What a picture does in Firefox: less than in Chromium is tried, but nothing that differs between browsers is left out.
//
//   node firefox.js PPROF_SVG PROFILE [FOLDER]     FOLDER keeps screenshots; Firefox is the one of the system

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, click, close, complaints, double_click, drag, open, press, resize, shot, until, wheel } from "./bidi.js";
import { attempt, drawn, leave, shots, written } from "./picture.js";

if (shots) mkdirSync(shots, { recursive: true });
const plain = written("plain.svg", drawn());
const [, home_x, home_y = 0] = /class="graph" transform="translate\(([-\d.]+)(?: ([-\d.]+))?\)/.exec(drawn());
const near = (a, b, slack = 1) => assert.ok(Math.abs(a - b) <= slack, `${a} is not near ${b}`);
/** The scale, and where the picture begins in the window. */
const view = () => ask((home_x, home_y) => {
  const { e, f } = document.querySelector(".graph").transform.baseVal.consolidate().matrix;
  const k = new DOMMatrix(getComputedStyle(document.documentElement).transform).a;
  return { k, x: (e - home_x) * k, y: (f - home_y) * k };
}, Number(home_x), Number(home_y));
const rectangle = (selector) => ask((selector) => document.querySelector(selector).getBoundingClientRect().toJSON(), selector);
const pinned = () => ask(() => document.querySelector(".pin:not(.front *, .label)")?.id);
const isPinned = (id) => until((id) => document.getElementById(id).matches(".pin"), id);
const isLetGo = () => until(() => !document.querySelector(".pin") && document.querySelector(".panel").hidden);

async function test(name, address, what) {
  await attempt(`Firefox: ${name}`, async () => {
    await resize(1200, 800);
    await open(address);
    // It scrolls to what an address names after the page has loaded, which the picture undoes.
    await ask(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
    await until(() => !scrollX && !scrollY);
    await what();
    assert.deepEqual(complaints(), []);
    if (shots) writeFileSync(join(shots, `firefox-${name.replaceAll(/\W+/g, "-")}.png`), Buffer.from(await shot(), "base64"));
  });
}

await test("an address with a function opens there, and the panel tells of it", `${plain}#N1`, async () => {
  assert.equal(await pinned(), "N1");
  const panel = await rectangle(".panel"), { x, y, width, height } = await rectangle("#N1 rect");
  assert.ok(panel.width === 360 && panel.right < 1200 && panel.bottom < 800, JSON.stringify(panel));
  assert.ok(x + width / 2 > 0 && x + width / 2 < panel.x && y + height / 2 > 0 && y + height / 2 < 800, "the box is in view");
  const [name, title] = await ask(() => [document.querySelector(".panel .name").textContent, document.querySelector("#N1 title").textContent]);
  assert.equal(name, title.split("\n")[0]);
  const clip = { x: panel.x, y: panel.y, width: panel.width, height: panel.height }, open = await shot(clip);
  assert.equal(await shot(clip), open);
  await press("\uE00C");
  await isLetGo();
  assert.notEqual(await shot(clip), open, "the panel is seen");
});

await test("the wheel moves, with Ctrl it zooms, and a double click does", plain, async () => {
  await press("0");
  for (let n = 0; n < 6; n++) await press("+");
  const at = { x: 400, y: 300 }, views = [await view()];
  const isHeld = ([a, b]) => {
    for (const axis of ["x", "y"]) near((at[axis] - a[axis]) / a.k, (at[axis] - b[axis]) / b.k);
  };
  await wheel(at, 30, 0);
  await wheel(at, 0, 50);
  views.unshift(await view());
  near(views[0].x, views[1].x - 30);
  near(views[0].y, views[1].y - 50);
  assert.equal(views[0].k, views[1].k);
  await wheel(at, 0, -20, true);
  views.unshift(await view());
  near(views[0].k / views[1].k, Math.exp(0.2), 0.001);
  isHeld(views);
  await double_click(at);
  views.unshift(await view());
  near(views[0].k, Math.min(8, 2 * views[1].k), 0.001);
  isHeld(views);
});

await test("a click pins, a drag moves and pins nothing, Escape lets go", plain, async () => {
  await press("1");
  const [id, x, y] = await ask(() => {
    for (const node of document.querySelectorAll(".graph > .nodes > .node")) {
      const { left, top, right, bottom } = node.querySelector("rect").getBoundingClientRect();
      const isThere = document.elementFromPoint(left + 5, top + 5)?.closest(".node") === node;
      if (isThere && left > 40 && right < 810 && top > 40 && bottom < 740) return [node.id, left + 5, top + 5];
    }
  });
  await click({ x, y });
  await isPinned(id);
  await press("\uE00C");
  await isLetGo();
  await press("0");
  for (let n = 0; n < 6; n++) await press("+");
  const before = await view();
  await drag({ x: 400, y: 300 }, { x: 380, y: 310 }, { x: 360, y: 330 });
  const after = await view();
  near(after.x, before.x - 40);
  near(after.y, before.y + 30);
  assert.equal(await pinned(), null);
  assert.equal(await ask(() => getSelection().toString()), "");
});

await test("a map is dragged", plain, async () => {
  await press("0");
  for (let n = 0; n < 9; n++) await press("+");
  // Lines in it are as wide in every browser, whatever the scale.
  const seen = await ask(() => Number(getComputedStyle(document.querySelector(".seen")).strokeWidth.replace("px", "")));
  const drawn = await ask(() => document.querySelector(".map").viewBox.baseVal.width);
  assert.ok(seen >= drawn / 200, `${seen} of ${drawn}`);
  const map = await rectangle(".map > rect"), from = { x: map.x + 2, y: map.y + 2 };
  await click(from);
  const first = await view();
  near(first.x, 0);
  near(first.y, 0);
  await drag(from, { x: map.x + map.width / 2, y: map.y + map.height / 2 }, { x: map.right + 200, y: map.bottom - 2 });
  const last = await view();
  assert.ok(last.x < first.x && last.y < first.y, JSON.stringify(last));
  assert.equal(await pinned(), null);
});

await test("a name is copied, or selected", `${plain}#N1`, async () => {
  const { x, y, width, height } = await rectangle("[aria-label='Copy name']");
  await click({ x: x + width / 2, y: y + height / 2 });
  await until(() => document.querySelector("[aria-label='Copy name']").textContent === "Copied"
    || getSelection().toString() === document.querySelector(".panel .name").textContent);
});

await test("a search finds, and Enter goes to the first", plain, async () => {
  await press("/");
  await press(".");
  assert.ok(await ask(() => document.querySelectorAll(".graph > .nodes > .hit").length) > 0);
  await press("\uE007");
  await until(() => document.querySelector(".pin"));
});

await close();
leave("firefox");
