import { dialog, goToList, notice, row, selectionBar, statusBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, numberedName } from "../fixtures/window.ts";

test("more than can be undone at once is asked about, and deleted in rounds", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(2_200));
  await uploads.write("other.txt");
  let largest = 0;
  page.on("request", (request) => {
    const limit = new URL(request.url()).searchParams.get("limit");
    largest = Math.max(largest, Number(limit ?? 0), request.postData()?.split('"op"').length ?? 0);
  });
  await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("2,200 items");
  await row(page, numberedName(3)).click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Control+a");
  // One row stays.
  await row(page, numberedName(5)).getByRole("checkbox").click();
  await expect(selectionBar(page)).toContainText("2,199 selected");
  await selectionBar(page).getByRole("button", { name: "Delete" }).click();
  const question = dialog(page, "Delete 2,199 items?");
  await expect(question).toContainText("They go to the trash");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(question.getByRole("progressbar")).toBeVisible();
  await expect(question).toHaveCount(0, { timeout: 60_000 });
  expect(await uploads.names("many")).toEqual([numberedName(5)]);
  await expect(row(page, numberedName(5))).toBeVisible();
  await expect(statusBar(page)).toContainText("1 item");
  await expect(statusBar(page)).toContainText("Trash (2,199)");
  expect(largest, "rows of a listing, operations of a batch").toBeLessThanOrEqual(1_000);
});

test("it can be stopped, and what was not deleted by then is still there", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(2_500));
  await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("2,500 items");
  await row(page, numberedName(3)).click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const question = dialog(page, "Delete 2,500 items?");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(question.getByRole("status")).toContainText(/^[1-9]/);
  await question.getByRole("button", { name: "Stop" }).click();
  await expect(question).toHaveCount(0);
  await expect(statusBar(page)).toContainText("Trash (");
  const left = (await uploads.names("many")).length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(2_500);
});

test("a range over rows that nobody has loaded outlives a deletion elsewhere", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(5_000));
  await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("5,000 items");
  await row(page, numberedName(1)).click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(selectionBar(page)).toContainText("4,998 selected");
  await uploads.remove(`many/${numberedName(2_500)}`);
  await expect(statusBar(page)).toContainText("4,999 items");
  await expect(selectionBar(page)).toContainText("4,997 selected");
  await expect(row(page, numberedName(4_998))).toHaveAttribute("aria-selected", "true");
  await expect(row(page, numberedName(4_999))).toHaveAttribute("aria-selected", "false");
});

test("all of a folder is downloaded as that folder, and too many others are refused in words", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(10_200));
  await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("10,200 items");
  await row(page, numberedName(3)).click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Control+a");
  const download = page.waitForEvent("download");
  await selectionBar(page).getByRole("button", { name: "Download as zip" }).click();
  expect((await download).suggestedFilename()).toBe("many.zip");
  await row(page, numberedName(5)).getByRole("checkbox").click();
  await selectionBar(page).getByRole("button", { name: "Download as zip" }).click();
  await expect(notice(page)).toContainText("More than 10,000 items cannot be chosen for one zip.");
});

test("a range of what was found, from its second row on, is deleted as it was chosen", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(700));
  await signIn(`/?search=${encodeURIComponent("txt")}`);
  await expect(statusBar(page)).toContainText("700");
  await goToList(page);
  await page.keyboard.press("Home");
  const first = page.locator("[role=row][id]:focus");
  const name = /^[^,]+/.exec((await first.getAttribute("aria-label"))!)![0];
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+End");
  await expect(selectionBar(page)).toContainText("699 selected");
  await page.keyboard.press("Delete");
  await expect.poll(() => uploads.names("many"), { timeout: 30_000 }).toEqual([name]);
});
