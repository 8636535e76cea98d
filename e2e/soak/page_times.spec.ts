/** How soon the page is usable, and whether it stutters while it scrolls: figures to read, nothing is timed. */

import type { Page } from "@playwright/test";
import { expectNames, list } from "../fixtures/holdall.ts";
import { photo, paint } from "../fixtures/photo.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered } from "../fixtures/window.ts";

const RUNS = 7;
const COUNT = 10_000;

test.use({ trace: "off" });

const slow = async (page: Page, rate: number) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
};

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

for (const rate of [1, 4]) {
  test(`a cold start, on a processor ${rate} times slower`, async ({ signIn, browser, context, uploads, server }) => {
    await uploads.writeAll("a.txt", "b.txt", "Photos/beach.jpg");
    await expectNames(await signIn(), ["Photos", "a.txt", "b.txt"]);
    const storageState = await context.storageState();
    const usable: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const cold = await browser.newContext({ storageState, serviceWorkers: "block" });
      const page = await cold.newPage();
      await slow(page, rate);
      // When the rows have been painted: a frame after the one in which they are there.
      await page.addInitScript(() => {
        const look = () => {
          const row = document.querySelector("[role=row][aria-label^='b.txt']");
          if (!row) return requestAnimationFrame(look);
          return requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { usable: performance.now() })));
        };
        requestAnimationFrame(look);
      });
      await page.goto(server.origin);
      await page.waitForFunction(() => "usable" in window);
      usable.push(await page.evaluate(() => (window as unknown as { usable: number }).usable));
      await cold.close();
    }
    const told = usable.map((ms) => ms.toFixed(0)).join(", ");
    console.log(`${rate} times slower: the list stands ${median(usable).toFixed(0)} ms after the address was entered (${told})`);
  });
}

/** Turns the wheel, and tells how long the tasks were that held up the page for more than 50 ms, and its frames. */
async function scroll(page: Page): Promise<{ long: number[]; frames: number[] }> {
  await list(page).hover();
  const watching = page.evaluate(
    () =>
      new Promise<{ long: number[]; frames: number[] }>((resolve) => {
        const long: number[] = [];
        const observer = new PerformanceObserver((entries) => {
          for (const entry of entries.getEntries()) long.push(entry.duration);
        });
        observer.observe({ type: "longtask" });
        const frames: number[] = [];
        let last = performance.now();
        const frame = (now: number) => {
          frames.push(now - last);
          last = now;
          if (frames.length < 240) requestAnimationFrame(frame);
          else setTimeout(() => resolve({ long, frames }), 200);
        };
        requestAnimationFrame(frame);
      }),
  );
  for (let turn = 0; turn < 150; turn += 1) await page.mouse.wheel(0, 160);
  return watching;
}

for (const view of ["list", "grid"] as const) {
  for (const rate of [1, 4]) {
    test(`scrolling the ${view} of ${COUNT} files, on a processor ${rate} times slower`, async ({ signIn, page, uploads }) => {
      uploads.fill("many", numbered(COUNT));
      if (view === "grid") {
        const preview = await paint(page, { width: 160, height: 120, hue: 200 });
        const whole = photo(await paint(page, { width: 640, height: 480, hue: 200 }), preview);
        for (let n = 0; n < 600; n += 1) await uploads.write(`many/a photo ${String(n).padStart(3, "0")}.jpg`, whole);
      }
      await signIn(`/browse/many?view=${view}`);
      await expect(list(page)).toBeVisible();
      await page.waitForTimeout(4_000);
      await slow(page, rate);
      const { long, frames } = await scroll(page);
      const sorted = frames.toSorted((a, b) => a - b);
      const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(0);
      console.log(
        `${view}, ${rate} times slower: ${long.length} tasks over 50 ms, the longest ${Math.max(0, ...long).toFixed(0)} ms; ` +
          `frames p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} ms`,
      );
    });
  }
}
