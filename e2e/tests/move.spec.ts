import type { Page } from "@playwright/test";
import {
  answered,
  chooseInMenu,
  delay,
  dialog,
  expectNames,
  goToList,
  notice,
  row,
  selectionBar,
  statusBar,
  toast,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, numberedName } from "../fixtures/window.ts";

/** The line of a folder in the tree. */
const line = (page: Page, name: string) => page.getByRole("treeitem", { name: new RegExp(`^${name}( You are here)?$`) });

const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt", "Photos/2024/beach.jpg", "Photos/a.txt", "Music/song.mp3");
});

test("moves by the row's menu into a folder of the tree, and back by Undo", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "b.txt", "Move…");
  const target = dialog(page, "Move “b.txt” to “Files”");
  await expect(line(page, "Files"), "the focus is where one is").toBeFocused();
  await expect(line(page, "Files")).toHaveAttribute("aria-current", "location");
  await expect(target.getByRole("status")).toHaveText("It is in this folder already.");
  await expect(target.getByRole("button", { name: "Move here" })).toBeDisabled();
  await line(page, "Music").click();
  await dialog(page, "Move “b.txt” to “Music”").getByRole("button", { name: "Move here" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectNames(page, ["Music", "Photos", "a.txt", "c.txt"]);
  await expect(row(page, "c.txt"), "the focus goes to the next row").toBeFocused();
  await expect(toast(page)).toHaveText("“b.txt” was moved to “Music”.");
  await expect(page.getByRole("status")).toHaveText(/“b\.txt” was moved to “Music”\./);
  expect(await uploads.read("Music/b.txt")).toBe("This is b.txt.\n");
  await undo(page).click();
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  await expect(toast(page)).toHaveText("“b.txt” is back in “Files”.");
  await expect(row(page, "b.txt")).toBeFocused();
  expect(await uploads.names("Music")).toEqual(["song.mp3"]);
});

