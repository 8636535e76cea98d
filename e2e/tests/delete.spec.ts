import type { Page } from "@playwright/test";
import { sha256 } from "../fixtures/disk.ts";
import {
  answered,
  chooseInMenu,
  delay,
  dialog,
  expectNames,
  goToList,
  holdBack,
  list,
  notice,
  row,
  selectionBar,
  statusBar,
  toast,
  untilPartsAreThere,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Where changes go. */
const BATCH = /\/api\/batch$/;

const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt", "Photos/beach.jpg");
});

test("deleting moves to the trash without a question", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "b.txt", "Delete");
  await expectNames(page, ["Photos", "a.txt", "c.txt"]);
  await expect(page.getByRole("dialog"), "never both a question and Undo").toHaveCount(0);
  await expect(row(page, "c.txt"), "the focus goes to the next row").toBeFocused();
  await expect(toast(page)).toHaveText("“b.txt” was moved to the trash.");
  await expect(page.getByRole("status")).toHaveText(/“b\.txt” was moved to the trash\./);
  await expect(statusBar(page)).toContainText("3 items");
  await expect(statusBar(page).getByRole("link", { name: "Trash (1)" })).toBeVisible();
  expect(await uploads.has("b.txt")).toBe(false);
  expect(await uploads.hashesInTrash(), "its bytes are in the trash").toEqual([sha256("This is b.txt.\n")]);
});

test("the row goes before the server has answered, and no late answer brings it back", async ({ signIn, uploads }) => {
  const page = await signIn();
  await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
  await untilPartsAreThere(page);
  const line = await delay(page, 4_000);
  await row(page, "a.txt").focus();
  await page.keyboard.press("Delete");
  await expect(row(page, "a.txt")).toHaveCount(0, { timeout: 2_000 });
  await expect(toast(page), "nothing is told before it is known").toHaveCount(0);
  await expect(row(page, "b.txt")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(row(page, "b.txt")).toHaveCount(0, { timeout: 2_000 });
  // Watches every frame from here to the end: a row that flickers back would be seen by people too.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const labels = [...document.querySelectorAll("[role=row][aria-label]:not([hidden])")].map((row) => row.getAttribute("aria-label"));
      seen.push(...labels.filter((label) => /^[ab]\.txt/.test(label ?? "")).map(String));
      requestAnimationFrame(look);
    };
    look();
  });
  // Behind what the page itself asks for: each takes four seconds.
  await expect(toast(page)).toHaveText("“b.txt” was moved to the trash.", { timeout: 40_000 });
  await line.end();
  await expect(statusBar(page).getByRole("link", { name: "Trash (2)" })).toBeVisible();
  await expectNames(page, ["Photos", "c.txt"]);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  expect(await uploads.names()).toEqual(["Photos", "c.txt"]);
});

