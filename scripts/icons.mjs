// Draws the icons of the installed app from the mark, static/favicon.svg. Needed only when the mark changes.
// Usage: CHROMIUM=/usr/bin/chromium node scripts/icons.mjs
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("@playwright/test");
const folder = new URL("../static/", import.meta.url).pathname;
const mark = readFileSync(`${folder}favicon.svg`, "utf8").replace(/<style>.*?<\/style>/s, "");

/** Name, pixels, how much of the width the mark takes, and how round the ground is: a maskable icon is cut by the phone. */
const ICONS = [
  ["icon-192.png", 192, 0.64, 0.22],
  ["icon-512.png", 512, 0.64, 0.22],
  ["icon-maskable-512.png", 512, 0.5, 0],
  ["apple-touch-icon.png", 180, 0.6, 0],
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
for (const [name, size, share, radius] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = mark.replace("<svg ", `<svg width="${share * 100}%" `).replace(/stroke="#[0-9a-f]+"/, 'stroke="#ffffff"');
  await page.setContent(
    `<style>body{margin:0}div{width:100vw;height:100vh;display:grid;place-items:center;background:#4348b8;` +
      `border-radius:${radius * 100}%}</style><div>${svg}</div>`,
  );
  await page.screenshot({ path: `${folder}${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
