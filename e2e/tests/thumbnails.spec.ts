import { truncate } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { Proxy } from "../fixtures/counting_proxy.ts";
import type { Folder } from "../fixtures/disk.ts";
import { delay, expectTiles, list, settled, tile } from "../fixtures/holdall.ts";
import { allowTracing, large, paint, photo } from "../fixtures/photo.ts";
import { expect, test } from "../fixtures/test.ts";

/** Thumbnails: a photo's own preview, else a small file itself, else the icon; nothing more is asked for than is seen. */

const MB = 1_000_000;
const HEAD = 128 * 1024;

const picture = (page: Page, name: string): Locator => tile(page, name).locator("img");

/** The size of the picture in a tile, as the browser has decoded it. */
async function sizeOf(page: Page, name: string): Promise<number[]> {
  await expect
    .poll(() => picture(page, name).evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
    .toBe(true);
  return picture(page, name).evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);
}

/** A tile shows an icon, and no picture. */
async function expectIcon(page: Page, name: string): Promise<void> {
  await expect(tile(page, name).locator("svg").first()).toBeVisible();
  await expect(picture(page, name)).toHaveCount(0);
}

test.beforeEach(({ complaints }) => allowTracing(complaints));

test("a photo shows its own preview, turned as the camera was held", async ({ signIn, uploads }) => {
  const page = await signIn();
  const preview = await paint(page, { width: 160, height: 120, hue: 30 });
  const whole = await paint(page, { width: 320, height: 240, hue: 30 });
  await uploads.write("upright.jpg", photo(whole, preview, { bytes: 5 * MB }));
  await uploads.write("turned.jpg", photo(whole, preview, { bytes: 5 * MB, orientation: 6 }));
  await uploads.write("none.jpg", large(whole, 5 * MB));
  await page.goto("/?view=grid");
  await expectTiles(page, ["none.jpg", "turned.jpg", "upright.jpg"]);
  expect(await sizeOf(page, "upright.jpg"), "the preview, not the picture").toEqual([160, 120]);
  expect(await sizeOf(page, "turned.jpg")).toEqual([160, 120]);
  await expectIcon(page, "none.jpg");
  const turn = (name: string) => picture(page, name).evaluate((img) => getComputedStyle(img).transform);
  expect(await turn("upright.jpg")).toBe("none");
  expect(await turn("turned.jpg"), "a quarter to the right").toMatch(/^matrix\((-?0|[\d.]+e-\d+), 1, -1, /);
  await expect(picture(page, "turned.jpg"), "the name says what it is").toHaveAttribute("alt", "");
});

test("a small file is its own thumbnail, a large one has an icon", async ({ signIn, uploads }) => {
  const page = await signIn();
  const jpeg = await paint(page, { width: 300, height: 200, hue: 200 });
  const png = await paint(page, { width: 210, height: 140, hue: 90, type: "image/png" });
  const webp = await paint(page, { width: 110, height: 70, hue: 10, type: "image/webp" });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="teal"/></svg>';
  await uploads.write("a.jpg", jpeg);
  // Larger than what is read at first: the rest is asked for.
  await uploads.write("b.jpg", large(jpeg, 300_000));
  await uploads.write("c.png", png);
  await uploads.write("d.webp", webp);
  await uploads.write("e.svg", svg);
  await uploads.write("f.png", large(png, 2 * MB));
  await uploads.write("g.png", "no picture at all");
  await uploads.write("h.txt", "a text");
  await page.goto("/?view=grid");
  expect(await sizeOf(page, "a.jpg")).toEqual([300, 200]);
  expect(await sizeOf(page, "b.jpg")).toEqual([300, 200]);
  expect(await sizeOf(page, "c.png")).toEqual([210, 140]);
  expect(await sizeOf(page, "d.webp")).toEqual([110, 70]);
  expect(await sizeOf(page, "e.svg")).toEqual([80, 60]);
  for (const name of ["f.png", "g.png", "h.txt"]) await expectIcon(page, name);
});

test("a picture that changes gets its new thumbnail; what was found is not asked for again", async ({ signIn, uploads }) => {
  const page = await signIn();
  await uploads.write("a.png", await paint(page, { width: 120, height: 90, hue: 0, type: "image/png" }));
  await uploads.write("b.png", await paint(page, { width: 130, height: 90, hue: 0, type: "image/png" }));
  // Their validators stay what they are from now on.
  for (const name of ["a.png", "b.png"]) await settled(page, name);
  await uploads.makeFolder("Other");
  await page.goto("/?view=grid");
  expect(await sizeOf(page, "a.png")).toEqual([120, 90]);
  expect(await sizeOf(page, "b.png")).toEqual([130, 90]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await tile(page, "Other").getByRole("link").click();
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
  await page.goBack();
  expect(await sizeOf(page, "b.png")).toEqual([130, 90]);
  expect(asked.filter((path) => path.startsWith("/files/")), "they are kept").toEqual([]);
  await uploads.write("a.png", await paint(page, { width: 200, height: 90, hue: 80, type: "image/png" }));
  await expect.poll(() => sizeOf(page, "a.png")).toEqual([200, 90]);
  expect(asked.filter((path) => path.startsWith("/files/"))).toEqual(["/files/a.png"]);
});

test("what has left the sight is not asked for any longer", async ({ signIn, uploads }) => {
  const page = await signIn();
  const preview = await paint(page, { width: 160, height: 120, hue: 300 });
  await sparse(uploads, 400, photo(preview, preview));
  await page.goto("/?view=grid");
  expect(await sizeOf(page, "photo 0000.jpg")).toEqual([160, 120]);
  const slow = await delay(page, 3000);
  const ended: string[] = [];
  page.on("requestfailed", (request) => ended.push(`${new URL(request.url()).pathname} ${request.failure()?.errorText}`));
  const asks = page.waitForRequest(/\/files\/photo/);
  await page.locator("#list").evaluate((list) => (list.scrollTop = list.scrollHeight / 2));
  const wanted = new URL((await asks).url()).pathname;
  await page.locator("#list").evaluate((list) => (list.scrollTop = 0));
  await expect.poll(() => ended, "the request ends with the sight").toContain(`${wanted} net::ERR_ABORTED`);
  await slow.end();
});

/** Photos of 3 MB each, of which only the beginning takes room on the disk. */
async function sparse(uploads: Folder, count: number, head: Buffer): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const path = await uploads.write(`photo ${String(n).padStart(4, "0")}.jpg`, head);
    await truncate(path, 3 * MB);
  }
}

