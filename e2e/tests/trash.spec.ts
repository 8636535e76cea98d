import { mkdir } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { NO_ANSWER } from "../fixtures/complaints.ts";
import { noise, sha256 } from "../fixtures/disk.ts";
import {
  chooseInMenu,
  dialog,
  expectNames,
  expectTrashed,
  goToList,
  holdBack,
  notice,
  openTrash,
  row,
  selectionBar,
  statusBar,
  toast,
  trashedRow,
  trashList,
  tray,
  upload,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Deletes entries of the folder that is shown, one after the other. */
async function deleteAll(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await chooseInMenu(page, name, "Delete");
    await expect(toast(page)).toHaveText(`“${name}” was moved to the trash.`);
  }
}

test("an empty trash says what it is for", async ({ signIn }) => {
  const page = await signIn("/trash");
  await expect(page).toHaveTitle("Trash – Holdall");
  await expect(page.getByRole("region", { name: "The trash is empty" })).toContainText("can be put back");
  await expect(page.getByRole("button", { name: "Empty trash" })).toBeDisabled();
  await expect(statusBar(page)).toContainText("0 items");
});

test("who is in the trash before what they deleted sees it come", async ({ signIn, uploads }) => {
  await uploads.write("notes.txt", "four");
  const page = await signIn();
  const held = await holdBack(page, /\/api\/batch$/);
  await chooseInMenu(page, "notes.txt", "Delete");
  await openTrash(page);
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
  expect(held.asked).toBe(1);
  held.letGo();
  await expectTrashed(page, ["notes.txt"]);
});

test("it lists what was deleted, from where, when, and how much", async ({ signIn, uploads }) => {
  await uploads.write("Photos/2024/beach.jpg", Buffer.alloc(4_200));
  await uploads.write("notes.txt", "four");
  const page = await signIn("/browse/Photos/2024");
  await deleteAll(page, "beach.jpg");
  await page.goto("/");
  await deleteAll(page, "notes.txt", "Photos");
  await expect(statusBar(page).getByRole("link", { name: "Trash (3)" })).toHaveAttribute("href", "/trash");
  await openTrash(page);
  await expect(page.getByText("Files here are deleted for good after 30 days.")).toBeVisible();
  await expectTrashed(page, ["Photos", "notes.txt", "beach.jpg"]);
  await expect(trashList(page)).toMatchAriaSnapshot(`
    - grid "Deleted files and folders":
      - row "Select all Name From Deleted Size Actions":
        - columnheader "Select all":
          - checkbox "Select all"
        - columnheader "Name"
        - columnheader "From"
        - columnheader "Deleted"
        - columnheader "Size"
        - columnheader "Actions"
      - row /^Photos, from Files, deleted Today \\d\\d:\\d\\d, 0 B$/
      - row /^notes\\.txt, from Files, deleted Today \\d\\d:\\d\\d, 4 B$/
      - row /^beach\\.jpg, from Photos\\/2024, deleted Today \\d\\d:\\d\\d, 4\\.2 kB$/:
        - gridcell "Select beach.jpg":
          - checkbox "Select beach.jpg"
        - gridcell "beach.jpg"
        - gridcell "Photos/2024"
        - gridcell /^Today/:
          - time: /^Today \\d\\d:\\d\\d$/
        - gridcell "4.2 kB"
        - gridcell "Restore beach.jpg Actions for beach.jpg":
          - button "Restore beach.jpg"
          - button "Actions for beach.jpg"
  `);
  await expect(trashList(page)).toHaveAttribute("aria-rowcount", "4");
  await expect(statusBar(page)).toContainText("3 items · 4.2 kB");
});

