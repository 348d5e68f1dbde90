// What is lit and pinned, and what the panel tells of it.

import assert from "node:assert/strict";
import { LIT, PINNED, box, calls, count, ground, isInView, opacity, plain, test } from "./harness.js";

await test("a node under the pointer lights up its callers and callees", plain, async (page) => {
  await page.keyboard.press("0");
  const all = await calls(page);
  const [from, to] = all.find(([from, to]) => from !== to);
  await page.locator(`#${from} rect`).hover({ position: { x: 4, y: 4 } });
  const lit = await page.evaluate((selector) => [...document.querySelectorAll(selector)]
    .map((node) => [...node.classList].find((name) => /^n\d+$/.test(name)).toUpperCase()).sort(), LIT);
  // All that it calls and is called by, and the heaviest way from a root and to a leaf.
  const expected = new Set([from, ...all.filter(([a, b]) => a === from || b === from).flat()]);
  for (const [near, far] of [[1, 0], [0, 1]]) {
    const way = new Set();
    for (let call, id = from; (call = all.find((call) => call[near] === id && call[0] !== call[1])) && !way.has(call); id = call[far]) {
      way.add(call);
      expected.add(call[far]);
    }
  }
  const known = new Set(await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")].map((node) => node.id)));
  assert.deepEqual(lit, [...expected].filter((id) => known.has(id)).sort());
  assert.ok(lit.includes(to));
  // What is lit lies as a copy on a veil over all of it.
  assert.equal(await count(page, ".front .veil"), 1);
  assert.equal(await page.evaluate(() => document.querySelectorAll(".front [id]").length), 0, "no id twice");
  const { x, y } = await ground(page);
  await page.mouse.move(x, y);
  assert.equal(await count(page, LIT), 0);
});

await test("the line of a weak call is drawn while one of its ends is lit; its row leads to the other", plain, async (page) => {
  const stubs = await page.evaluate(() => [...document.querySelectorAll(".stub")].map((g) => [g.dataset.from, g.dataset.to]));
  const traces = () => page.evaluate(() => document.querySelector(".traces")?.getAttribute("d").match(/C/g)?.length ?? 0);
  assert.equal(await traces(), 0);
  for (const [from, to] of stubs.slice(0, 3)) {
    for (const id of [from, to]) {
      await page.goto(`${plain}#${id}`);
      await page.waitForSelector(`#${id}.pin`);
      // Not on a box.
      await page.mouse.move(838, 770);
      const n_lit = await count(page, ".front .stub.on");
      const n_own = stubs.filter((ends) => ends.includes(id)).length;
      assert.ok(n_lit >= n_own, `${n_lit} of ${n_own} rows at ${id} are lit`);
      assert.equal(await traces(), n_lit);
      assert.equal(await opacity(page, `.stub[data-from=${from}][data-to=${to}]`), "1");
    }
    await page.goto(`${plain}#${from}`);
    await page.waitForSelector(`#${from}.pin`);
    await page.locator(`.stub[data-from=${from}][data-to=${to}] text`).first().click();
    await page.waitForSelector(`#${to}.pin`);
  }
});

await test("a click pins a node and tells of it; Escape undoes", plain, async (page) => {
  const all = await calls(page);
  const [from, to] = all.find(([from, to]) => from !== to);
  await page.goto(`${plain}#${to}`);
  await page.locator(`#${to} rect`).click({ position: { x: 4, y: 4 } });
  assert.equal(await page.locator(PINNED).getAttribute("id"), to);
  assert.equal(new URL(page.url()).hash, `#${to}`);
  const [name, ...facts] = (await page.locator(`#${to} title`).first().textContent()).split("\n");
  assert.equal(await page.locator(".panel .name").textContent(), name);
  const panel = await page.locator(".panel").innerText();
  // Places, values, labels.
  const at = facts.findIndex((fact) => /^flat .*, cum /.test(fact));
  if (at > 0) assert.ok(panel.includes(facts[0]), `${facts[0]} is not in the panel`);
  const [, flat, cum] = /^flat (.*), cum (.*)$/.exec(facts[at]);
  assert.ok(panel.includes(`flat ${flat}`) && panel.includes(`cum ${cum}`));
  const listed = await page.locator(".panel ul a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  const callers = all.filter(([, b]) => b === to).map(([a]) => `#${a}`);
  const callees = all.filter(([a]) => a === to).map(([, b]) => `#${b}`);
  assert.deepEqual(listed, [...callers, ...callees], "callers and callees, heaviest first");
  await page.locator(`.panel a[href="#${from}"]`).first().click();
  assert.equal(await page.locator(PINNED).getAttribute("id"), from);
  assert.ok(await isInView(page, from));
  // When the panel goes, what was under it may be a node, which the pointer would light up.
  await page.locator(".bar").hover({ position: { x: 2, y: 2 } });
  await page.keyboard.press("Escape");
  // The address changes at once, what follows from it soon after.
  await page.waitForFunction(() => !document.querySelector(".pin, .veil"));
  assert.ok(!(await page.locator(".panel").isVisible()));
  await page.goBack();
  assert.equal(await page.locator(PINNED).getAttribute("id"), from);
});

await test("an address with a node opens there", plain, async (page) => {
  for (const id of (await calls(page)).slice(-3).flat()) {
    await page.goto("about:blank");
    await page.goto(`${plain}#${id}`);
    assert.equal(await page.locator(PINNED).getAttribute("id"), id);
    assert.ok(await isInView(page, id), `${id} is in view`);
  }
  await page.goto("about:blank");
  await page.goto(`${plain}#nothing`);
  assert.equal(await count(page, PINNED), 0);
});

await test("a call is pinned by its line or its label; F leaves only what passes through it", plain, async (page) => {
  await page.keyboard.press("0");
  const spot = await page.evaluate(() => {
    for (const label of document.querySelectorAll(".label")) {
      const { x, y, width, height } = label.getBoundingClientRect(), at = { x: x + width / 2, y: y + height / 2 };
      if (document.elementFromPoint(at.x, at.y)?.closest(".label") === label) return { ...at, ...label.dataset };
    }
  });
  // No call is a line in the smallest pictures.
  if (!spot) return;
  await page.mouse.click(spot.x, spot.y);
  await page.waitForFunction(() => document.querySelector(".edge.pin"));
  assert.equal(new URL(page.url()).hash, `#${spot.from}-${spot.to}`);
  const panel = await page.locator(".panel").innerText();
  assert.match(panel, /[→⇢][^]*%?[^]*Callers \(1\)[^]*Callees \(1\)/);
  const shown = () => page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node:not(.off)")].map((node) => node.id).sort());
  const all = await calls(page), whole = await shown();
  const reach = (start, near, far) => {
    const found = new Set([start]);
    for (const id of found) for (const call of all) if (call[near] === id) found.add(call[far]);
    return [...found];
  };
  await page.keyboard.press("f");
  const kept = new Set([...reach(spot.from, 1, 0), ...reach(spot.to, 0, 1)]);
  assert.deepEqual(await shown(), whole.filter((id) => kept.has(id)));
  await page.keyboard.press("Escape");
  assert.deepEqual(await shown(), whole);
  assert.equal(await count(page, ".edge.pin:not(.front *)"), 1);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".pin"));
});

