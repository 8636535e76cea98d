import { slowProcessor, told, wheel } from "../fixtures/frames.ts";
import { goToList, row, selectionBar, statusBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { drag, firstRow, MOST_ROWS, numbered, numberedName as name, rowNodes } from "../fixtures/window.ts";

/** Files of the folder; fewer where there is no room for a million inodes. */
const COUNT = Number(process.env.HOLDALL_SOAK_FILES ?? 1_000_000);

test(`a folder of ${COUNT} files, on a processor four times slower`, async ({ signIn, uploads }) => {
  uploads.fill("many", numbered(COUNT));
  const page = await signIn("/browse/many");
  await expect(statusBar(page)).toContainText(`${COUNT.toLocaleString("en")} items`);
  const session = await page.context().newCDPSession(page);
  await slowProcessor(page, 4);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.enable");

  let most = 0;
  const report = async (what: string, way: number) => {
    const course = await wheel(page, { turns: 120, way, count: 180 });
    most = Math.max(most, await rowNodes(page));
    console.log(`${what}: ${told(course)}`);
  };
  await report("wheel at the top", 100);
  await drag(page, 0.5);
  await report("wheel in the middle", 300);
  for (let part = 0; part <= 1; part += 0.05) {
    await drag(page, part);
    most = Math.max(most, await rowNodes(page));
  }
  await drag(page, 1);
  await expect(row(page, name(COUNT - 1))).toBeInViewport({ ratio: 1 });
  await drag(page, 0);
  await expect.poll(() => firstRow(page)).toEqual({ index: 2, name: name(0), below: 0 });

  await goToList(page);
  await page.keyboard.press("Control+a");
  await expect(selectionBar(page)).toContainText(`${COUNT.toLocaleString("en")} selected`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect(row(page, name(COUNT - 1))).toBeFocused();

  const search = page.getByRole("searchbox", { name: "Search in many" });
  const started = Date.now();
  await search.fill(String(COUNT - 1));
  await expect(statusBar(page)).toContainText("1 match");
  console.log(`filter, the first one in this folder: ${Date.now() - started} ms`);
  await search.fill("");
  await expect(statusBar(page)).toContainText(`${COUNT.toLocaleString("en")} items`);

  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  console.log(`rows in the document: ${most} at most; nodes: ${metric("Nodes")}; heap: ${(metric("JSHeapUsedSize") / 1e6).toFixed(1)} MB`);
  expect(most).toBeLessThan(MOST_ROWS);
  expect(metric("JSHeapUsedSize")).toBeLessThan(50e6);
});
