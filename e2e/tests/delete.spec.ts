import { status } from "../fixtures/complaints.ts";
import { sha256 } from "../fixtures/disk.ts";
import {
  chooseInMenu,
  dialog,
  expectNames,
  goToList,
  list,
  row,
  selectionBar,
  statusBar,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt", "Photos/beach.jpg");
});

test("deleting asks, keeps by default, and moves to the trash", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "b.txt", "Delete");
  const question = dialog(page, "Delete “b.txt”?");
  await expect(question).toContainText("“b.txt” will be moved to the trash.");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.has("b.txt")).toBe(true);

  await chooseInMenu(page, "b.txt", "Delete");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(question).toBeHidden();
  await expectNames(page, ["Photos", "a.txt", "c.txt"]);
  await expect(row(page, "c.txt"), "the focus goes to the next row").toBeFocused();
  await expect(page.getByRole("paragraph").filter({ hasText: "“b.txt” was moved to the trash." })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText(/“b\.txt” was moved to the trash\./);
  expect(await uploads.has("b.txt")).toBe(false);
  expect(await uploads.hashesInTrash(), "its bytes are in the trash").toEqual([sha256("This is b.txt.\n")]);
});

test("the Delete key asks too, and Enter on Cancel keeps", async ({ signIn, uploads }) => {
  const page = await signIn();
  await row(page, "a.txt").getByRole("time").click();
  await page.keyboard.press("Delete");
  await expect(dialog(page, "Delete “a.txt”?").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page, /Delete/)).toBeHidden();
  await expect(row(page, "a.txt"), "the focus returns to where it came from").toBeFocused();
  expect(await uploads.has("a.txt")).toBe(true);
});

test("several are deleted through the selection bar", async ({ signIn, uploads }) => {
  const page = await signIn();
  for (const name of ["a.txt", "c.txt", "Photos"]) await row(page, name).getByRole("checkbox").check();
  const bar = selectionBar(page);
  await expect(bar).toContainText("3 selected · 30 B");
  await expect(bar.getByRole("link", { name: "Download" }), "not for several").toHaveCount(0);
  await bar.getByRole("button", { name: "Delete" }).click();
  await dialog(page, "Delete 3 items?").getByRole("button", { name: "Delete" }).click();
  await expectNames(page, ["b.txt"]);
  await expect(bar).toBeHidden();
  await expect(statusBar(page)).toContainText("1 item");
  expect(await uploads.names()).toEqual(["b.txt"]);
  const texts = ["a.txt", "c.txt", "Photos/beach.jpg"].map((name) => sha256(`This is ${name}.\n`));
  expect((await uploads.hashesInTrash()).sort()).toEqual(texts.sort());
});

test("everything is selected, and cleared again", async ({ signIn }) => {
  const page = await signIn();
  await list(page).getByRole("checkbox", { name: "Select all" }).check();
  const bar = selectionBar(page);
  await expect(bar).toContainText("4 selected");
  for (const name of ["Photos", "a.txt", "b.txt", "c.txt"]) {
    await expect(row(page, name)).toHaveAttribute("aria-selected", "true");
  }
  await row(page, "b.txt").getByRole("checkbox").uncheck();
  await expect(bar).toContainText("3 selected");
  await expect(list(page).getByRole("checkbox", { name: "Select all" })).toBeChecked({ indeterminate: true });
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(bar).toBeHidden();
  await expect(row(page, "a.txt")).toHaveAttribute("aria-selected", "false");
});

test("the last file of a folder leaves an empty folder", async ({ signIn, uploads }) => {
  const page = await signIn("/browse/Photos");
  await chooseInMenu(page, "beach.jpg", "Delete");
  await dialog(page, /Delete/).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
  expect(await uploads.names("Photos")).toEqual([]);
});

test("a click with Shift selects a range, with Ctrl one more", async ({ signIn }) => {
  const page = await signIn();
  await row(page, "a.txt").getByRole("time").click();
  await row(page, "c.txt").getByRole("time").click({ modifiers: ["Shift"] });
  const bar = selectionBar(page);
  await expect(bar).toContainText("3 selected");
  await row(page, "Photos").getByRole("time").click({ modifiers: ["Control"] });
  await expect(bar).toContainText("4 selected");
  await row(page, "b.txt").getByRole("time").click({ modifiers: ["Control"] });
  await expect(bar).toContainText("3 selected");
  await expect(row(page, "b.txt")).toHaveAttribute("aria-selected", "false");
});

test("what another program has deleted meanwhile is no error", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(404), /\/files\/a\.txt$/);
  const page = await signIn();
  await goToList(page);
  await uploads.remove("a.txt");
  await chooseInMenu(page, "a.txt", "Delete");
  await dialog(page, /Delete/).getByRole("button", { name: "Delete" }).click();
  await expectNames(page, ["Photos", "b.txt", "c.txt"]);
});
