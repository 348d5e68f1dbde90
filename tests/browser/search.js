// Search.

import assert from "node:assert/strict";
import { PINNED, count, isInView, near, plain, press, test } from "./harness.js";

await test("a search counts, marks, and goes to the next", plain, async (page) => {
  await page.keyboard.press("/");
  const names = await page.evaluate(() => [...document.querySelectorAll(".node > a:first-of-type > title")].map((t) => t.textContent.split("\n")[0]));
  const words = names.slice(-2).map((name) => /[a-z]+/i.exec(name)?.[0] ?? "").join("|");
  const texts = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")]
    .map((node) => [...node.querySelectorAll(":scope > a title")].map((title) => title.textContent).join("\n")));
  const n_matching = texts.filter((text) => new RegExp(words, "im").test(text)).length;
  assert.ok(n_matching > 1, "the profile has some matching names");
  await page.keyboard.type(words.toUpperCase());
  const told = await page.locator(".count").textContent();
  // What they took themselves adds up.
  const [, n_told, flat, cum] = /^(\d+) functions: flat ([\d.]+)%, cum ([\d.]+)%$/.exec(told) ?? [told];
  assert.equal(Number(n_told), n_matching, told);
  const sum = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .hit > a:first-of-type > title")]
    .reduce((sum, title) => sum + Number(/^flat [^,]*\(([\d.]+)%\)/m.exec(title.textContent)?.[1] ?? 0), 0));
  near(Number(flat), sum, 0.06 * sum + 0.01);
  assert.ok(Number(cum) >= 0, told);
  assert.equal(await count(page, ".graph > .nodes > .hit"), n_matching);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".count").textContent(), `1 of ${told}`);
  const first = await page.locator(PINNED).getAttribute("id");
  assert.ok(await isInView(page, first));
  await page.keyboard.press("Enter");
  const second = await page.locator(PINNED).getAttribute("id");
  assert.notEqual(second, first);
  assert.ok(await isInView(page, second));
  await page.keyboard.press("Shift+Enter");
  assert.equal(await page.locator(PINNED).getAttribute("id"), first);
  await page.getByRole("button", { name: "Next match" }).click();
  assert.equal(await page.locator(PINNED).getAttribute("id"), second);
  await page.getByRole("searchbox").fill("(");
  assert.equal(await page.locator(".count").textContent(), "no regular expression");
  await page.getByRole("searchbox").fill("no such function");
  assert.equal(await page.locator(".count").textContent(), "none");
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("searchbox").evaluate((input) => input.value), "");
  assert.equal(await count(page, ".hit"), 0);
  // Files and values are found as well.
  const [, place, values] = (await page.locator(".graph > .nodes > .node > a > title").first().textContent()).split("\n");
  for (const text of [place, values].filter(Boolean)) {
    await page.getByRole("searchbox").fill(text.replace(/[^\w ]/g, "."));
    assert.ok(await count(page, ".graph > .nodes > .hit") > 0, text);
  }
});

await test("a name is found as its box has it", plain, async (page) => {
  const boxes = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")].slice(0, 12)
    .map((node) => ({ id: node.id, text: [...node.querySelectorAll(":scope > a text")].map((text) => text.textContent).join("") })));
  for (const { id, text } of boxes) {
    await page.getByRole("searchbox").fill(text.replace(/[^\w ]/g, "."));
    assert.equal(await count(page, `.graph > .nodes > #${id}.hit`), 1, text);
  }
});

await test("what the browser finds comes into view, and all is copied but the buttons", plain, async (page) => {
  await press(page, "+", 9);
  await page.keyboard.press("Home");
  const far = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node > a > text")]
    .map((text) => ({ text: text.textContent, y: text.getBoundingClientRect().y })).sort((a, b) => b.y - a.y)[0].text);
  assert.ok(await page.evaluate((far) => window.find(far), far), far);
  await page.waitForFunction(() => {
    const { y, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();
    return y >= 0 && bottom <= innerHeight && scrollY === 0;
  });
  await page.keyboard.press("Control+a");
  const copied = await page.evaluate(() => getSelection().toString());
  assert.ok(copied.includes(far.trim()), "the graph is in it");
  assert.ok(!/Fit|\u2193/.test(copied.split("\n").filter((line) => line.trim().length < 4).join("\n")), "and no button");
});