test("a file is put back where it was, byte by byte, its folder made again", async ({ signIn, uploads }) => {
  const content = noise(200_000);
  await uploads.write("Photos/beach.jpg", content);
  const page = await signIn("/browse/Photos");
  await deleteAll(page, "beach.jpg");
  await page.goto("/trash");
  await uploads.remove("Photos");
  await trashedRow(page, "beach.jpg").hover();
  await trashedRow(page, "beach.jpg").getByRole("button", { name: "Restore beach.jpg" }).click();
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
  await expect(toast(page)).toHaveText("“beach.jpg” is back in “Photos”.");
  expect(await uploads.sha256("Photos/beach.jpg")).toBe(sha256(content));
  expect(await uploads.hashesInTrash()).toEqual([]);
  await expect(statusBar(page).getByRole("link", { name: "Trash", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveTitle("Photos – Holdall");
  await expect(row(page, "beach.jpg")).toHaveAttribute("aria-selected", "true");
});

test("several are put back through the selection bar", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "Photos/beach.jpg");
  const page = await signIn();
  await deleteAll(page, "a.txt", "b.txt", "Photos");
  await openTrash(page);
  await trashedRow(page, "a.txt").getByRole("checkbox").check();
  await trashedRow(page, "Photos").getByRole("checkbox").check();
  await expect(selectionBar(page)).toContainText("2 selected");
  await selectionBar(page).getByRole("button", { name: "Restore" }).click();
  await expectTrashed(page, ["b.txt"]);
  await expect(toast(page)).toHaveText("2 items are back in “Files”.");
  await expect(trashedRow(page, "b.txt"), "the focus stays in the list").toBeFocused();
  expect(await uploads.names()).toEqual(["Photos", "a.txt"]);
  expect(await uploads.read("Photos/beach.jpg")).toBe("This is Photos/beach.jpg.\n");
});

test("a name that is taken again is never overwritten: another one is offered", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/beach.jpg", "Photos/hill.jpg");
  const page = await signIn("/browse/Photos");
  await deleteAll(page, "beach.jpg", "hill.jpg");
  await uploads.write("Photos/beach.jpg", "another beach");
  await openTrash(page);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await selectionBar(page).getByRole("button", { name: "Restore" }).click();
  await expect(notice(page)).toContainText("“beach.jpg” exists again in “Photos”.");
  await expectTrashed(page, ["beach.jpg"]);
  expect(await uploads.read("Photos/hill.jpg"), "the other one is back").toBe("This is Photos/hill.jpg.\n");
  await notice(page).getByRole("button", { name: "Restore as “beach (restored).jpg”" }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect(toast(page)).toHaveText("“beach (restored).jpg” is back in “Photos”.");
  expect(await uploads.names("Photos")).toEqual(["beach (restored).jpg", "beach.jpg", "hill.jpg"]);
  expect(await uploads.read("Photos/beach.jpg")).toBe("another beach");
  expect(await uploads.read("Photos/beach (restored).jpg")).toBe("This is Photos/beach.jpg.\n");
});

test("of several names that are taken again, all get another one", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "v1.2/x");
  const page = await signIn();
  await deleteAll(page, "a.txt", "b.txt", "v1.2");
  await uploads.writeAll("a.txt", "b.txt", "v1.2/y", "a (restored).txt");
  await openTrash(page);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await selectionBar(page).getByRole("button", { name: "Restore" }).click();
  await expect(notice(page)).toContainText("“v1.2” exists again in “Files”, and so do 2 others.");
  await notice(page).getByRole("button", { name: "Restore all with “(restored)” in their names" }).click();
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
  expect(await uploads.names()).toEqual([
    "a (restored) (2).txt",
    "a (restored).txt",
    "a.txt",
    "b (restored).txt",
    "b.txt",
    "v1.2",
    "v1.2 (restored)",
  ]);
});

test("an upload that ends meanwhile is shown from the tray", async ({ signIn, own }) => {
  const page = await signIn();
  await upload(page, await own.write("song.mp3"));
  await expect(tray(page)).toContainText("1 file uploaded");
  await openTrash(page);
  await tray(page).getByRole("button", { name: "Show song.mp3" }).click();
  await expect(row(page, "song.mp3")).toHaveAttribute("aria-selected", "true");
});

