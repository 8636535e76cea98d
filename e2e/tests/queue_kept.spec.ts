import type { Page } from "@playwright/test";
import { ENGINE, NO_ANSWER } from "../fixtures/complaints.ts";
import { type Folder, noise } from "../fixtures/disk.ts";
import { chooseInTopMenu, drag, enterCredential, slowDown, tray, trayRow, untilUploadsRun, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** A queue that outlives its page: what was begun and what only waits. */

const MB = 1_000_000;
/** Of the second of three slices. */
const IN_THE_MIDDLE = /(9\.\d+|1\d\.\d|2[0-2]\.\d) MB of 36(\.0)? MB/;
const DONE = { timeout: 90_000 };
/** Four are sent at once; the others wait. */
const IMAGES = ["1.img", "2.img", "3.img", "4.img", "5.img"].map((name) => `Disks/${name}`);
const ALL = [...IMAGES, "Disks/deep/er/6.txt", "Disks/deep/er/7.txt"];

const strip = (page: Page) => page.getByRole("main").getByText(/uploads? (is|are) unfinished\./);
const button = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true });

async function write(own: Folder) {
  for (const name of IMAGES) await own.write(name, noise(12 * MB));
  for (const name of ALL.slice(IMAGES.length)) await own.write(name);
}

/** Drops it, and waits until some of it is on its way. */
async function dropSlowly(page: Page, path: string, first: string) {
  const line = await slowDown(page, 2 * MB);
  const files = await drag(page, [path]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  await expect(trayRow(page, first)).toContainText(/[1-9]\.\d+ MB of/, DONE);
  return line;
}

async function expectAll(uploads: Folder, own: Folder) {
  for (const name of ALL) expect(await uploads.sha256(name), name).toBe(await own.sha256(name));
}

/** How many records and handles the browser has of us. */
function kept(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const opening = indexedDB.open("holdall");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const stores = ["parts", "roots"];
          const transaction = opening.result.transaction(stores);
          const counts = stores.map((store) => transaction.objectStore(store).count());
          transaction.oncomplete = () => resolve(counts.map((count) => count.result));
        };
      }),
  );
}

function begun(page: Page): string[] {
  const begun: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/uploads")) begun.push(request.url());
  });
  return begun;
}

