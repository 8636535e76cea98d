import type { Page } from "@playwright/test";
import { NO_ANSWER } from "../fixtures/complaints.ts";
import { noise } from "../fixtures/disk.ts";
import { expectNames, slowDown, tray, trayRow, untilUploadsRun, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Uploads that outlive the page that began them. */

const MB = 1_000_000;
/** Three slices: while the second is on its way, the third is still to come. */
const SIZE = 36 * MB;
const DONE = { timeout: 60_000 };
const IN_THE_MIDDLE = /(9\.\d+|1\d\.\d|2[0-2]\.\d) MB of 36(\.0)? MB/;

/** Where the slices of a page begin. */
function offsets(page: Page): number[] {
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  return offsets;
}

const strip = (page: Page) => page.getByRole("main").getByText("One upload is unfinished.");

test("after a reload the same file, added again, goes on where it was", async ({ signIn, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/api\//);
  await own.write("disk.img", noise(SIZE));
  await uploads.makeFolder("Photos");
  const page = await signIn("/browse/Photos");
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await page.goto("/");
  await line.end();
  await expect(strip(page)).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/Add the same file again to go on from [2-9]\d %\./);
  const sent = offsets(page);

  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("main").getByRole("button", { name: "Choose files" }).click();
  await (await choosing).setFiles([own.at("disk.img")]);
  await expect(strip(page)).toBeHidden();
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(sent[0]).toBeGreaterThanOrEqual(8 << 20);
  expect(await uploads.sha256("Photos/disk.img")).toBe(await own.sha256("disk.img"));
  await page.reload();
  await expectNames(page, ["disk.img"]);
  await expect(strip(page)).toBeHidden();
});

test("after a crash of the tab too", async ({ signedInPage: page, context, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/api\//);
  await own.write("disk.img", noise(SIZE));
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await line.end();
  const crashed = page.waitForEvent("crash");
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  // Another tab: it waits until the crashed one has been silent for a while.
  const other = await context.newPage();
  await other.goto("/");
  const sent = offsets(other);
  await expect(strip(other)).toBeVisible({ timeout: 30_000 });
  await upload(other, own.at("disk.img"));
  await expect(trayRow(other, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(sent[0]).toBeGreaterThanOrEqual(8 << 20);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});

test("what is discarded is thrown away on the server", async ({ signedInPage: page, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/api\//);
  await own.write("disk.img", noise(SIZE));
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await page.reload();
  await line.end();
  await expect(strip(page)).toBeVisible();
  expect(await uploads.largestFile()).toBeGreaterThan(8 * MB);
  await page.getByRole("main").getByRole("button", { name: "Discard" }).click();
  await expect(strip(page)).toBeHidden();
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
  await page.reload();
  await untilUploadsRun(page);
  await expect(strip(page)).toBeHidden();
});

test("two tabs do not send one file twice", async ({ signedInPage: page, context, uploads, own }) => {
  await own.write("disk.img", noise(SIZE));
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await tray(page).getByRole("button", { name: "Pause all uploads" }).click();
  await line.end();

  const other = await context.newPage();
  await other.goto("/");
  const sent = offsets(other);
  await expect(tray(other)).toBeHidden();
  await expect(strip(other)).toBeHidden();
  await upload(other, own.at("disk.img"));
  await expect(trayRow(other, "disk.img")).toContainText(
    "“disk.img” is being uploaded already, perhaps in another tab.",
  );
  await tray(page).getByRole("button", { name: "Resume all uploads" }).click();
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(sent).toEqual([]);
  expect(await uploads.names()).toEqual(["disk.img"]);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});
