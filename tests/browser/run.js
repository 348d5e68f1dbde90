// What a picture does in a browser: every interaction is done as a reader would, and what it shows is asserted.
//
//   node run.js PPROF_SVG PROFILE [FOLDER]     FOLDER keeps a screenshot of each kind of picture
//
// Chromium is the one of the system. Exit status 0: all holds; 1: something does not; 2: nothing could be tested.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [program, profile, shots] = process.argv.slice(2);
const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
let chromium, axe;
try {
  if (!program || !profile) throw new Error("usage: node run.js PPROF_SVG PROFILE [FOLDER]");
  if (!chromiumPath) throw new Error("Chromium is missing");
  ({ chromium } = await import("playwright-core"));
  axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch (error) {
  console.error(`browser: ${error.message}`);
  process.exit(2);
}
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const folder = mkdtempSync(join(tmpdir(), "pprof-svg-browser-"));
if (shots) mkdirSync(shots, { recursive: true });

/** The address of the picture that the command draws with these options. */
function picture(name, ...options) {
  const file = join(folder, `${name}.svg`);
  writeFileSync(file, execFileSync(program, ["-svg", ...options, profile], { maxBuffer: 1 << 28 }));
  return pathToFileURL(file).href;
}

const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
let n_passed = 0, n_failed = 0;

/** Opens a page, does `what` with it, and fails if anything is said on the console or asked of the network. */
async function test(name, address, what, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => request.url().startsWith("file:") || said.push(`request: ${request.url()}`));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  try {
    await page.goto(address);
    await what(page);
    assert.deepEqual(said, []);
    n_passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    n_failed += 1;
    console.log(`FAILED  ${name}\n${error.stack.replace(/^/gm, "        ")}`);
  }
  await context.close();
}

const view = (page) => page.evaluate(() => {
  const matrix = document.querySelector("svg > g[transform^=translate]:has(.graph)").transform.baseVal.consolidate().matrix;
  return { k: matrix.a, x: matrix.e, y: matrix.f };
});
const box = (page, selector) => page.locator(selector).first().boundingBox();
const count = (page, selector) => page.locator(selector).count();
const near = (a, b, slack = 1) => assert.ok(Math.abs(a - b) <= slack, `${a} is not near ${b}`);
const isInView = async (page, id) => {
  const { x, y, width, height } = await box(page, `#${id} rect`);
  const { width: w, height: h } = page.viewportSize();
  return x + width / 2 > 0 && x + width / 2 < w && y + height / 2 > 0 && y + height / 2 < h;
};
/** Whether all of an element is in the window, or as much as there is room for. */
async function isWhole(page, selector) {
  const { x, y, width, height } = await box(page, selector);
  const { width: w, height: h } = page.viewportSize();
  return x >= -1 && y >= -1 && x + Math.min(width, w - 1) <= w + 1 && y + Math.min(height, h - 1) <= h + 1;
}
/** Nothing beyond the picture's edges is shown where the picture is larger than the window; else all of it is there. */
async function fills(page, hidden = 0) {
  const { k, x, y } = await view(page);
  const source = readFileSync(new URL(page.url().replace(/#.*/, "")), "utf8");
  const [, height] = /^<svg[^>]* height="(\d+)"/.exec(source), [, width] = /^<svg[^>]* width="(\d+)"/.exec(source);
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
const calls = (page) => page.evaluate(() =>
  [...[...document.querySelectorAll(".edge:not(.stub)")].reverse(), ...document.querySelectorAll(".stub")]
    .map((edge) => [edge.dataset.from, edge.dataset.to]));
const opacity = (page, selector) => page.evaluate((selector) => getComputedStyle(document.querySelector(selector)).opacity, selector);
/** A point of the page where there is nothing but ground. */
const ground = (page) => page.evaluate(() => {
  for (let y = 40; y < innerHeight - 80; y += 10)
    for (let x = 40; x < innerWidth - 400; x += 10) {
      const isGround = (x, y) => !document.elementFromPoint(x, y)?.closest(".node, .edge, .ui, .label");
      if ([0, 30, 60].every((d) => isGround(x + d, y) && isGround(x, y + d))) return { x, y };
    }
  throw new Error("no empty ground in view");
});

/** Keeps what is seen now, if that is wanted. */
async function keep(page, name) {
  if (!shots) return;
  // Playwright's own way waits for ever where the document is no HTML.
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(shots, `${name.replaceAll(" ", "-")}.png`), Buffer.from(data, "base64"));
}

const plain = picture("plain");
if (!readFileSync(new URL(plain), "utf8").includes("data-from=")) {
  console.error("browser: the profile has no calls");
  await browser.close();
  rmSync(folder, { recursive: true });
  process.exit(2);
}

await test("the wheel zooms where the pointer is", plain, async (page) => {
  const before = await view(page);
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, -300);
  const after = await view(page);
  assert.ok(after.k > before.k * 1.3, `${before.k} → ${after.k}`);
  near((400 - before.x) / before.k, (400 - after.x) / after.k);
  near((300 - before.y) / before.k, (300 - after.y) / after.k);
  await page.mouse.wheel(0, 300);
  near((await view(page)).k, before.k, 0.01);
});

await test("dragging moves the picture, and pins nothing", plain, async (page) => {
  const from = await box(page, `#${(await calls(page))[0][0]} rect`);
  const before = await view(page);
  await page.keyboard.press("0");
  const { x, y } = await box(page, ".node rect");
  const fitted = await view(page);
  await page.mouse.move(x + 4, y + 4);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 5 });
  await page.mouse.up();
  const after = await view(page);
  near(after.x - fitted.x, 56);
  near(after.y - fitted.y, 36);
  assert.equal(await count(page, ".pin"), 0);
  assert.ok(from && before);
});