test("deleting for good asks, keeps by default, and takes the bytes", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt");
  const page = await signIn();
  await deleteAll(page, "a.txt", "b.txt", "c.txt");
  await openTrash(page);
  await trashedRow(page, "a.txt").getByRole("checkbox").check();
  await trashedRow(page, "b.txt").getByRole("checkbox").check();
  await selectionBar(page).getByRole("button", { name: "Delete for good" }).click();
  const question = dialog(page, "Delete 2 items for good?");
  await expect(question).toContainText("This can't be undone.");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  expect(await uploads.hashesInTrash()).toHaveLength(3);

  await selectionBar(page).getByRole("button", { name: "Delete for good" }).click();
  await question.getByRole("button", { name: "Delete for good" }).click();
  await expect(question).toBeHidden();
  await expectTrashed(page, ["c.txt"]);
  await expect(toast(page)).toHaveText("2 items were deleted for good.");
  await expect(trashedRow(page, "c.txt")).toBeFocused();
  expect(await uploads.hashesInTrash()).toEqual([sha256("This is c.txt.\n")]);
});

test("what is gone for good is not undone", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt");
  const page = await signIn();
  await deleteAll(page, "a.txt", "b.txt");
  await openTrash(page);
  await trashedRow(page, "b.txt").focus();
  await page.keyboard.press("Delete");
  await dialog(page, "Delete “b.txt” for good?").getByRole("button", { name: "Delete for good" }).click();
  await expectTrashed(page, ["a.txt"]);
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toHaveText("“a.txt” is back in “Files”.");
  expect(await uploads.names()).toEqual(["a.txt"]);
});

test("emptying asks with the number of all, and leaves nothing", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "Photos/beach.jpg");
  const page = await signIn();
  await deleteAll(page, "a.txt", "b.txt", "Photos");
  await openTrash(page);
  await page.getByRole("button", { name: "Empty trash" }).click();
  const question = dialog(page, "Delete 3 items for good?");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
  await expect(toast(page)).toHaveText("3 items were deleted for good.");
  expect(await uploads.hashesInTrash()).toEqual([]);
  await page.getByRole("navigation", { name: "Path" }).getByRole("link", { name: "Files" }).click();
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
});