test("after a reload a dropped folder goes on by one click", async ({ signIn, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await write(own);
  const page = await signIn();
  const line = await dropSlowly(page, own.at("Disks"), "1.img");
  await expect.poll(() => kept(page)).toEqual([1, 1]);
  await page.reload();
  await line.end();
  await expect(strip(page)).toHaveText("7 uploads are unfinished.");
  await expect(tray(page)).toBeHidden();
  const posted = begun(page);
  await button(page, "Continue").click();
  await expect(strip(page)).toBeHidden();
  await expect(tray(page)).toContainText("7 files uploaded", DONE);
  await expectAll(uploads, own);
  expect(posted.length, "only what had not been begun").toBe(1);
  await expect.poll(() => kept(page)).toEqual([0, 0]);
  await page.reload();
  await untilUploadsRun(page);
  await expect(strip(page)).toBeHidden();
});

test("after a crash of the tab another one goes on", async ({ signIn, context, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await write(own);
  const page = await signIn();
  const line = await dropSlowly(page, own.at("Disks"), "1.img");
  await expect.poll(() => kept(page)).toEqual([1, 1]);
  const other = await context.newPage();
  await other.goto("/");
  await untilUploadsRun(other);
  await expect(strip(other), "what a tab is sending is not left").toBeHidden();
  await line.end();
  const crashed = page.waitForEvent("crash");
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await expect(strip(other)).toBeVisible({ timeout: 40_000 });
  await button(other, "Continue").click();
  await expect(strip(other)).toBeHidden();
  await expect(tray(other)).toContainText(/files? uploaded/, DONE);
  await expectAll(uploads, own);
});

test("what is left is discarded", async ({ signIn, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await own.write("disk.img", noise(36 * MB));
  const page = await signIn();
  const line = await slowDown(page, 1.5 * MB);
  const files = await drag(page, [own.at("disk.img")]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await page.reload();
  await line.end();
  await expect(strip(page)).toHaveText("One upload is unfinished.");
  expect(await uploads.largestFile()).toBeGreaterThan(8 * MB);
  await button(page, "Discard").click();
  await expect(strip(page)).toBeHidden();
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
  await page.reload();
  await untilUploadsRun(page);
  await expect(strip(page)).toBeHidden();
  await expect.poll(() => kept(page)).toEqual([0, 0]);
});

test("a file that was changed meanwhile does not go on silently", async ({ signIn, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await own.write("disk.img", noise(36 * MB));
  const page = await signIn();
  const line = await slowDown(page, 1.5 * MB);
  const files = await drag(page, [own.at("disk.img")]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await page.reload();
  await line.end();
  await own.write("disk.img", noise(36 * MB), new Date("2020-01-01"));
  await button(page, "Continue").click();
  await expect(trayRow(page, "disk.img")).toContainText(
    "“disk.img” changed on your device before all of it was sent.",
  );
  await expect.poll(() => uploads.largestFile(), "bytes of a file that is no more").toBeLessThan(MB);
  expect(await uploads.names()).toEqual([]);
  await trayRow(page, "disk.img").getByRole("button", { name: "Upload again" }).click();
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});

test("a file that is not found any more is asked for", async ({ signIn, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await write(own);
  const page = await signIn();
  const line = await dropSlowly(page, own.at("Disks"), "1.img");
  await page.reload();
  await line.end();
  await expect(strip(page)).toBeVisible();
  await own.remove("Disks/5.img");
  await button(page, "Continue").click();
  await expect(tray(page)).toContainText("6 files uploaded", DONE);
  await expect(strip(page)).toHaveText("One upload is unfinished. Add the same file again to go on.");
  await expect(button(page, "Choose files")).toBeVisible();
});

test("without handles the same files are added again, those too that had waited", async ({
  signIn,
  uploads,
  own,
  complaints,
}) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  const names = ["1.img", "2.img", "3.img", "4.img", "5.img"];
  for (const name of names) await own.write(name, noise(12 * MB));
  const page = await signIn();
  const line = await slowDown(page, 2 * MB);
  await upload(page, ...names.map((name) => own.at(name)));
  await expect(trayRow(page, "1.img")).toContainText(/[1-9]\.\d+ MB of/, DONE);
  await expect.poll(() => kept(page)).toEqual([1, 0]);
  await page.reload();
  await line.end();
  await expect(strip(page)).toContainText("5 uploads are unfinished. Add the same files again to go on");
  const posted = begun(page);
  await upload(page, own.at("5.img"));
  await expect(strip(page)).toContainText("4 uploads are unfinished.");
  await upload(page, ...names.slice(0, 4).map((name) => own.at(name)));
  await expect(strip(page)).toBeHidden();
  await expect.poll(() => uploads.names(), DONE).toEqual(names);
  for (const name of names) expect(await uploads.sha256(name), name).toBe(await own.sha256(name));
  expect(posted.length).toBe(1);
  await expect.poll(() => kept(page)).toEqual([0, 0]);
});

test("who signs out leaves nothing, in no tab", async ({ signIn, context, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await write(own);
  const page = await signIn();
  const line = await dropSlowly(page, own.at("Disks"), "1.img");
  await expect.poll(() => kept(page)).toEqual([1, 1]);
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.getByRole("banner")).toBeVisible();
  await chooseInTopMenu(other, "menuitem", "Sign out");
  await expect(tray(page)).toBeHidden();
  await line.end();
  await enterCredential(other);
  await expect(other.getByRole("main")).toContainText(/empty|Drop/i);
  expect(await kept(other)).toEqual([0, 0]);
  await other.reload();
  await untilUploadsRun(other);
  await expect(strip(other)).toBeHidden();
});

test("who signs out where what runs uploads cannot be loaded leaves nothing to the next page", async ({
  signIn,
  own,
  complaints,
}) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, ENGINE);
  await write(own);
  const page = await signIn();
  const line = await dropSlowly(page, own.at("Disks"), "1.img");
  await expect.poll(() => kept(page)).toEqual([1, 1]);
  await page.route(ENGINE, (route) => route.abort());
  await page.reload();
  await line.end();
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(page.getByLabel("Token or code")).toBeVisible();
  expect(await kept(page)).toEqual([1, 1]);
  await page.unroute(ENGINE);
  await page.reload();
  await enterCredential(page);
  await untilUploadsRun(page);
  await expect.poll(() => kept(page)).toEqual([0, 0]);
  await expect(strip(page)).toBeHidden();
});