test.describe("undo", () => {
  test("puts back what the toast tells about, byte by byte", async ({ signIn, uploads }) => {
    const page = await signIn();
    await chooseInMenu(page, "b.txt", "Delete");
    await undo(page).click();
    await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
    await expect(row(page, "b.txt"), "the focus goes to what is back").toBeFocused();
    await expect(toast(page)).toHaveText("“b.txt” is back in “Files”.");
    await expect(undo(page)).toHaveCount(0);
    expect(await uploads.read("b.txt")).toBe("This is b.txt.\n");
    expect(await uploads.hashesInTrash()).toEqual([]);
  });

  test("Ctrl+Z goes back deletion by deletion", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    await row(page, "a.txt").focus();
    await page.keyboard.press("Delete");
    await expectNames(page, ["Photos", "b.txt", "c.txt"]);
    await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
    await row(page, "Photos").focus();
    await page.keyboard.press("Delete");
    await expect(toast(page)).toHaveText("“Photos” was moved to the trash.");
    await page.keyboard.press("Control+z");
    await expectNames(page, ["Photos", "b.txt", "c.txt"]);
    expect(await uploads.read("Photos/beach.jpg")).toBe("This is Photos/beach.jpg.\n");
    await page.keyboard.press("Control+z");
    await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
    expect(await uploads.read("a.txt")).toBe("This is a.txt.\n");
    await page.keyboard.press("Control+z");
    await expect(toast(page)).toHaveText("There is nothing to undo.");
  });

  test("asked for while the answer is under way means that very deletion", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    await row(page, "a.txt").focus();
    await page.keyboard.press("Delete");
    await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
    const held = await holdBack(page, BATCH);
    await row(page, "b.txt").focus();
    await page.keyboard.press("Delete");
    await expectNames(page, ["Photos", "c.txt"]);
    await page.keyboard.press("Control+z");
    held.letGo();
    await expect(toast(page)).toHaveText(/^“b\.txt” is back/);
    await expectNames(page, ["Photos", "b.txt", "c.txt"]);
    expect(await uploads.read("b.txt")).toBe("This is b.txt.\n");
    await page.keyboard.press("Control+z");
    await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
  });

  test("by a toast takes back what the toast tells of, whatever was begun after it", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    await row(page, "a.txt").focus();
    await page.keyboard.press("Delete");
    await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
    const held = await holdBack(page, BATCH, 1);
    await row(page, "b.txt").focus();
    await page.keyboard.press("Delete");
    await expect.poll(() => held.asked).toBe(1);
    await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
    await undo(page).click();
    await expectNames(page, ["Photos", "a.txt", "c.txt"]);
    held.letGo();
    await expect(toast(page)).toHaveText("“b.txt” was moved to the trash.");
    await expectNames(page, ["Photos", "a.txt", "c.txt"]);
    expect(await uploads.names()).toEqual(["Photos", "a.txt", "c.txt"]);
  });

  test("asked for twice while both answers are under way brings both back", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    const held = await holdBack(page, BATCH);
    for (const name of ["a.txt", "b.txt"]) {
      await row(page, name).focus();
      await page.keyboard.press("Delete");
    }
    await expect.poll(() => held.asked).toBe(2);
    await expectNames(page, ["Photos", "c.txt"]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    held.letGo();
    await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
    await expect.poll(() => uploads.names()).toEqual(["Photos", "a.txt", "b.txt", "c.txt"]);
  });

  test("of several puts all of them back", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await expect(toast(page)).toHaveText("4 items were moved to the trash.");
    expect(await uploads.names()).toEqual([]);
    await undo(page).click();
    await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
    expect(await uploads.names()).toEqual(["Photos", "a.txt", "b.txt", "c.txt"]);
  });

  test("never overwrites: a name that is taken again is told, with another one", async ({ signIn, uploads }) => {
    const page = await signIn();
    await chooseInMenu(page, "b.txt", "Delete");
    await expect(toast(page)).toHaveText("“b.txt” was moved to the trash.");
    await uploads.write("b.txt", "another one");
    await undo(page).click();
    await expect(notice(page)).toContainText("“b.txt” exists again in “Files”.");
    await notice(page).getByRole("button", { name: "Restore as “b (restored).txt”" }).click();
    await expectNames(page, ["Photos", "a.txt", "b (restored).txt", "b.txt", "c.txt"]);
    await expect(notice(page)).toHaveCount(0);
    expect(await uploads.read("b.txt")).toBe("another one");
    expect(await uploads.read("b (restored).txt")).toBe("This is b.txt.\n");
  });

  test("is offered for ten seconds, and as long as somebody is at it", async ({ signIn, page }) => {
    await page.clock.install();
    await signIn();
    await chooseInMenu(page, "b.txt", "Delete");
    await expect(undo(page)).toBeVisible();
    await page.clock.fastForward(9_000);
    await expect(undo(page)).toBeVisible();
    await undo(page).hover();
    await page.clock.fastForward(60_000);
    await expect(undo(page)).toBeVisible();
    await page.mouse.move(0, 0);
    await page.clock.fastForward(9_000);
    await expect(undo(page)).toBeVisible();
    await undo(page).focus();
    await page.clock.fastForward(60_000);
    await expect(undo(page)).toBeVisible();
    await row(page, "a.txt").focus();
    await page.clock.fastForward(11_000);
    await expect(undo(page)).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(row(page, "b.txt"), "the key still knows").toBeVisible();
  });
});