await test("two fingers zoom", plain, async (page) => {
  const before = await view(page);
  await page.evaluate(() => {
    const send = (type, pointerId, clientX, clientY) => document.documentElement.dispatchEvent(
      new PointerEvent(type, { pointerId, clientX, clientY, bubbles: true, button: 0, pointerType: "touch" }));
    send("pointerdown", 21, 300, 300);
    send("pointerdown", 22, 400, 300);
    send("pointermove", 22, 500, 300);
    send("pointerup", 22, 500, 300);
    send("pointerup", 21, 300, 300);
  });
  near((await view(page)).k / before.k, 2, 0.01);
});

await test("keys zoom, fit and move", plain, async (page) => {
  const before = await view(page);
  await page.keyboard.press("+");
  assert.ok((await view(page)).k > before.k);
  await page.keyboard.press("-");
  near((await view(page)).k, before.k, 0.001);
  await page.keyboard.press("ArrowLeft");
  near((await view(page)).x, before.x + 80);
  await page.keyboard.press("ArrowDown");
  near((await view(page)).y, before.y - 80);
  await page.keyboard.press("0");
  for (const { x, y, width, height } of [await box(page, ".graph")]) {
    assert.ok(x >= 0 && y >= 0 && x + width <= 1201 && y + height <= 801, "all of the graph is in view");
  }
});

await test("buttons zoom and fit", plain, async (page) => {
  const before = await view(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await view(page)).k > before.k);
  await page.getByRole("button", { name: "Zoom out" }).click();
  near((await view(page)).k, before.k, 0.001);
  await page.getByRole("button", { name: "Fit" }).click();
  const fitted = await view(page);
  assert.ok(fitted.k <= before.k);
});

await test("a search counts, marks, and goes to the next", plain, async (page) => {
  await page.keyboard.press("/");
  const names = await page.evaluate(() => [...document.querySelectorAll(".node > a > title")].map((t) => t.textContent.split("\n")[0]));
  const words = names.slice(-2).map((name) => /[a-z]+/i.exec(name)?.[0] ?? "").join("|");
  const n_matching = names.filter((name) => new RegExp(words, "i").test(name)).length;
  assert.ok(n_matching > 1, "the profile has some matching names");
  await page.keyboard.type(words.toUpperCase());
  assert.equal(await page.locator(".count").textContent(), `${n_matching} found`);
  assert.equal(await count(page, ".hit"), n_matching);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".count").textContent(), `1 of ${n_matching}`);
  const first = await page.locator(".pin").getAttribute("id");
  assert.ok(await isInView(page, first));
  await page.keyboard.press("Enter");
  const second = await page.locator(".pin").getAttribute("id");
  assert.notEqual(second, first);
  assert.ok(await isInView(page, second));
  await page.keyboard.press("Shift+Enter");
  assert.equal(await page.locator(".pin").getAttribute("id"), first);
  await page.getByRole("button", { name: "Next match" }).click();
  assert.equal(await page.locator(".pin").getAttribute("id"), second);
  await page.getByRole("searchbox").fill("(");
  assert.equal(await page.locator(".count").textContent(), "no regular expression");
  await page.getByRole("searchbox").fill("no such function");
  assert.equal(await page.locator(".count").textContent(), "none");
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("searchbox").evaluate((input) => input.value), "");
  assert.equal(await count(page, ".hit"), 0);
});

