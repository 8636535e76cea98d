/** How soon the page is usable, and whether it stutters while it scrolls: figures to read, nothing is timed. */

import { slowProcessor, told, wheel } from "../fixtures/frames.ts";
import { expectNames } from "../fixtures/holdall.ts";
import { photo, paint } from "../fixtures/photo.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered } from "../fixtures/window.ts";

const RUNS = 7;
const COUNT = 10_000;

test.use({ trace: "off" });

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
      await slowProcessor(page, rate);
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
      await expect(page.getByRole("gridcell").nth(1)).toBeVisible();
      await page.waitForTimeout(4_000);
      await slowProcessor(page, rate);
      const course = await wheel(page, { turns: 150, way: 160, count: 240 });
      console.log(`${view}, ${rate} times slower: ${told(course)}`);
    });
  }
}