test.describe("without a trash", () => {
  test.use({ serverArgs: ["--trash-days", "0"] });

  test("it asks, keeps by default, and says that it is for good", async ({ signIn, uploads }) => {
    const page = await signIn();
    await row(page, "a.txt").getByRole("time").click();
    await page.keyboard.press("Delete");
    const question = dialog(page, "Delete “a.txt” for good?");
    await expect(question).toContainText("This can't be undone.");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(question).toBeHidden();
    await expect(row(page, "a.txt"), "the focus returns to where it came from").toBeFocused();
    expect(await uploads.has("a.txt")).toBe(true);
    await expect(statusBar(page).getByRole("link", { name: /Trash/ })).toHaveCount(0);

    await page.keyboard.press("Delete");
    await question.getByRole("button", { name: "Delete for good" }).click();
    await expectNames(page, ["Photos", "b.txt", "c.txt"]);
    await expect(toast(page)).toHaveText("“a.txt” was deleted for good.");
    await expect(undo(page)).toHaveCount(0);
    await expect(row(page, "b.txt"), "the focus goes to the next row").toBeFocused();
    expect(await uploads.has("a.txt")).toBe(false);
  });
});

test.describe("what is too large for the trash", () => {
  test.use({ serverArgs: ["--kept-size", "1kB"] });

  test("is asked about if it is a file, and told as gone if only the answer tells", async ({ signIn, uploads }) => {
    await uploads.write("large.bin", Buffer.alloc(5_000));
    await uploads.write("Large/inner.bin", Buffer.alloc(5_000));
    const page = await signIn();
    await chooseInMenu(page, "large.bin", "Delete");
    const question = dialog(page, "Delete “large.bin”?");
    await expect(question).toContainText("“large.bin” is too large for the trash. This can't be undone.");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(toast(page)).toHaveText("“large.bin” was too large for the trash and is gone for good.");
    await expectNames(page, ["Large", "Photos", "a.txt", "b.txt", "c.txt"]);

    await chooseInMenu(page, "Large", "Delete");
    await expect(toast(page)).toHaveText("“Large” was too large for the trash and is gone for good.");
    await expect(undo(page)).toHaveCount(0);
    expect(await uploads.names()).toEqual(["Photos", "a.txt", "b.txt", "c.txt"]);
    expect(await uploads.hashesInTrash()).toEqual([]);
  });
});

test("several are deleted through the selection bar", async ({ signIn, uploads }) => {
  const page = await signIn();
  for (const name of ["a.txt", "c.txt", "Photos"]) await row(page, name).getByRole("checkbox").check();
  const bar = selectionBar(page);
  await expect(bar).toContainText("3 selected · 30 B");
  await bar.getByRole("button", { name: "Delete" }).click();
  await expectNames(page, ["b.txt"]);
  await expect(bar).toBeHidden();
  await expect(toast(page)).toHaveText("3 items were moved to the trash.");
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
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
  await expect.poll(() => uploads.names("Photos")).toEqual([]);
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

test("what another program has deleted meanwhile is no error", async ({ signIn, uploads }) => {
  const page = await signIn();
  await goToList(page);
  await untilPartsAreThere(page);
  // The page hears of it, but asks too late.
  const line = await delay(page, 3_000);
  await uploads.remove("a.txt");
  await chooseInMenu(page, "a.txt", "Delete");
  await expectNames(page, ["Photos", "b.txt", "c.txt"]);
  await line.end();
  await expect(notice(page)).toHaveCount(0);
});

test("what can't be deleted comes back, and the message stays until it is closed", async ({
  signIn,
  uploads,
  server,
  complaints,
}) => {
  complaints.expectNetworkError(/net::ERR_/, /\/api\//);
  // The browser fetches the icon of the tab when it likes.
  complaints.allowNetworkError(/net::ERR_/, /\/favicon\.svg$/);
  const page = await signIn();
  await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
  for (const name of ["a.txt", "b.txt"]) await row(page, name).getByRole("checkbox").check();
  // Nothing is on its way any more: what finds the server gone is the deletion.
  await answered(page, "/api/limits", "/api/trash");
  await untilPartsAreThere(page);
  await row(page, "b.txt").focus();
  await server.kill();
  await page.keyboard.press("Delete");
  await expect(notice(page)).toContainText("Holdall can't be reached. 2 items may not have been deleted.");
  await expectNames(page, ["Photos", "a.txt", "b.txt", "c.txt"]);
  await expect(selectionBar(page), "selected as they were").toContainText("2 selected");
  await expect(statusBar(page)).toContainText("4 items");
  await notice(page).getByRole("button", { name: "Close this message" }).click();
  await expect(notice(page)).toHaveCount(0);
  expect(await uploads.names()).toEqual(["Photos", "a.txt", "b.txt", "c.txt"]);
});
