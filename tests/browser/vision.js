// A picture as people see it who tell some colours apart less or not at all, side by side.
//
//   node vision.js SVG PNG

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [svg, png] = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

/** What a page shows, as PNG. */
async function shot(page) {
  // Playwright's own way waits for ever where the document is no HTML.
  const session = await page.context().newCDPSession(page);
  return (await session.send("Page.captureScreenshot", { format: "png" })).data;
}

const page = await browser.newPage({ viewport: { width: 1100, height: 720 } });
await page.goto(pathToFileURL(resolve(svg)).href);
await page.addStyleTag({ content: ".ui, .map { display: none }" }).catch(() => {});
const session = await page.context().newCDPSession(page), seen = [];
for (const type of ["protanopia", "deuteranopia", "tritanopia", "achromatopsia"]) {
  await session.send("Emulation.setEmulatedVisionDeficiency", { type });
  await page.waitForTimeout(300);
  seen.push({ type, data: await shot(page) });
}
const sheet = await browser.newPage({ viewport: { width: 1120, height: 780 } });
await sheet.setContent(`<body style="margin:0;display:grid;grid-template-columns:1fr 1fr;gap:8px;font:14px sans-serif">${seen
  .map(({ type, data }) => `<figure style="margin:0"><figcaption>${type}</figcaption><img style="width:100%" src="data:image/png;base64,${data}"></figure>`)
  .join("")}`);
writeFileSync(png, Buffer.from(await shot(sheet), "base64"));
await browser.close();
