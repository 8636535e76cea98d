// The page as it ships: optimised and packed, which the page of the other tests is not. Each of its files that people
// need is loaded and runs; what they do is tested elsewhere.
import {
  chooseInMenu,
  chooseInTopMenu,
  details,
  dialog,
  expectNames,
  expectTiles,
  expectTrashed,
  nameLink,
  openTrash,
  showAs,
  stage,
  tray,
  upload,
} from "../fixtures/holdall.ts";
import { shippedPage } from "../fixtures/shipped.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ serverArgs: async ({}, use) => use(["--static-dir", shippedPage()]) });

test("a file is uploaded, described, deleted, brought back, and deleted again", async ({
  signedInPage: page,
  uploads,
  own,
}) => {
  await upload(page, await own.write("sent.txt", "sent"));
  await expect(tray(page)).toContainText("1 file uploaded");
  await expectNames(page, ["sent.txt"]);
  expect(await uploads.read("sent.txt")).toBe("sent");

  await chooseInMenu(page, "sent.txt", "Details");
  await expect(details(page)).toContainText("sent.txt");
  await page.keyboard.press("Escape");

  await chooseInMenu(page, "sent.txt", "Delete");
  await expectNames(page, []);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectNames(page, ["sent.txt"]);
  await chooseInMenu(page, "sent.txt", "Delete");
  await openTrash(page);
  await expectTrashed(page, ["sent.txt"]);
});

test("a folder is made, shown as tiles, and its Markdown is shown as it is meant", async ({ signedInPage: page, uploads }) => {
  await page.getByRole("button", { name: "New folder" }).first().click();
  const question = dialog(page, "New folder");
  await question.getByRole("textbox").fill("Docs");
  await question.getByRole("button", { name: "Create" }).click();
  await expectNames(page, ["Docs"]);
  // It is selected: the bar of what is selected stands where the views are chosen.
  await page.keyboard.press("Escape");
  await uploads.write("notes.md", "# What to do\n");
  await expectNames(page, ["Docs", "notes.md"]);
  await showAs(page, "Grid");
  await expectTiles(page, ["Docs", "notes.md"]);
  await showAs(page, "List");
  await nameLink(page, "notes.md").click();
  await expect(stage(page, "notes.md").getByRole("heading", { name: "What to do" })).toBeVisible();
});

test("it speaks German", async ({ signedInPage: page }) => {
  await chooseInTopMenu(page, "menuitemradio", "Deutsch");
  await expect(page.getByRole("button", { name: "Neuer Ordner" }).first()).toBeVisible();
});