/** What the clipboard holds, pasted into the search by the keys for it. */
async function pasted(page) {
  await page.getByRole("searchbox").fill("");
  await page.getByRole("searchbox").press("Control+v");
  return page.getByRole("searchbox").evaluate((input) => input.value);
}
for (const isAllowed of [true, false]) {
  await test(`a name is ${isAllowed ? "copied" : "selected where the clipboard is refused"}`, plain, async (page) => {
    // What is not granted is denied.
    await page.context().grantPermissions(isAllowed ? ["clipboard-read", "clipboard-write"] : []);
    await page.goto(`${plain}#N1`);
    await page.waitForSelector("#N1.pin");
    // The name in full, as the profile has it.
    const name = (await page.locator("#N1 title").first().textContent()).split("\n")[0];
    assert.equal(await page.locator(".panel .name").textContent(), name);
    const copy = page.getByRole("button", { name: "Copy name" });
    await copy.click();
    if (isAllowed) {
      await page.waitForFunction(() => document.querySelector("[aria-label='Copy name']").textContent === "Copied");
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), name);
      assert.equal(await page.evaluate(() => getSelection().toString()), "");
    } else {
      await page.waitForFunction(() => !getSelection().isCollapsed);
      assert.equal(await copy.textContent(), "Copy", "nothing is claimed");
      await page.keyboard.press("Control+c");
    }
    // What an input of one line leaves out of it, and of what is seen of it where it is selected.
    const dense = (text) => text.replace(/\s+/g, "");
    assert.equal(dense(await pasted(page)), dense(name));
  });
}
await test("a name is selected where there is no clipboard", plain, async (page) => {
  await page.goto(`${plain}#N1`);
  await page.waitForSelector("#N1.pin");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("button", { name: "Copy name" }).click();
  const [selected, name] = await page.evaluate(() => [getSelection().toString(), document.querySelector(".panel .name").textContent]);
  assert.equal(selected.replace(/\s+/g, ""), name.replace(/\s+/g, ""));
});
