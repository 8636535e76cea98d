// The half of the page's wasm that the list does not need to stand (frontend/later.js, frontend/pack). Of the page as it
// ships: no other is cut.
import type { Page } from "@playwright/test";
import { chooseInMenu, details, dialog, expectNames, holdBack, openTrash, row, trashList } from "../fixtures/holdall.ts";
import { shippedPage } from "../fixtures/shipped.ts";
import { expect, test } from "../fixtures/test.ts";

/** The file of that half. */
const LATER = /\/holdall-later-[0-9a-f]{16}\.wasm$/;
/** Of the half that the page begins with. */
const MAIN = /\/holdall-page-[0-9a-f]{16}_bg\.wasm$/;
/** Longer than anything takes that the page does by itself, in ms. */
const REST = 3000;

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test.use({ serverArgs: async ({}, use) => use(["--static-dir", shippedPage()]) });

/** How many times something has stood still because that half was not there yet. */
const waits = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("holdall-later-awaited").length);

const newFolder = (page: Page) => page.getByRole("button", { name: "New folder" }).first();

/** Opens the page anew, as somebody who is signed in. */
async function open(page: Page, path = "/"): Promise<void> {
  await page.goto("about:blank");
  await page.goto(path);
}

for (const [machine, options] of [["desktop", {}], ["phone", PHONE], ["German", { locale: "de-DE" }]] as const) {
  test.describe(machine, () => {
    test.use(options);

    test("the list stands without it, and nothing waits for it that the page does by itself", async ({ signIn, page, uploads }) => {
      await uploads.writeAll("a.txt", "Photos/sea.jpg");
      await signIn();
      const held = await holdBack(page, LATER);
      for (const [path, shown] of [["/", /^a\.txt/], ["/browse/Photos/", /^sea\.jpg/], ["/browse/None/", null]] as const) {
        if (path === "/browse/None/") await uploads.makeFolder("None");
        await open(page, path);
        await expect(shown ? page.getByRole("row", { name: shown }) : page.locator(".state:visible")).toBeVisible();
        await page.waitForTimeout(REST);
        expect(held.asked, "it was asked for").toBeGreaterThan(0);
        expect(await waits(page)).toBe(0);
      }
      held.letGo();
    });
  });
}

test("it is fetched once the page stands, and then nothing waits any more", async ({ signIn, page, uploads }) => {
  await uploads.writeAll("a.txt");
  await signIn();
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (LATER.test(pathname) || MAIN.test(pathname)) asked.push(pathname.replace(/-.*/, ""));
  });
  await open(page);
  await expectNames(page, ["a.txt"]);
  await page.evaluate(() => (globalThis as unknown as { holdallLater: Promise<void> }).holdallLater);
  await chooseInMenu(page, "a.txt", "Details");
  await expect(details(page)).toContainText("a.txt");
  await chooseInMenu(page, "a.txt", "Delete");
  await openTrash(page);
  await expect(trashList(page)).toContainText("a.txt");
  expect(await waits(page)).toBe(0);
  expect(asked.length, "main and the other half, once each").toBe(2);
});

test("who is quicker than it waits, and gets what they asked for", async ({ signIn, page }) => {
  await signIn();
  // What is asked for in the background is on its way; what is asked for by who waits is answered.
  const held = await holdBack(page, LATER, 1);
  await open(page);
  await newFolder(page).click();
  const question = dialog(page, "New folder");
  // The dialog is of a part that is loaded with it, in the background.
  expect(await waits(page)).toBe(1);
  held.letGo();
  await question.getByRole("textbox").fill("Docs");
  await question.getByRole("button", { name: "Create" }).click();
  await expectNames(page, ["Docs"]);
  expect(await waits(page), "it was there from then on").toBe(1);
});

test("what could not be fetched is fetched again", async ({ signIn, page, uploads, complaints }) => {
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, LATER);
  await uploads.writeAll("a.txt");
  await signIn();
  await page.route(LATER, (route) => route.abort());
  await open(page);
  await expectNames(page, ["a.txt"]);
  await page.waitForTimeout(REST);
  expect(await waits(page)).toBe(0);
  await page.unroute(LATER);
  await chooseInMenu(page, "a.txt", "Details");
  await expect(details(page)).toContainText("a.txt");
});

test("where it cannot be had, the page begins anew, once", async ({ signIn, page, uploads, complaints }) => {
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, LATER);
  // Of who waits the browser tells the script that asked, and not the address.
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, /\/holdall-parts-/);
  complaints.expectException(/^A file of the page could not be loaded$/);
  await uploads.writeAll("a.txt");
  await signIn();
  await page.route(LATER, (route) => route.abort());
  await open(page);
  await expectNames(page, ["a.txt"]);
  const began = page.waitForEvent("load");
  await newFolder(page).click();
  await began;
  await expectNames(page, ["a.txt"]);
  // So that nobody sees a page that begins again and again.
  let beginnings = 0;
  page.on("load", () => (beginnings += 1));
  await newFolder(page).click();
  await page.waitForTimeout(REST);
  expect(beginnings).toBe(0);
  await page.unroute(LATER);
  await page.reload();
  await newFolder(page).click();
  await expect(dialog(page, "New folder")).toBeVisible();
  await expect(row(page, "a.txt")).toBeVisible();
});