test("a thousand photos of 3 MB cost what is looked at, four at a time", async ({ server, uploads, page }) => {
  test.slow();
  const proxy = new Proxy(server.origin);
  const origin = await proxy.start();
  try {
    await page.goto(`${origin}/${new URL(server.link).hash}`);
    await page.getByRole("banner").waitFor();
    const preview = await paint(page, { width: 160, height: 120, hue: 120 });
    await sparse(uploads, 1000, photo(preview, preview));
    // What was written just now may still change within one tick of the clock: it would be asked for again.
    await settled(page, "photo 0999.jpg");
    await page.goto(`${origin}/?view=grid`);
    expect(await sizeOf(page, "photo 0000.jpg")).toEqual([160, 120]);
    const seen = 4 * 7;
    await expect(page.locator("[role=gridcell] img")).toHaveCount(seen);
    expect(proxy.got.requests, "those in sight, and no other").toBe(seen);
    expect(proxy.got.bytes).toBe(seen * HEAD);
    // Before any of them is given up: the proxy hears of that later than the next one begins.
    expect(proxy.got.most, "at once").toBe(4);

    // Through all of it, faster than anybody could look.
    await page.locator("#list").evaluate(async (list) => {
      for (let step = 1; step <= 100; step += 1) {
        list.scrollTop = (list.scrollHeight * step) / 100;
        await new Promise(requestAnimationFrame);
      }
    });
    await expect(tile(page, "photo 0999.jpg")).toBeInViewport();
    expect(await sizeOf(page, "photo 0999.jpg")).toEqual([160, 120]);
    expect(proxy.got.bytes, "a thousand photos have 3 GB").toBeLessThan(60 * MB);
    expect(await page.locator("[role=gridcell]").count()).toBeLessThan(100);
    await expect(list(page)).toHaveAttribute("aria-rowcount", "143");
  } finally {
    await proxy.stop();
  }
});
