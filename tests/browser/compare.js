// A comparison: before, after and their difference in the same places.
//
//   node compare.js PPROF_SVG AFTER     where the folder of AFTER has the run before, `before` in its name for `after`

import assert from "node:assert/strict";
import { PINNED, accessible, box, count, finish, keep, near, picture, plain, profile, test } from "./harness.js";

const compared = picture("compared", `-diff_base=${profile.replace("after-", "before-")}`);
const texts = (page) => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")]
  .map((node) => [node.id, [...node.querySelectorAll(":scope > a > text")].map((text) => text.textContent).join("\n")]));
const places = (page) => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")]
  .map((node) => [node.id, node.getAttribute("transform"), node.querySelector("rect").getAttribute("width")]));
const pressed = (page) => page.locator(".sides [aria-pressed=true]").textContent();

await test("keys 1, 2 and 3 show before, after and difference where they are", compared, async (page) => {
  const difference = await texts(page), at = await places(page);
  assert.equal(await pressed(page), "Difference");
  assert.ok(difference.some(([, text]) => /[+-]\S+, ×/.test(text)), "changes with their multiples");
  for (const [key, name] of [["1", "Before"], ["2", "After"]]) {
    await page.keyboard.press(key);
    assert.equal(await pressed(page), name);
    const side = await texts(page);
    assert.ok(!side.some(([, text]) => /→|×/.test(text)), "no changes");
    assert.ok(side.filter(([, text]) => /\(\d[\d.]*%\)/.test(text)).length > side.length / 2, "shares of the total of that side");
    assert.deepEqual(await places(page), at);
    await keep(page, name);
  }
  await page.keyboard.press("3");
  assert.deepEqual(await texts(page), difference);
});

await test("what a side does not have is pale in it; a pinned box shows the same side", compared, async (page) => {
  const isNew = await page.evaluate(() => [...document.querySelectorAll(".node")].find((node) => /NEW/.test(node.textContent))?.id);
  assert.ok(isNew, "the profile has a function that is new");
  await page.goto(`${compared}#${isNew}`);
  await page.waitForSelector(`#${isNew}.pin`);
  await page.keyboard.press("1");
  assert.equal(await count(page, `#${isNew}.absent`), 1);
  assert.ok(!/NEW/.test(await page.evaluate(() => document.querySelector(".front .at").textContent)), "the lit copy is of that side");
  await page.keyboard.press("2");
  assert.equal(await count(page, ".absent"), 0);
  assert.equal(await count(page, PINNED), 1);
});

await test("the same by pointer, and the panel tells how sure a change is", compared, async (page) => {
  await page.locator(".sides button").first().click();
  assert.equal(await pressed(page), "Before");
  await page.locator(".sides button").last().click();
  const [worst] = await page.evaluate(() => [...document.querySelectorAll(".facts a")].map((a) => a.getAttribute("href").slice(1)));
  await page.goto(`${compared}#${worst}`);
  await page.waitForSelector(`#${worst}.pin`);
  const panel = await page.locator(".panel").innerText();
  assert.match(panel, /cum \S+ → \S+, change \S+ to \S+ \(95%\), worse/);
  assert.match(panel, /samples: cum \d+ → \d+ \([+-]\d+/, "the other sample type");
  await accessible(page);
});

await test("typing digits into the search shows no side, and other pictures have none", compared, async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("12");
  assert.equal(await pressed(page), "Difference");
  await page.goto(plain);
  assert.equal(await count(page, ".sides"), 0);
  const before = await box(page, ".graph");
  await page.keyboard.press("2");
  near((await box(page, ".graph")).x, before.x);
});

await finish();
