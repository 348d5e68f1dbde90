// What holds without a script, in a page, and in every theme.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, count, folder, keep, opacity, picture, plain, test } from "./harness.js";

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
