// What the reader has set: colours of one's own, light or dark, and no motion.

import assert from "node:assert/strict";
import { accessible, count, keep, picture, plain, press, test } from "./harness.js";

/** What a system colour is for the reader. */
const system = (page, ...names) => page.evaluate((names) => names.map((name) => {
  const probe = document.querySelector(".side").appendChild(document.createElementNS("http://www.w3.org/1999/xhtml", "i"));
  probe.style.cssText = `forced-color-adjust:none;color:${name}`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}), names);
const colors = (page, selector, property) => page.evaluate(([selector, property]) =>
  [...new Set([...document.querySelectorAll(selector)].map((element) => getComputedStyle(element)[property]))].sort(), [selector, property]);
/** How an outline is drawn. */
const outline = (page, selector) => page.evaluate((selector) => {
  const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(document.querySelector(selector));
  return [stroke, strokeWidth, strokeDasharray].join(" ");
}, selector);
const box = (id) => `.graph > .nodes > #${id} rect`;

for (const colorScheme of ["light", "dark"]) {
  const forced = { colorScheme, forcedColors: "active" };
  for (const theme of ["auto", "light", "dark", "pprof"]) {
    await test(`forced colours, ${colorScheme}: a picture of the theme ${theme} has them`, picture(`forced-${colorScheme}-${theme}`, `-theme=${theme}`), async (page) => {
      const [ground, ink] = await system(page, "Canvas", "CanvasText");
      assert.notEqual(ground, ink);
      assert.deepEqual(await colors(page, ".page", "fill"), [ground]);
      assert.deepEqual(await colors(page, "svg > g:not(.front) text", "fill"), [ink]);
      assert.deepEqual(await colors(page, ".node rect", "fill"), [ground]);
      assert.deepEqual(await colors(page, ".node rect", "stroke"), [ink]);
      assert.ok((await colors(page, ".node rect", "strokeWidth")).every((width) => parseFloat(width) > 0));
      for (const [selector, property] of [[".edge path", "stroke"], [".edge .a", "fill"], [".edge .h", "stroke"], [".rule", "stroke"]]) {
        if (await count(page, selector)) assert.deepEqual(await colors(page, selector, property), [ink], selector);
      }
      await keep(page, `forced ${colorScheme} ${theme}`);
    }, forced);
  }
  await test(`forced colours, ${colorScheme}: what is pinned, lit, found and focused is told apart`, plain, async (page) => {
    const [ground, highlight] = await system(page, "Canvas", "Highlight");
    const ids = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")].map((node) => node.id));
    const [pinned, other] = [ids[0], ids.at(-1)];
    const usual = await outline(page, box(other));
    await page.keyboard.press("/");
    await page.keyboard.type(".");
    const found = await outline(page, box(other));
    await page.keyboard.press("Escape");
    await page.goto(`${plain}#${pinned}`);
    await page.waitForSelector(`#${pinned}.pin`);
    const pin = await outline(page, box(pinned)), copy = await outline(page, ".front .at rect");
    assert.ok(pin.startsWith(highlight), `${pin} is not ${highlight}`);
    assert.equal(copy, pin);
    const dimmed = Number(...await colors(page, ".front > .veil", "fillOpacity"));
    assert.deepEqual(await colors(page, ".front > .veil", "fill"), [ground]);
    assert.ok(dimmed > 0.3 && dimmed < 0.7, "what is not lit is paler, and can still be read");
    await page.locator(`#${pinned} > a`).first().focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    const [ring, around] = [await outline(page, ".ring"), await page.evaluate((pinned) => {
      const [ring, box] = [".ring", `#${pinned} rect`].map((selector) => document.querySelector(selector).getBoundingClientRect());
      const isLast = document.querySelector(".graph").lastElementChild.matches(".ring");
      return isLast && ring.width > 0 && ring.x < box.x - 2 && ring.y < box.y - 2 && ring.right > box.right + 2 && ring.bottom > box.bottom + 2;
    }, pinned)];
    assert.ok(ring.startsWith(highlight), `${ring} is not ${highlight}`);
    assert.ok(around, "a ring is around it, in front of all");
    assert.equal(new Set([usual, found, pin, ring]).size, 4, String([usual, found, pin, ring]));
    await keep(page, `forced ${colorScheme} pinned and focused`);
    // In the panel it is the browser's own.
    await press(page, "Tab", 2);
    const [style, width, color] = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
      return [outlineStyle, outlineWidth, outlineColor];
    });
    assert.equal(style, "solid");
    assert.ok(parseFloat(width) >= 2 && color !== ground, `${width} ${color}`);
    assert.equal(await page.evaluate(() => document.querySelector(".ring").getBoundingClientRect().width), 0);
  }, forced);
}

await test("the keyboard's focus is seen beside what is pinned, the pointer's is not", plain, async (page) => {
  const ring = () => page.evaluate(() => document.querySelector(".ring").getBoundingClientRect().width);
  assert.equal(await ring(), 0);
  const ids = await page.evaluate(() => [...document.querySelectorAll(".graph > .nodes > .node")].map((node) => node.id));
  await page.locator(`#${ids[0]} rect`).click({ position: { x: 4, y: 4 } });
  await page.waitForSelector(`#${ids[0]}.pin`);
  assert.equal(await ring(), 0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  assert.ok(await ring() > 0);
  const { x, y } = await page.evaluate(() => document.querySelector(".bar").getBoundingClientRect());
  await page.mouse.click(x + 1, y + 1);
  assert.equal(await ring(), 0);
});

for (const colorScheme of ["light", "dark"]) {
  for (const forcedColors of ["none", "active"]) {
    for (const reducedMotion of ["no-preference", "reduce"]) {
      const name = [colorScheme, ...forcedColors === "active" ? ["forced colours"] : [], ...reducedMotion === "reduce" ? ["no motion"] : []].join(", ");
      await test(`no barrier and nothing in motion: ${name}`, plain, async (page) => {
        await accessible(page);
        await page.goto(`${plain}#N1`);
        await page.waitForSelector("#N1.pin");
        await page.keyboard.press("+");
        await page.mouse.move(300, 300);
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
        const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
        }).map((element) => element.outerHTML.slice(0, 80)));
        assert.deepEqual(moving, []);
        await page.keyboard.press("/");
        await page.keyboard.type(".");
        await accessible(page);
      }, { colorScheme, forcedColors, reducedMotion });
    }
  }
}
