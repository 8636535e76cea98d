import {
  dialog,
  expectFolder,
  expectNames,
  goToList,
  list,
  row,
  selectionBar,
  stage,
  upload,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test("every stop of the Tab key, in the order of the page", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt");
  const page = await signIn();
  await expectNames(page, ["a.txt", "b.txt"]);
  const stops = [
    page.getByRole("link", { name: "Skip to the list" }),
    page.getByRole("searchbox", { name: "Search in Files" }),
    page.getByRole("banner").getByRole("button", { name: "Menu" }),
    page.getByRole("group", { name: "View" }).getByRole("button", { name: "List" }),
    page.getByRole("group", { name: "View" }).getByRole("button", { name: "Grid" }),
    page.getByRole("button", { name: "New folder" }),
    page.getByRole("button", { name: "Upload", exact: true }),
    page.getByRole("button", { name: "More ways to upload" }),
    list(page).getByRole("checkbox", { name: "Select all" }),
    list(page).getByRole("button", { name: "Name" }),
    list(page).getByRole("button", { name: "Size" }),
    list(page).getByRole("button", { name: "Modified" }),
    row(page, "a.txt"),
    page.getByRole("contentinfo").getByRole("link", { name: "Trash" }),
  ];
  await stops[0].focus();
  for (const stop of stops.slice(1)) {
    await page.keyboard.press("Tab");
    await expect(stop).toBeFocused();
  }
  // The rows are one stop: from the first row, the next Tab leaves the list.
  for (const stop of stops.slice(0, -1).toReversed()) {
    await page.keyboard.press("Shift+Tab");
    await expect(stop).toBeFocused();
  }
});

test("the skip link is the first stop, and is seen when it has the focus", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  await expectNames(page, ["a.txt"]);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the list" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(row(page, "a.txt")).toBeFocused();
});