test("the whole journey without a mouse: delete, undo, delete, trash, restore", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt");
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("Delete");
  await expectNames(page, ["b.txt"]);
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  // The toast is the next stop behind the list.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectNames(page, ["a.txt", "b.txt"]);
  await expect(row(page, "a.txt")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(statusBar(page).getByRole("link", { name: "Trash (1)" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectTrashed(page, ["a.txt"]);
  await page.getByRole("link", { name: "Skip to the list" }).focus();
  await page.keyboard.press("Enter");
  await expect(trashedRow(page, "a.txt")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(selectionBar(page)).toContainText("1 selected");
  await page.keyboard.press("Escape");
  await expect(selectionBar(page)).toBeHidden();
  await page.keyboard.press("Shift+F10");
  const menu = page.getByRole("menu", { name: "Actions for a.txt" });
  await expect(menu.getByRole("menuitem", { name: "Restore" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expectNames(page, ["a.txt", "b.txt"]);
  expect(await uploads.read("a.txt")).toBe("This is a.txt.\n");
});

test("keys move, select and jump as in the list of files", async ({ signIn, uploads }) => {
  await uploads.writeAll("alpha", "beta", "gamma");
  const page = await signIn();
  await deleteAll(page, "gamma", "beta", "alpha");
  await openTrash(page);
  await expectTrashed(page, ["alpha", "beta", "gamma"]);
  await page.reload();
  await expectTrashed(page, ["alpha", "beta", "gamma"]);
  await expect(page.locator(":focus"), "a page that has just been opened does not take the focus").toHaveCount(0);
  await trashedRow(page, "alpha").focus();
  await page.keyboard.press("ArrowDown");
  await expect(trashedRow(page, "beta")).toBeFocused();
  await expect(trashedRow(page, "beta")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Shift+End");
  await expect(selectionBar(page)).toContainText("2 selected");
  await page.keyboard.press("Control+a");
  await expect(selectionBar(page)).toContainText("3 selected");
  await page.keyboard.press("Escape");
  await expect(selectionBar(page)).toBeHidden();
  await page.keyboard.type("a");
  await expect(trashedRow(page, "alpha")).toBeFocused();
  for (const part of ["checkbox", "button", "button"] as const) {
    await page.keyboard.press("ArrowRight");
    await expect(trashedRow(page, "alpha").getByRole(part).and(page.locator(":focus"))).toHaveCount(1);
  }
});

test("back and forward lead out of the trash and into it", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/a.txt", "Photos/b.txt");
  const page = await signIn("/browse/Photos");
  await deleteAll(page, "a.txt");
  await openTrash(page);
  await expectTrashed(page, ["a.txt"]);
  await page.goBack();
  await expectNames(page, ["b.txt"]);
  await page.goForward();
  await expectTrashed(page, ["a.txt"]);
});

test("it comes back when the server does", async ({ signIn, uploads, server, complaints }) => {
  complaints.expectNetworkError(NO_ANSWER, /\/api\//);
  await uploads.writeAll("a.txt", "b.txt");
  const page = await signIn();
  await deleteAll(page, "a.txt");
  await openTrash(page);
  await expectTrashed(page, ["a.txt"]);
  await server.kill();
  await page.keyboard.press("Control+z");
  await expect(notice(page)).toContainText("Holdall can't be reached. “a.txt” may not have been restored.");
  const strip = page.getByRole("main").getByText(/Can't reach Holdall\. Trying again/);
  await expect(strip).toBeVisible();
  await expect(page.getByRole("button", { name: "Empty trash" })).toBeDisabled();
  await expect(trashedRow(page, "a.txt").getByRole("button", { name: "Restore a.txt" })).toBeDisabled();
  await expectTrashed(page, ["a.txt"]);
  await server.start();
  await expect(strip).toBeHidden({ timeout: 45_000 });
  await trashedRow(page, "a.txt").getByRole("button", { name: "Restore a.txt" }).click();
  await expect(notice(page), "it was dealt with").toHaveCount(0);
  await expect.poll(() => uploads.names()).toEqual(["a.txt", "b.txt"]);
});

test.describe("with an age of its own", () => {
  test.use({ serverArgs: ["--trash-days", "7"] });

  test("the line above the list tells the true number of days", async ({ signIn, uploads }) => {
    await uploads.writeAll("a.txt");
    const page = await signIn();
    await deleteAll(page, "a.txt");
    await openTrash(page);
    await expect(page.getByText("Files here are deleted for good after 7 days.")).toBeVisible();
  });
});

test.describe("with --read-only", () => {
  test.use({ serverArgs: ["--read-only"] });

  test("there is no way to change it", async ({ signIn, uploads }) => {
    await uploads.writeAll("a.txt");
    const page = await signIn("/trash");
    await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Empty trash" })).toHaveCount(0);
    await page.keyboard.press("Control+z");
    expect(await uploads.names()).toEqual(["a.txt"]);
  });
});

test.describe("a trash of 450 entries", () => {
  const name = (n: number) => `file ${String(n).padStart(3, "0")}.txt`;

  test("is shown page by page, and emptied whole", async ({ signIn, uploads }) => {
    await mkdir(uploads.at("many"));
    for (let n = 0; n < 450; n += 1) await uploads.write(`many/${name(n)}`, "x");
    const page = await signIn("/browse/many");
    await goToList(page);
    await expect(async () => {
      await page.keyboard.press("End");
      await expect(row(page, name(449))).toBeFocused({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await expect(toast(page)).toHaveText("450 items were moved to the trash.", { timeout: 60_000 });
    await openTrash(page);
    await expect(statusBar(page)).toContainText("450 items");
    await expect(trashList(page)).toHaveAttribute("aria-rowcount", "451");
    const shown = trashList(page).getByRole("row", { name: /, from many/ });
    expect(await shown.count(), "the first page").toBeLessThanOrEqual(300);
    await trashList(page).hover();
    await expect(async () => {
      await page.mouse.wheel(0, 20_000);
      expect(await shown.count()).toBe(450);
    }).toPass({ timeout: 30_000 });
    await page.getByRole("button", { name: "Empty trash" }).click();
    await dialog(page, "Delete 450 items for good?").getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible({ timeout: 60_000 });
    expect(await uploads.hashesInTrash()).toEqual([]);
  });
});