await test("a node under the pointer lights up its callers and callees", plain, async (page) => {
  await page.keyboard.press("0");
  const all = await calls(page);
  const [from, to] = all.find(([from, to]) => from !== to);
  await page.locator(`#${from} rect`).hover();
  const lit = await page.evaluate(() => [...document.querySelectorAll(".node.on")].map((node) => node.id).sort());
  const expected = new Set([from, ...all.filter(([a, b]) => a === from || b === from).flat()]);
  assert.deepEqual(lit, [...expected].sort());
  assert.ok(lit.includes(to));
  const other = await page.evaluate(() => document.querySelector(".node:not(.on)")?.id);
  if (other) assert.equal(await opacity(page, `#${other}`), "0.35");
  assert.equal(await opacity(page, `.edge.on`), "1");
  const { x, y } = await ground(page);
  await page.mouse.move(x, y);
  assert.equal(await count(page, ".on"), 0);
});

await test("the line of a weak call is drawn while one of its ends is lit; its row leads to the other", plain, async (page) => {
  const stubs = await page.evaluate(() => [...document.querySelectorAll(".stub")].map((g) => [g.dataset.from, g.dataset.to]));
  assert.equal(await count(page, ".traces path"), 0);
  for (const [from, to] of stubs.slice(0, 3)) {
    for (const id of [from, to]) {
      await page.goto(`${plain}#${id}`);
      await page.waitForSelector(`#${id}.pin`);
      assert.equal(await count(page, ".traces path"), stubs.filter((ends) => ends.includes(id)).length);
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
  assert.equal(await page.locator(".pin").getAttribute("id"), to);
  assert.equal(new URL(page.url()).hash, `#${to}`);
  const [name, ...facts] = (await page.locator(`#${to} title`).first().textContent()).split("\n");
  assert.equal(await page.locator(".panel h2").textContent(), name);
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
  assert.equal(await page.locator(".pin").getAttribute("id"), from);
  assert.ok(await isInView(page, from));
  // When the panel goes, what was under it may be a node, which the pointer would light up.
  await page.locator(".bar").hover({ position: { x: 2, y: 2 } });
  await page.keyboard.press("Escape");
  // The address changes at once, what follows from it soon after.
  await page.waitForFunction(() => !document.querySelector(".pin, .on"));
  assert.ok(!(await page.locator(".panel").isVisible()));
  await page.goBack();
  assert.equal(await page.locator(".pin").getAttribute("id"), from);
});

await test("an address with a node opens there", plain, async (page) => {
  for (const id of (await calls(page)).slice(-3).flat()) {
    await page.goto("about:blank");
    await page.goto(`${plain}#${id}`);
    assert.equal(await page.locator(".pin").getAttribute("id"), id);
    assert.ok(await isInView(page, id), `${id} is in view`);
  }
  await page.goto("about:blank");
  await page.goto(`${plain}#nothing`);
  assert.equal(await count(page, ".pin"), 0);
});

await test("nodes are reached by the keyboard", plain, async (page) => {
  const focused = async () => {
    await page.keyboard.press("Tab");
    return page.evaluate(() => document.activeElement.closest(".node")?.id);
  };
  // The first stops may be the document itself, and the links of the header.
  let first;
  for (let stop = 0; !first && stop < 10; stop++) first = await focused();
  assert.ok(first, "a node is among the first stops");
  assert.ok(await isInView(page, first));
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".pin").getAttribute("id"), first);
});