test("the tree is walked by the keyboard, and Enter moves", async ({ signIn, uploads }) => {
  const page = await signIn();
  await goToList(page);
  await row(page, "a.txt").focus();
  await page.keyboard.press("Space");
  await row(page, "c.txt").focus();
  await page.keyboard.press("Space");
  await selectionBar(page).getByRole("button", { name: "Move…" }).press("Enter");
  await expect(dialog(page, "Move 2 items to “Files”")).toBeVisible();
  await expect(line(page, "Files")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("p");
  await expect(line(page, "Photos")).toBeFocused();
  await expect(line(page, "Photos")).toHaveAttribute("aria-expanded", "false");
  await expect(line(page, "Photos")).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowRight");
  await expect(line(page, "2024")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(line(page, "2024")).toBeFocused();
  await expect(line(page, "2024")).toHaveAttribute("aria-level", "3");
  await expect(line(page, "2024")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowLeft");
  await expect(line(page, "Photos")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(line(page, "2024")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expectNames(page, ["Music", "Photos", "b.txt"]);
  await expect(toast(page)).toHaveText("2 items were moved to “2024”.");
  expect(await uploads.names("Photos/2024")).toEqual(["a.txt", "beach.jpg", "c.txt"]);
  await page.keyboard.press("Control+z");
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.names("Photos/2024")).toEqual(["beach.jpg"]);
});

test("Escape closes the dialog, moves nothing, and gives the focus back", async ({ signIn, uploads }) => {
  const page = await signIn();
  await goToList(page);
  await row(page, "b.txt").focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Move…" }).press("Enter");
  await expect(line(page, "Files")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(row(page, "b.txt")).toBeFocused();
  expect(await uploads.has("b.txt")).toBe(true);
});

test("a folder is not moved into itself, nor into what it has", async ({ signIn }) => {
  const page = await signIn();
  await chooseInMenu(page, "Photos", "Move…");
  await line(page, "Photos").click();
  const target = dialog(page, "Move “Photos” to “Photos”");
  await expect(target.getByRole("status")).toHaveText("A folder can't be moved into itself.");
  await expect(target.getByRole("button", { name: "Move here" })).toBeDisabled();
  await page.keyboard.press("ArrowRight");
  await line(page, "2024").click();
  await expect(dialog(page, "Move “Photos” to “2024”").getByRole("status")).toHaveText("A folder can't be moved into itself.");
  await line(page, "Music").click();
  await expect(dialog(page, "Move “Photos” to “Music”").getByRole("button", { name: "Move here" })).toBeEnabled();
});

test("a folder is made in the dialog, and chosen at once", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(/status of 409/, /\/api\/folders\/Music\/New$/);
  const page = await signIn();
  await chooseInMenu(page, "b.txt", "Move…");
  await line(page, "Music").click();
  await page.getByRole("button", { name: "New folder", exact: true }).last().click();
  const field = page.getByRole("textbox", { name: "Name of the new folder" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Ne");
  await page.keyboard.press("Escape");
  await expect(field, "the key closes the field and not the dialog").toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await uploads.write("Music/New/x.txt");
  await page.keyboard.type("New");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("“New” is already here.");
  await field.fill("Newer");
  await page.keyboard.press("Enter");
  await expect(line(page, "Newer")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("“b.txt” was moved to “Newer”.");
  expect(await uploads.read("Music/Newer/b.txt")).toBe("This is b.txt.\n");
});

test.describe("names that are taken", () => {
  test("are decided about once, and both are kept by default", async ({ signIn, uploads }) => {
    const page = await signIn();
    for (const name of ["a.txt", "b.txt"]) await row(page, name).getByRole("checkbox").check();
    await selectionBar(page).getByRole("button", { name: "Move…" }).click();
    await line(page, "Photos").click();
    await page.keyboard.press("Enter");
    const question = dialog(page, "1 of 2 items has a name that is already taken in “Photos”");
    await expect(question.getByRole("radio", { name: "Keep both" })).toBeChecked();
    await expect(question).toContainText("“a (2).txt”");
    expect(await uploads.names(), "nothing is moved before it is decided").toContain("b.txt");
    await expect(question.getByRole("button", { name: "Move here" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(toast(page)).toHaveText("2 items were moved to “Photos”.");
    expect(await uploads.names("Photos")).toEqual(["2024", "a (2).txt", "a.txt", "b.txt"]);
    expect(await uploads.read("Photos/a.txt")).toBe("This is Photos/a.txt.\n");
    await undo(page).click();
    await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
    expect(await uploads.read("a.txt")).toBe("This is a.txt.\n");
  });

  test("are replaced on request, and that is not offered to be undone", async ({ signIn, uploads }) => {
    const page = await signIn();
    await chooseInMenu(page, "a.txt", "Move…");
    await line(page, "Photos").click();
    await page.keyboard.press("Enter");
    const question = dialog(page, "“a.txt” is already in “Photos”");
    await question.getByRole("radio", { name: "Replace" }).check();
    await question.getByRole("button", { name: "Replace" }).click();
    await expect(toast(page)).toHaveText("“a.txt” was moved to “Photos”.");
    await expect(undo(page)).toHaveCount(0);
    expect(await uploads.read("Photos/a.txt")).toBe("This is a.txt.\n");
    expect(await uploads.has("a.txt")).toBe(false);
  });

  test("are skipped on request: the rest is moved", async ({ signIn, uploads }) => {
    const page = await signIn();
    for (const name of ["a.txt", "b.txt"]) await row(page, name).getByRole("checkbox").check();
    await selectionBar(page).getByRole("button", { name: "Move…" }).click();
    await line(page, "Photos").click();
    await page.keyboard.press("Enter");
    const question = dialog(page, /^1 of 2 items/);
    await question.getByRole("radio", { name: "Skip" }).check();
    await question.getByRole("button", { name: "Skip" }).click();
    await expectNames(page, ["Music", "Photos", "a.txt", "c.txt"]);
    await expect(toast(page)).toHaveText("“b.txt” was moved to “Photos”.");
    expect(await uploads.read("Photos/a.txt")).toBe("This is Photos/a.txt.\n");
  });

  test("leave everything where it is after Cancel", async ({ signIn, uploads }) => {
    const page = await signIn();
    await chooseInMenu(page, "a.txt", "Move…");
    await line(page, "Photos").click();
    await page.keyboard.press("Enter");
    await dialog(page, "“a.txt” is already in “Photos”").getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(row(page, "a.txt")).toBeFocused();
    expect(await uploads.read("a.txt")).toBe("This is a.txt.\n");
  });
});

test("copies, beside their originals too, and shows them", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "Photos", "Copy…");
  await line(page, "Music").click();
  await dialog(page, "Copy “Photos” to “Music”").getByRole("button", { name: "Copy here" }).click();
  await expect(toast(page)).toHaveText("“Photos” was copied to “Music”.");
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.read("Music/Photos/2024/beach.jpg")).toBe("This is Photos/2024/beach.jpg.\n");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveTitle("Music – Holdall");
  await expect(row(page, "Photos")).toBeFocused();
  await expect(row(page, "Photos")).toHaveAttribute("aria-selected", "true");
  await page.goBack();
  await chooseInMenu(page, "a.txt", "Copy…");
  await page.keyboard.press("Enter");
  await expectNames(page, ["Music", "Photos", "a (2).txt", "a.txt", "b.txt", "c.txt"]);
  await expect(toast(page)).toHaveText("“a (2).txt” was copied to “Files”.");
  expect(await uploads.read("a (2).txt")).toBe("This is a.txt.\n");
});

test("a selection of one is renamed and copied by the bar's menu", async ({ signIn }) => {
  const page = await signIn();
  await row(page, "a.txt").getByRole("checkbox").check();
  const more = async (item: string) => {
    await selectionBar(page).getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menu", { name: "More for the selection" }).getByRole("menuitem", { name: item }).click();
  };
  await more("Copy…");
  await expect(dialog(page, "Copy “a.txt” to “Files”")).toBeVisible();
  await page.keyboard.press("Escape");
  await more("Details");
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
  await more("Rename");
  await expect(page.getByRole("textbox", { name: "New name" })).toBeFocused();
});

test("what is moved goes at once, and comes back with a word when the server refuses", async ({ signIn, uploads, server, complaints }) => {
  complaints.expectNetworkError(/net::ERR_/, /\/api\//);
  const page = await signIn();
  await answered(page, "/api/limits", "/api/trash");
  await chooseInMenu(page, "b.txt", "Move…");
  await line(page, "Music").click();
  // The names are asked for; what finds the server gone is the move itself.
  await page.route("**/api/batch", async (route) => {
    await server.kill();
    await route.continue();
  });
  await page.keyboard.press("Enter");
  await expect(notice(page)).toContainText("Holdall can't be reached. “b.txt” may not have been moved.");
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.has("b.txt")).toBe(true);
});

test("what is gone by then is told", async ({ signIn, uploads }) => {
  const page = await signIn();
  const late = await delay(page, 2_000);
  await chooseInMenu(page, "b.txt", "Move…");
  await line(page, "Music").click();
  await uploads.remove("b.txt");
  await page.keyboard.press("Enter");
  await expect(notice(page)).toContainText("“b.txt” was not moved. “b.txt” is no longer here.");
  await late.end();
  await expectNames(page, ["Music", "Photos", "a.txt", "c.txt"]);
});

test("a folder of thousands of folders is shown a page at a time, deep paths down to where one is", async ({ signIn, uploads }) => {
  const deep = "many/f-00450/a/b/c/d/e";
  for (let n = 0; n < 460; n += 1) await uploads.write(`many/f-${String(n).padStart(5, "0")}/x.txt`);
  await uploads.write(`${deep}/y.txt`);
  const page = await signIn(`/browse/${deep}`);
  await chooseInMenu(page, "y.txt", "Move…");
  await expect(line(page, "e")).toBeFocused();
  await expect(line(page, "e")).toHaveAttribute("aria-level", "8");
  await expect(line(page, "f-00199")).toHaveCount(1);
  await expect(line(page, "f-00200")).toHaveCount(0);
  await page.getByRole("treeitem", { name: "Show more folders" }).click();
  await expect(line(page, "f-00200")).toHaveCount(1);
  await page.getByRole("treeitem", { name: "Show more folders" }).press("Enter");
  await expect(line(page, "f-00459")).toHaveCount(1);
  await expect(line(page, "f-00450")).toHaveCount(1);
  await expect(page.getByRole("treeitem", { name: "Show more folders" })).toHaveCount(0);
});

test("hidden folders are in the tree only where they are shown", async ({ signIn, uploads }) => {
  await uploads.write(".secret/x.txt");
  const page = await signIn();
  await chooseInMenu(page, "b.txt", "Move…");
  await expect(line(page, "Photos")).toBeVisible();
  await expect(line(page, ".secret")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Show hidden files" }).click();
  await expect(row(page, ".secret")).toBeVisible();
  await chooseInMenu(page, "b.txt", "Move…");
  await expect(line(page, ".secret")).toBeVisible();
});

test.describe("more than is loaded", () => {
  test("goes in rounds, with one decision and progress", async ({ signIn, uploads, page }) => {
    uploads.fill("many", numbered(2_300));
    uploads.fill("taken", numbered(1));
    let largest = 0;
    page.on("request", (request) => {
      const limit = new URL(request.url()).searchParams.get("limit");
      largest = Math.max(largest, Number(limit ?? 0), request.postData()?.split('"op"').length ?? 0);
    });
    await signIn("/browse/many");
    await expect(statusBar(page)).toContainText("2,300 items");
    await row(page, numberedName(3)).click({ position: { x: 400, y: 10 } });
    await page.keyboard.press("Control+a");
    await row(page, numberedName(5)).getByRole("checkbox").click();
    await selectionBar(page).getByRole("button", { name: "Move…" }).click();
    await page.getByRole("treeitem", { name: "taken" }).click();
    await dialog(page, "Move 2,299 items to “taken”").getByRole("button", { name: "Move here" }).click();
    const question = dialog(page, "1 of 999 items has a name that is already taken in “taken”");
    await question.getByRole("button", { name: "Move here" }).click();
    await expect(page.getByRole("progressbar", { name: "Move 2,299 items to “taken”" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0, { timeout: 60_000 });
    await expect(toast(page)).toHaveText("2,299 items were moved to “taken”.");
    expect(await uploads.names("many")).toEqual([numberedName(5)]);
    expect((await uploads.names("taken")).length).toBe(2_300);
    expect(largest, "rows of a listing, operations of a batch").toBeLessThanOrEqual(1_000);
  });

  test("can be stopped, and copies each row once", async ({ signIn, uploads, page }) => {
    uploads.fill("many", numbered(2_300));
    await uploads.write("other/x.txt");
    await signIn("/browse/many");
    await expect(statusBar(page)).toContainText("2,300 items");
    await row(page, numberedName(3)).click({ position: { x: 400, y: 10 } });
    await page.keyboard.press("Control+a");
    await selectionBar(page).getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Copy…" }).click();
    const target = dialog(page, /^Copy 2,300 items to/);
    await expect(target.getByRole("status")).toHaveText("So many can't be copied into the folder they are in. Choose another folder.");
    await page.getByRole("treeitem", { name: "other" }).click();
    await target.getByRole("button", { name: "Copy here" }).click();
    await expect(target.getByRole("status")).toContainText(/^[1-9][\d,]* of 2,300 copied/);
    await target.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(toast(page)).toHaveText(/^[\d,]+ items were copied to “other”\.$/);
    const copied = await uploads.names("other");
    expect(copied.length).toBeGreaterThan(1);
    expect(copied.length).toBeLessThan(2_301);
    expect(copied.filter((name) => name.includes("("))).toEqual([]);
    expect((await uploads.names("many")).length).toBe(2_300);
  });
});

test.describe("who may only look", () => {
  test.use({ serverArgs: ["--read-only"] });

  test("is offered neither", async ({ signIn }) => {
    const page = await signIn();
    await row(page, "a.txt").getByRole("checkbox").check();
    await expect(selectionBar(page).getByRole("button", { name: "Move…" })).toHaveCount(0);
    await row(page, "a.txt").getByRole("button", { name: "Actions for a.txt" }).click();
    await expect(page.getByRole("menuitem", { name: "Details" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: /Move|Copy…/ })).toHaveCount(0);
  });
});

test("what was found in another folder is moved from there, and back", async ({ signIn, uploads }) => {
  const page = await signIn("/?search=beach");
  const found = page.getByRole("row", { name: /^beach\.jpg, in Photos\/2024/ });
  await found.getByRole("button", { name: "Actions for beach.jpg" }).click();
  await page.getByRole("menuitem", { name: "Move…" }).click();
  await expect(line(page, "Files")).toBeFocused();
  await expect(page.getByRole("button", { name: "Move here" }), "it is not there yet").toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("“beach.jpg” was moved to “Files”.");
  expect(await uploads.read("beach.jpg")).toBe("This is Photos/2024/beach.jpg.\n");
  await expect(page.getByRole("row", { name: /^beach\.jpg, in Files/ })).toBeVisible();
  await undo(page).click();
  await expect(found).toBeVisible();
  expect(await uploads.names("Photos/2024")).toEqual(["beach.jpg"]);
});
