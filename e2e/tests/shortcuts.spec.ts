import { expectFolder, expectNames, goToList, list, row, toast } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "Photos/beach.jpg");
});

test("the Menu key opens the menu of the row, which gives the focus back", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  await row(page, "b.txt").focus();
  await page.keyboard.press("ContextMenu");
  await expect(page.getByRole("menu", { name: "Actions for b.txt" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "b.txt")).toBeFocused();
});

test("a right click opens the row's menu, with Shift the browser's own", async ({ signIn, page }) => {
  await signIn();
  await row(page, "a.txt").getByRole("time").click({ button: "right" });
  const menu = page.getByRole("menu", { name: "Actions for a.txt" });
  await expect(menu.getByRole("menuitem")).toHaveText([
    "Open",
    "Download",
    "Copy link",
    "Rename",
    "Move…",
    "Copy…",
    "Details",
    "Versions",
    "Delete",
  ]);
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  const own = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        window.addEventListener("contextmenu", (event) => resolve(!event.defaultPrevented), { once: true });
      }),
  );
  await row(page, "a.txt").getByRole("time").click({ button: "right", modifiers: ["Shift"] });
  expect(await own, "the page leaves it to the browser").toBe(true);
  await expect(menu).toHaveCount(0);
});

test("Cmd+Backspace deletes, Backspace alone does not", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  await row(page, "a.txt").focus();
  await page.keyboard.press("Backspace");
  await expectNames(page, ["Photos", "a.txt", "b.txt"]);
  await page.keyboard.press("Meta+Backspace");
  await expectNames(page, ["Photos", "b.txt"]);
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  await page.keyboard.press("Meta+z");
  await expectNames(page, ["Photos", "a.txt", "b.txt"]);
});

test("Ctrl+F in the list searches, in the field it is the browser's", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  // Whether the page has taken the key: asked after it has been pressed.
  await page.evaluate(() => {
    const taken: boolean[] = [];
    Object.assign(window, { taken });
    window.addEventListener("keydown", (event) => event.key === "f" && taken.push(event.defaultPrevented));
  });
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Control+f");
  expect(await page.evaluate(() => (window as unknown as { taken: boolean[] }).taken)).toEqual([true, false]);
});

test("a double click opens, Alt and the arrows go back and up", async ({ signIn, page }) => {
  await signIn();
  await row(page, "Photos").getByRole("time").dblclick();
  await expectNames(page, ["beach.jpg"]);
  await page.keyboard.press("Alt+ArrowUp");
  await expectFolder(page, "Files");
  await expectNames(page, ["Photos", "a.txt", "b.txt"]);
  await page.goBack();
  await expectNames(page, ["beach.jpg"]);
});

test("Ctrl+Z takes back moves and deletions in their order", async ({ signIn, uploads, page }) => {
  await signIn();
  await goToList(page);
  await row(page, "a.txt").focus();
  await page.keyboard.press("Delete");
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Move…" }).press("Enter");
  await page.getByRole("treeitem", { name: "Photos" }).click();
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("“b.txt” was moved to “Photos”.");
  await expectNames(page, ["Photos"]);
  await page.keyboard.press("Control+z");
  await expectNames(page, ["Photos", "b.txt"]);
  expect(await uploads.names("Photos")).toEqual(["beach.jpg"]);
  await page.keyboard.press("Control+z");
  await expectNames(page, ["Photos", "a.txt", "b.txt"]);
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toHaveText("There is nothing to undo.");
  await expect(list(page)).toBeVisible();
});

test("the table of keys is read from its beginning, with its button in sight", async ({ signIn, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await signIn();
  await goToList(page);
  await page.keyboard.press("?");
  const table = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(table.getByRole("button", { name: "Close" })).toBeFocused();
  await expect(table.getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
  await expect(table.getByRole("heading")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Shift+Tab");
  const box = table.getByRole("checkbox", { name: /^Single-key shortcuts/ });
  await expect(box).toBeFocused();
  const inSight = await box.evaluate((box) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === box;
  });
  expect(inSight, "nothing covers what has the focus").toBe(true);
});