test.describe("in the list", () => {
  const names = ["Photos", "alpha.txt", "beta.txt", "bravo.txt", "gamma.txt"];

  test.beforeEach(async ({ uploads }) => {
    await uploads.writeAll("Photos/beach.jpg", ...names.slice(1));
  });

  test("arrows, Home and End move and select", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await expect(row(page, "Photos")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(row(page, "alpha.txt")).toBeFocused();
    await expect(row(page, "alpha.txt")).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("End");
    await expect(row(page, "gamma.txt")).toBeFocused();
    await expect(selectionBar(page)).toContainText("1 selected");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    await expect(row(page, "beta.txt")).toBeFocused();
    await expect(selectionBar(page)).toContainText("3 selected");
    await page.keyboard.press("Control+ArrowUp");
    await expect(row(page, "alpha.txt")).toBeFocused();
    await expect(selectionBar(page)).toContainText("3 selected");
    await page.keyboard.press("Home");
    await expect(row(page, "Photos")).toBeFocused();
  });

  test("Space selects, Ctrl+A all, Escape none", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("Control+ArrowDown");
    await page.keyboard.press("Space");
    await expect(row(page, "alpha.txt")).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Space");
    await expect(row(page, "alpha.txt")).toHaveAttribute("aria-selected", "false");
    await page.keyboard.press("Control+a");
    await expect(selectionBar(page)).toContainText("5 selected");
    await page.keyboard.press("Escape");
    await expect(selectionBar(page)).toBeHidden();
    await expect(row(page, "alpha.txt")).toBeFocused();
  });

  test("keys are about the row that has the focus, however it got there", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    // As assistive technology does it: by the focus alone, without an arrow key or a click.
    await row(page, "gamma.txt").focus();
    await page.keyboard.press("Delete");
    await expectNames(page, ["Photos", "alpha.txt", "beta.txt", "bravo.txt"]);
  });

  test("letters jump to the next name that begins so", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.type("br");
    await expect(row(page, "bravo.txt")).toBeFocused();
    await page.keyboard.type("g");
    // The pause that begins a new word is one second: until then “brg” matches nothing.
    await expect(async () => {
      await page.keyboard.press("g");
      await expect(row(page, "gamma.txt")).toBeFocused({ timeout: 1_500 });
    }).toPass({ timeout: 15_000 });
  });

  test("Enter opens a folder, Alt and arrow up goes back to it", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("Enter");
    await expectFolder(page, "Photos");
    await expectNames(page, ["beach.jpg"]);
    await expect(row(page, "beach.jpg")).toBeFocused();
    await page.keyboard.press("Alt+ArrowUp");
    await expectFolder(page, "Files");
    await expect(row(page, "Photos")).toBeFocused();
    await page.goBack();
    await expectFolder(page, "Photos");
  });

  test("Enter on a file opens its preview", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(stage(page, "alpha.txt")).toContainText("This is alpha.txt.");
    await expect(stage(page, "alpha.txt")).toBeFocused();
  });

  test("arrows go through the parts of a row", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("ArrowDown");
    const parts = [
      row(page, "alpha.txt").getByRole("checkbox"),
      row(page, "alpha.txt").getByRole("link", { name: "alpha.txt", exact: true }),
      row(page, "alpha.txt").getByRole("link", { name: "Download alpha.txt" }),
      row(page, "alpha.txt").getByRole("button", { name: "Actions for alpha.txt" }),
    ];
    for (const part of parts) {
      await page.keyboard.press("ArrowRight");
      await expect(part).toBeFocused();
    }
    for (const part of [...parts.slice(0, -1).toReversed(), row(page, "alpha.txt")]) {
      await page.keyboard.press("ArrowLeft");
      await expect(part).toBeFocused();
    }
  });

  test("Shift+F10 opens the row's menu, which is walked by arrows and letters", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+F10");
    const menu = page.getByRole("menu", { name: "Actions for alpha.txt" });
    await expect(menu.getByRole("menuitem", { name: "Open" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(menu.getByRole("menuitem", { name: "Download" })).toBeFocused();
    await page.keyboard.press("End");
    await expect(menu.getByRole("menuitem", { name: "Delete" })).toBeFocused();
    await page.keyboard.press("r");
    await expect(menu.getByRole("menuitem", { name: "Rename" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(row(page, "alpha.txt")).toBeFocused();
    await expect(row(page, "alpha.txt"), "the key does nothing else").toHaveAttribute("aria-selected", "true");
  });

  test("a whole journey: make a folder, rename it, delete it", async ({ signIn, uploads }) => {
    const page = await signIn();
    await expectNames(page, names);
    const make = page.getByRole("button", { name: "New folder" });
    for (let tab = 0; tab < 6; tab += 1) await page.keyboard.press("Tab");
    await expect(make).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog(page, "New folder").getByLabel("Name")).toBeFocused();
    await page.keyboard.type("Travel");
    await page.keyboard.press("Enter");
    await expect(row(page, "Travel")).toBeFocused();
    expect(await uploads.has("Travel")).toBe(true);

    await page.keyboard.press("F2");
    await expect(page.getByRole("textbox", { name: "New name" })).toBeFocused();
    await page.keyboard.type("Journeys");
    await page.keyboard.press("Enter");
    await expect(row(page, "Journeys")).toBeFocused();
    expect(await uploads.has("Journeys")).toBe(true);
    // Its place among the others comes with the list that is asked for after the rename.
    await expectNames(page, ["Journeys", ...names]);

    await page.keyboard.press("Delete");
    await expectNames(page, names);
    await expect(row(page, "Photos"), "the row that took its place").toBeFocused();
    await expect.poll(() => uploads.has("Journeys")).toBe(false);
  });

  test("Delete with a selection is about all of it", async ({ signIn, uploads }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeFocused();
    await expect.poll(() => uploads.names()).toEqual([]);
  });
});

test("? shows the table of keys, and Escape closes it", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("?");
  const table = dialog(page, "Keyboard shortcuts");
  await expect(table.getByRole("row").filter({ hasText: "F2" })).toContainText("Rename");
  await expect(table.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(table).toBeHidden();
  await expect(row(page, "a.txt")).toBeFocused();
});

test("a conflict is decided without a mouse", async ({ signIn, uploads, own }) => {
  await uploads.write("report.pdf", "old");
  const page = await signIn();
  await upload(page, await own.write("report.pdf", "new"));
  const question = dialog(page, "“report.pdf” is already here");
  await expect(question.getByRole("button", { name: "Upload 1 file" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(question.getByRole("radio", { name: "Keep both" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(question.getByRole("radio", { name: "Skip" })).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  for (const _ of [1, 2, 3]) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectNames(page, ["report (2).pdf", "report.pdf"]);
  expect(await uploads.read("report (2).pdf")).toBe("new");
});
