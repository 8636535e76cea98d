// The half of the page's wasm that the list does not need to stand (frontend/later.js, frontend/pack). Of the page as it
// ships: no other is cut.
import type { Page } from "@playwright/test";
import { status } from "../fixtures/complaints.ts";
import { chooseInMenu, details, dialog, expectNames, expectTiles, holdBack, openTrash, row, trashList } from "../fixtures/holdall.ts";
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

/** What to do where something waits. */
const NOTHING_WAITS = "nothing waits for it; else scripts/profile-page finds out what the page needs at first";

/** Until the other half is there, without anybody doing anything. */
const untilThere = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { holdallLater: Promise<void> }).holdallLater);

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
      let before = 0;
      for (const [path, shown] of [["/", /^a\.txt/], ["/browse/Photos/", /^sea\.jpg/], ["/browse/None/", null]] as const) {
        if (path === "/browse/None/") await uploads.makeFolder("None");
        await open(page, path);
        await expect(shown ? page.getByRole("row", { name: shown }) : page.locator(".state:visible")).toBeVisible();
        await page.waitForTimeout(REST);
        expect(held.asked, "it was asked for").toBe((before += 1));
        expect(await waits(page), NOTHING_WAITS).toBe(0);
      }
      held.letGo();
    });
  });
}

test("who is signed out, and who wants tiles, waits for it without the page standing still", async ({ signIn, page, server, uploads }) => {
  await uploads.writeAll("a.txt");
  const held = await holdBack(page, LATER);
  await page.goto(server.origin);
  await page.waitForTimeout(REST);
  expect(held.asked).toBe(1);
  expect(await waits(page), NOTHING_WAITS).toBe(0);
  held.letGo();
  await expect(page.getByLabel("Token or code")).toBeFocused();

  await page.unroute(LATER);
  await signIn();
  const again = await holdBack(page, LATER);
  await open(page, "/?view=grid");
  await expect(page.getByRole("banner")).toBeVisible();
  await page.waitForTimeout(REST);
  expect(await waits(page), NOTHING_WAITS).toBe(0);
  again.letGo();
  await expectTiles(page, ["a.txt"]);
});

test.describe("as an app", () => {
  test.use({ serviceWorkers: "allow" });

  test("it is kept with the rest of the page for when there is no network", async ({ signIn, page }) => {
    await signIn();
    await page.evaluate(() => navigator.serviceWorker.ready);
    const kept = (): Promise<string[]> =>
      page.evaluate(async () => {
        const requests = await (await caches.open("holdall-shell")).keys();
        return requests.map((request) => new URL(request.url).pathname);
      });
    await expect.poll(async () => (await kept()).some((path) => LATER.test(path))).toBe(true);
    expect((await kept()).some((path) => MAIN.test(path))).toBe(true);
  });
});

test("it is fetched once the page stands, and then nothing waits any more", async ({ signIn, page, uploads }) => {
  await uploads.writeAll("a.txt");
  await signIn();
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    for (const [name, file] of [["main", MAIN], ["later", LATER]] as const) if (file.test(pathname)) asked.push(name);
  });
  await open(page);
  await expectNames(page, ["a.txt"]);
  await untilThere(page);
  await chooseInMenu(page, "a.txt", "Details");
  await expect(details(page)).toContainText("a.txt");
  await chooseInMenu(page, "a.txt", "Delete");
  await openTrash(page);
  await expect(trashList(page)).toContainText("a.txt");
  expect(await waits(page)).toBe(0);
  expect(asked).toEqual(["main", "later"]);
});

test("who is quicker than it waits, and gets what they asked for", async ({ signIn, page }) => {
  await signIn();
  // What is asked for in the background is on its way; what is asked for by who waits is answered.
  const held = await holdBack(page, LATER, 1);
  await open(page);
  await newFolder(page).click();
  const question = dialog(page, "New folder");
  await question.getByRole("textbox").fill("Docs");
  await question.getByRole("button", { name: "Create" }).click();
  await expectNames(page, ["Docs"]);
  expect(await waits(page), "it was there from then on").toBe(1);
  held.letGo();
});

test("what could not be fetched is fetched again", async ({ signIn, page, uploads, complaints }) => {
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, LATER);
  await uploads.writeAll("a.txt");
  await signIn();
  await page.route(LATER, (route) => route.abort());
  await open(page);
  await expectNames(page, ["a.txt"]);
  await page.waitForTimeout(REST);
  await page.unroute(LATER);
  await untilThere(page);
  await chooseInMenu(page, "a.txt", "Details");
  await expect(details(page)).toContainText("a.txt");
  expect(await waits(page)).toBe(0);
});

test("what is dropped before it is there is taken all the same", async ({ signIn, page, uploads }) => {
  await signIn();
  const held = await holdBack(page, LATER, 1);
  await open(page);
  await expect(newFolder(page)).toBeVisible();
  const isTaken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped"], "dropped.txt"));
    const events = ["dragenter", "dragover", "drop"].map((name) => new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
    for (const event of events) document.body.dispatchEvent(event);
    return events.at(-1)?.defaultPrevented;
  });
  expect(isTaken, "the browser does not open it in the place of the page").toBe(true);
  await expectNames(page, ["dropped.txt"]);
  expect(await uploads.read("dropped.txt")).toBe("dropped");
  held.letGo();
});

test("a page whose file is gone from the server begins anew", async ({ signIn, page, uploads, complaints }) => {
  complaints.expectNetworkError(status(404), LATER);
  await uploads.writeAll("a.txt");
  await signIn();
  await page.route(LATER, (route) => route.fulfill({ status: 404 }), { times: 1 });
  const beginnings: string[] = [];
  page.on("load", () => beginnings.push(page.url()));
  await open(page);
  await expect.poll(() => beginnings.length).toBe(3);
  await untilThere(page);
  await expectNames(page, ["a.txt"]);
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
  await expect(page.getByRole("alert")).toContainText("A part of this page could not be loaded");
  await page.waitForTimeout(REST);
  expect(beginnings).toBe(0);
  await page.unroute(LATER);
  await page.reload();
  await newFolder(page).click();
  await expect(dialog(page, "New folder")).toBeVisible();
  await expect(row(page, "a.txt")).toBeVisible();
});