const sideways = picture("sideways", "-rankdir=LR");
for (const [width, height] of [[1600, 1000], [1280, 720], [700, 600]]) {
  for (const [name, address] of [["", plain], [" from left to right", sideways]]) {
    await test(`at ${width} × ${height}${name} it starts where it can be read`, address, async (page) => {
      const { k, x, y } = await view(page);
      assert.ok(k * 10 >= 7.99, `the smallest text is ${k * 10} px`);
      const heaviest = await page.evaluate(() => document.documentElement.dataset.start);
      const { width: drawn } = await box(page, ".graph");
      assert.ok(drawn <= width || await isInView(page, heaviest), "all of its width or the heaviest node is in view");
      await fills(page);
      const node = await box(page, `#${heaviest} rect`);
      // Narrower, there is no room beside it.
      if (width > 1000) assert.ok(await isWhole(page, ".facts"), "the header is in view");
      const isNear = node.x + node.width - x < 0.8 * width && node.y + node.height - y < 0.8 * height;
      assert.ok(!isNear || x >= 0 && y === 0, "the title stays in view of a node that is near it");
      await keep(page, `start ${width}${name}`);
    }, { viewport: { width, height } });
    await test(`at ${width} × ${height}${name} no way to a node leaves the picture`, address, async (page) => {
      for (const id of await page.evaluate(() => [...document.querySelectorAll(".node")].slice(0, 20).map((node) => node.id))) {
        const before = await view(page);
        await page.evaluate((id) => { location.hash = id; }, id);
        await page.waitForFunction((id) => document.querySelector(".pin")?.id === id, id);
        assert.ok(await isInView(page, id), `${id} is in view`);
        const { x, y } = await view(page);
        if (x !== before.x || y !== before.y) await fills(page, width > 700 ? 376 : 0);
      }
    }, { viewport: { width, height } });
  }
}

await test("without a script the node that the address names stands out", `${plain}#N1`, async (page) => {
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains("live")), false);
  const others_fade = async () => {
    // In the smallest pictures every call is the node's own.
    if (await count(page, ".edge:not(.n1)")) assert.equal(await opacity(page, ".edge:not(.n1)"), "0.1");
    if (await count(page, ".edge.n1")) assert.equal(await opacity(page, ".edge.n1"), "1");
  };
  await others_fade();
  await page.goto(plain);
  await page.locator("#N1 rect").hover();
  await others_fade();
}, { javaScriptEnabled: false });

for (const [theme, scheme, expected] of [["auto", "light", "rgb(255, 255, 255)"], ["auto", "dark", "rgb(21, 23, 27)"],
  ["light", "dark", "rgb(255, 255, 255)"], ["dark", "light", "rgb(21, 23, 27)"], ["pprof", "dark", "rgb(255, 255, 255)"]]) {
  for (const embed of [false, true]) {
    const name = `${embed ? "embedded " : ""}${theme} in ${scheme} surroundings`;
    const address = picture(name.replaceAll(" ", "-"), `-theme=${theme}`, ...(embed ? ["-embed"] : []));
    await test(name, address, async (page) => {
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".page")).fill), expected);
      await keep(page, name);
    }, { colorScheme: scheme, viewport: { width: 1600, height: 1000 } });
  }
}

const sourced = picture("sourced", "-source_url=https://example.com/blob/main/{file}#L{line}");
await test("with -source_url names lead to the source, and without to nothing", sourced, async (page) => {
  const hrefs = () => page.evaluate(() => [...document.querySelectorAll("a")].map((a) => a.getAttribute("href")).filter((href) => !href.startsWith("#")));
  const links = await hrefs();
  // A title has a file between name and values.
  const has_files = await page.evaluate(() => [...document.querySelectorAll(".node > a > title")].some((title) => !/^flat .*, cum /.test(title.textContent.split("\n")[1])));
  assert.ok(links.length > 0 === has_files && links.every((href) => href.startsWith("https://example.com/blob/main/")), String(links));
  await page.goto(plain);
  assert.deepEqual(await hrefs(), []);
});

// Two in one page, under the strictest policy that pages set.
const embedded = readFileSync(new URL(picture("embedded", "-embed")), "utf8");
const second = readFileSync(new URL(picture("second", "-embed", "-nodecount=1")), "utf8");
const page_with = join(folder, "embedding.html");
writeFileSync(page_with, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>two pictures</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src file:">
</head><body><main><h1>Two pictures</h1>${embedded}${second}</main></body></html>`);
await test("two embedded pictures share a page that allows nothing", pathToFileURL(page_with).href, async (page) => {
  assert.equal(await count(page, "script"), 0);
  assert.equal(await count(page, "svg[role=img]"), 2);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((e) => e.id));
  assert.equal(new Set(ids).size, ids.length, "no id twice");
  for (const name of await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()))) {
    assert.ok(!/^on/i.test(name), name);
  }
  await accessible(page);
});
const page_img = join(folder, "img.html");
writeFileSync(page_img, `<!DOCTYPE html><html lang="en"><head><title>image</title></head><body><main><h1>Image</h1><img alt="a call graph" src="embedded.svg"></main></body></html>`);
await test("an embedded picture is an image", pathToFileURL(page_img).href, async (page) => {
  assert.ok(await page.evaluate(() => document.images[0].complete && document.images[0].naturalWidth > 100));
});

/** No violation of any rule that axe knows. */
async function accessible(page) {
  // Best practices for whole HTML documents do not apply to a picture.
  const { violations } = await page.evaluate(async (source) => {
    (0, eval)(source);
    return await window.axe.run(document, { rules: { region: { enabled: false } } });
  }, axe);
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).slice(0, 2)}`), []);
}
for (const colorScheme of ["light", "dark"]) {
  await test(`no barrier, ${colorScheme}`, `${plain}#N1`, accessible, { colorScheme });
}

/** Every text lies in its box. */
await test("texts stay in their boxes", plain, async (page) => {
  const outside = await page.evaluate(() => [...document.querySelectorAll(".node")].flatMap((node) => {
    const room = node.querySelector("rect").getBoundingClientRect();
    return [...node.querySelectorAll("text")].filter((text) => {
      const { x, right } = text.getBoundingClientRect();
      return x < room.x - 1 || right > room.right + 1;
    }).map((text) => `${node.id}: ${text.textContent}`);
  }));
  assert.deepEqual(outside, []);
});

for (const colorScheme of ["light", "dark"]) {
  await test(`pinned, ${colorScheme}`, `${plain}#N1`, (page) => keep(page, `pinned ${colorScheme}`), { colorScheme });
}

/** The page of source: it answers, and nothing of a profile is live in it. Its policy would tell on the console. */
const listed = join(folder, "listed.html");
const sources = fileURLToPath(new URL("../../examples/profiles", import.meta.url));
execFileSync(program, ["-weblist=.", `-source_path=${sources}`, `-output=${listed}`, profile]);
const source = pathToFileURL(listed).href;
const seen = (page, selector) => page.evaluate((selector) =>
  [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length, selector);

await test("source: search finds functions and lines", source, async (page) => {
  const n_all = await seen(page, "section");
  const [name, line] = await page.evaluate(() => {
    const cells = [...document.querySelectorAll("td:nth-child(4)")].map((cell) => cell.textContent.trim());
    return [document.querySelector("section:last-of-type h2").textContent, cells.find((text) => text.length > 8)];
  });
  await page.keyboard.press("/");
  await page.keyboard.insertText(name);
  await page.waitForFunction(() => document.getElementById("found").textContent !== "");
  assert.ok(await seen(page, "section:last-of-type") === 1);
  assert.equal(await seen(page, "section"), await seen(page, "nav tr[id]"));
  if (line) {
    await page.fill("#search", line.toUpperCase());
    await page.keyboard.press("Enter");
    assert.equal(await seen(page, "tr.at"), 1);
    const marked = await page.evaluate(() => document.querySelector(".at").cells[3].textContent);
    assert.ok(marked.includes(line), `${marked} has no ${line}`);
  }
  await page.keyboard.press("Escape");
  assert.deepEqual([await seen(page, "section"), await seen(page, "tr:is(.hit, .at)")], [n_all, 0]);
});
await test("source: without a script", source, async (page) => {
  assert.equal(await seen(page, "#search"), 0);
  await page.click("nav tr[id]:last-of-type a");
  assert.equal(await seen(page, "section:target"), 1);
  const n_some = await seen(page, "main tr[class]");
  await page.check("#some");
  assert.deepEqual([await seen(page, "main tr[class]"), await seen(page, "main tr:not([class]):has(td)")], [n_some, 0]);
}, { javaScriptEnabled: false });
for (const colorScheme of ["light", "dark"]) {
  // Its policy would not let axe in.
  await test(`source: no barrier, ${colorScheme}`, source, async (page) => {
    await accessible(page);
    await keep(page, `source ${colorScheme}`);
  }, { colorScheme, bypassCSP: true });
}

await browser.close();
rmSync(folder, { recursive: true });
console.log(`browser: ${n_passed}/${n_passed + n_failed}`);
process.exit(n_failed ? 1 : 0);
