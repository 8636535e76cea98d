import type { Page } from "@playwright/test";
import { status } from "../fixtures/complaints.ts";
import {
  details,
  expectFolder,
  expectNames,
  expectTiles,
  list,
  nameLink,
  row,
  selectionBar,
  showAs,
  stage,
  statusBar,
  tile,
  toast,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { firstRow, numbered, numberedName } from "../fixtures/window.ts";

/** The folder as tiles: the same selection, menus, keys and drags as in the list. */

const NAMES = ["Music", "Photos", "a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt"];
const COLUMNS = 7;

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("Music/song.mp3", "Photos/2024/beach.jpg", ...NAMES.slice(2));
});

/** The grid with the focus on its first tile. */
async function openGrid(signIn: (path?: string) => Promise<Page>): Promise<Page> {
  const page = await signIn("/?view=grid");
  await expectTiles(page, NAMES);
  await page.getByRole("link", { name: "Skip to the list" }).focus();
  await page.keyboard.press("Enter");
  await expect(tile(page, "Music")).toBeFocused();
  return page;
}

test.describe("the switch", () => {
  test("is remembered in this browser, and the address has it", async ({ signedInPage: page }) => {
    await expectNames(page, NAMES);
    const list = page.getByRole("group", { name: "View" }).getByRole("button", { name: "List" });
    await expect(list).toHaveAttribute("aria-pressed", "true");
    await showAs(page, "Grid");
    await expectTiles(page, NAMES);
    await expect(list).toHaveAttribute("aria-pressed", "false");
    await expect(page).toHaveURL(/\?view=grid$/);
    await page.goto("/");
    await expectTiles(page, NAMES);
  });

  test("an address wins over what is remembered, for once", async ({ signIn }) => {
    const page = await signIn("/?view=grid&sort=name&order=desc");
    await expectTiles(page, ["Photos", "Music", ...NAMES.slice(2).reverse()]);
    await page.goto("/");
    await expectNames(page, NAMES);
  });

  test("back and forward lead to what was shown there", async ({ signedInPage: page }) => {
    await showAs(page, "Grid");
    await tile(page, "Photos").getByRole("link", { name: "Photos" }).click();
    await expectFolder(page, "Photos");
    await expectTiles(page, ["2024"]);
    await showAs(page, "List");
    await expectNames(page, ["2024"]);
    await page.goBack();
    await expectTiles(page, NAMES);
    await page.goForward();
    await expectNames(page, ["2024"]);
  });

  test("keeps the selection", async ({ signedInPage: page }) => {
    await row(page, "c.txt").getByRole("checkbox").check();
    await row(page, "e.txt").getByRole("checkbox").check();
    // The bar of the selection is in the place of the switch: the address does it, too.
    await page.evaluate(() => {
      history.pushState(null, "", "?view=grid&select=c.txt");
      window.dispatchEvent(new PopStateEvent("popstate"));
    });
    await expect(tile(page, "c.txt")).toHaveAttribute("aria-selected", "true");
    await expect(tile(page, "d.txt")).toHaveAttribute("aria-selected", "false");
  });
});

test("tiles are cells of rows, in the order of the folder", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/oslo.pdf");
  const page = await signIn("/browse/Photos?view=grid");
  await expectTiles(page, ["2024", "oslo.pdf"]);
  await expect(list(page)).toMatchAriaSnapshot(`
    - grid "Files and folders":
      - row /^2024, folder, Today [\\d:]+ oslo.pdf, \\d+ B, Today [\\d:]+$/:
        - gridcell /^2024, folder, Today [\\d:]+$/:
          - link "2024":
            - /url: /browse/Photos/2024
          - checkbox "Select 2024"
          - button "Actions for 2024"
        - gridcell /^oslo.pdf, \\d+ B, Today [\\d:]+$/:
          - link "oslo.pdf":
            - /url: /files/Photos/oslo.pdf
          - checkbox "Select oslo.pdf"
          - button "Actions for oslo.pdf"
  `);
  await page.goto("/?view=grid");
  await expectTiles(page, NAMES);
  await expect(list(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(list(page)).toHaveAttribute("aria-colcount", String(COLUMNS));
  await expect(list(page).getByRole("row")).toHaveCount(2);
  await expect(list(page).getByRole("row").last()).toHaveAttribute("aria-rowindex", "2");
  await expect(tile(page, "g.txt"), "the second of the second line").toHaveAttribute("aria-colindex", "2");
  await expect(page.locator("[tabindex='0'][role=gridcell]"), "one tab stop").toHaveCount(1);
});

test("the keyboard goes from tile to tile", async ({ signIn }) => {
  const page = await openGrid(signIn);
  for (const [key, name] of [
    ["ArrowRight", "Photos"],
    ["ArrowDown", "g.txt"],
    ["ArrowUp", "Photos"],
    ["ArrowLeft", "Music"],
    ["ArrowLeft", "Music"],
    ["End", "h.txt"],
    ["ArrowRight", "h.txt"],
    ["ArrowUp", "a.txt"],
    ["ArrowRight", "b.txt"],
    ["ArrowDown", "h.txt"],
    ["Home", "Music"],
    ["PageDown", "f.txt"],
    ["PageUp", "Music"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tile(page, name), key).toBeFocused();
  }
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selectionBar(page), "all of the first line, and the tile below").toContainText("8 selected");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(selectionBar(page)).toContainText("7 selected");
  await page.keyboard.press("Escape");
  await expect(selectionBar(page)).toBeHidden();
  await page.keyboard.press("Control+ArrowLeft");
  await page.keyboard.press("Space");
  await expect(tile(page, "d.txt")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Control+a");
  await expect(selectionBar(page)).toContainText("10 selected");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu", { name: "Actions for d.txt" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tile(page, "d.txt")).toBeFocused();
  await page.keyboard.press("Alt+Enter");
  await expect(details(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expectTiles(page, ["song.mp3"]);
  await expect(tile(page, "song.mp3")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expectTiles(page, NAMES);
  await expect(tile(page, "Music")).toBeFocused();
  await page.keyboard.press("g");
  await expect(tile(page, "g.txt")).toBeFocused();
});

test("the mouse selects by boxes, with Shift a range", async ({ signIn }) => {
  const page = await openGrid(signIn);
  const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}` });
  await tile(page, "a.txt").hover();
  await box("a.txt").click();
  await expect(selectionBar(page)).toContainText("1 selected");
  await expect(tile(page, "a.txt")).toHaveAttribute("aria-selected", "true");
  await tile(page, "d.txt").hover();
  await box("d.txt").click({ modifiers: ["Shift"] });
  await expect(selectionBar(page)).toContainText("4 selected");
  await tile(page, "b.txt").hover();
  await box("b.txt").click();
  await expect(selectionBar(page)).toContainText("3 selected");
  await expect(tile(page, "b.txt")).toHaveAttribute("aria-selected", "false");
});

test("picture and name are one link: a folder opens, a file is seen, and the focus comes back to its tile", async ({ signIn }) => {
  const page = await openGrid(signIn);
  await expect(tile(page, "a.txt").getByRole("link")).toHaveCount(1);
  await expect(tile(page, "a.txt").getByRole("link", { name: "a.txt" })).toHaveAttribute("href", "/files/a.txt");
  await tile(page, "a.txt").getByRole("link").click();
  await expect(stage(page, "a.txt")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(stage(page, "b.txt")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tile(page, "b.txt")).toBeFocused();
  // By the picture.
  await tile(page, "Photos").getByRole("link").click({ position: { x: 80, y: 60 } });
  await expectTiles(page, ["2024"]);
  await page.goBack();
  await expectTiles(page, NAMES);
});

test("a tile is renamed in its place; what is typed outlives a change that moves it", async ({
  signIn,
  uploads,
  complaints,
}) => {
  complaints.expectNetworkError(status(400), /\/api\/move$/);
  const page = await openGrid(signIn);
  await page.keyboard.press("b");
  await expect(tile(page, "b.txt")).toBeFocused();
  await page.keyboard.press("F2");
  const field = page.getByRole("textbox", { name: "New name" });
  await field.fill("what?.txt");
  await uploads.write("aa.txt");
  await expect(tile(page, "aa.txt")).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("what?.txt");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("can't be used as a name");
  await expect(page.getByRole("alert")).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("alert"), "in a narrow window, too").toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("alert").getByRole("button")).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await field.fill("bb.txt");
  await page.keyboard.press("Enter");
  await expectTiles(page, ["Music", "Photos", "a.txt", "aa.txt", "bb.txt", ...NAMES.slice(4)]);
  await expect(tile(page, "bb.txt")).toBeFocused();
  expect(await uploads.has("bb.txt")).toBe(true);
});

test("a tile is deleted by its menu, and Undo brings it back", async ({ signIn, uploads }) => {
  const page = await openGrid(signIn);
  await tile(page, "c.txt").hover();
  await tile(page, "c.txt").getByRole("button", { name: "Actions for c.txt" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expectTiles(page, NAMES.filter((name) => name !== "c.txt"));
  await expect(toast(page)).toHaveText("“c.txt” was moved to the trash.");
  await expect(tile(page, "d.txt"), "the next one has the focus").toBeFocused();
  expect(await uploads.has("c.txt")).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectTiles(page, NAMES);
  await expect.poll(() => uploads.has("c.txt")).toBe(true);
});

test("a tile is dropped on a folder", async ({ signIn, uploads }) => {
  const page = await openGrid(signIn);
  await tile(page, "a.txt").hover();
  await page.mouse.down();
  await tile(page, "Music").hover();
  const box = (await tile(page, "Music").boundingBox())!;
  await page.mouse.move(box.x + 70, box.y + 70);
  await expect(tile(page, "Music")).toHaveAttribute("data-drop", "");
  await page.mouse.up();
  await expectTiles(page, NAMES.filter((name) => name !== "a.txt"));
  await expect(toast(page)).toHaveText("“a.txt” was moved to “Music”.");
  expect(await uploads.has("Music/a.txt")).toBe(true);
});

test("what comes is lit, what moves keeps the focus", async ({ signIn, uploads }) => {
  const page = await openGrid(signIn);
  await page.keyboard.press("d");
  await expect(tile(page, "d.txt")).toBeFocused();
  await uploads.write("aa.txt");
  await expect(tile(page, "aa.txt")).toHaveAttribute("data-arrival", "new");
  await expect(tile(page, "d.txt")).toBeFocused();
  await expect(tile(page, "d.txt")).toHaveAttribute("aria-colindex", String(COLUMNS));
  await uploads.remove("aa.txt");
  await expectTiles(page, NAMES);
  await expect(tile(page, "d.txt")).toBeFocused();
});

test("the order is chosen beside the switch, where no header can be clicked", async ({ signIn, uploads }) => {
  await uploads.write("g.txt", "much more than what is in the others, by far");
  const page = await openGrid(signIn);
  const order = page.getByRole("button", { name: /^Sorted by/ });
  await expect(order).toHaveAccessibleName("Sorted by Name");
  await order.click();
  const menu = page.getByRole("menu", { name: "Sort by" });
  await expect(menu.getByRole("menuitemradio", { name: "Name" })).toHaveAttribute("aria-checked", "true");
  await menu.getByRole("menuitemradio", { name: "Size" }).click();
  await expect(order).toHaveAccessibleName("Sorted by Size");
  await expect(tile(page, "Music"), "as after a click on a header").toBeFocused();
  await expect(page.getByRole("gridcell").nth(2)).toHaveAccessibleName(/^g\.txt/);
  await showAs(page, "List");
  await expect(order).toHaveCount(0);
});

test("what was found has its folder below its name", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/oslo.pdf", "oslo.txt");
  const page = await signIn("/?view=grid&search=oslo");
  const found = page.getByRole("gridcell", { name: /^oslo\.pdf, Photos, / });
  await expect(found.getByRole("link", { name: "Photos" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Sorted by/ }), "it has an order of its own").toHaveCount(0);
  await found.getByRole("link", { name: "Photos" }).click();
  await expectFolder(page, "Photos");
  await expect(tile(page, "oslo.pdf")).toBeFocused();
});

test("an empty folder and a filter without match say so", async ({ signIn, uploads }) => {
  await uploads.makeFolder("Empty");
  const page = await signIn("/browse/Empty?view=grid");
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
  await page.goto("/?view=grid&filter=nowhere");
  await expect(page.getByRole("region", { name: "No match" })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(tile(page, "a.txt")).toBeVisible();
});

test("as many tiles stand side by side as there is room for", async ({ signIn }) => {
  const page = await openGrid(signIn);
  const columns = () => list(page).getAttribute("aria-colcount");
  await page.setViewportSize({ width: 800, height: 600 });
  await expect.poll(columns).toBe("4");
  await expect(tile(page, "c.txt")).toHaveAttribute("aria-colindex", "1");
  await page.keyboard.press("Alt+Enter");
  await expect(details(page)).toBeVisible();
  await page.setViewportSize({ width: 1400, height: 600 });
  await expect.poll(columns, "beside the details").toBe("6");
  const box = (await tile(page, "c.txt").boundingBox())!;
  expect(box.width).toBe(160);
});

test.describe("a folder of 20 000 files", () => {
  const COUNT = 20_000;

  test.beforeEach(({ uploads }) => uploads.fill("many", numbered(COUNT)));

  test("is seen whole through a few tiles, by wheel, scrollbar and keyboard", async ({ signIn }) => {
    const page = await signIn("/browse/many?view=grid");
    await expect(statusBar(page)).toContainText("20,000 items");
    await expect(tile(page, numberedName(0))).toBeInViewport();
    await expect(list(page)).toHaveAttribute("aria-rowcount", String(Math.ceil(COUNT / COLUMNS)));
    const tiles = () => page.locator("[role=gridcell]").count();
    const scroller = page.locator("#list");
    await tile(page, numberedName(0)).hover();
    await page.mouse.wheel(0, 600);
    await expect(tile(page, numberedName(3 * COLUMNS))).toBeInViewport({ ratio: 0.5 });
    for (const part of [0.3, 0.9, 0.5]) {
      await scroller.evaluate((list, part) => {
        list.scrollTop = Math.round((list.scrollHeight - list.clientHeight) * part);
      }, part);
      await expect.poll(() => page.getByRole("gridcell", { name: /^file / }).first().isVisible()).toBe(true);
      expect(await tiles(), "tiles in the document").toBeLessThan(100);
    }
    await expect(page.getByRole("gridcell", { name: /^file 00100\d\d\.txt/ }).first()).toBeVisible();

    await page.getByRole("link", { name: "Skip to the list" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(":focus[role=gridcell]")).toHaveCount(1);
    await page.keyboard.press("End");
    await expect(tile(page, numberedName(COUNT - 1))).toBeFocused();
    await expect(tile(page, numberedName(COUNT - 1))).toBeInViewport({ ratio: 1 });
    await expect(list(page).getByRole("row").last()).toHaveAttribute("aria-rowindex", String(Math.ceil(COUNT / COLUMNS)));
    await page.keyboard.press("ArrowUp");
    await expect(tile(page, numberedName(COUNT - 1 - COLUMNS))).toBeFocused();
    await page.keyboard.press("Home");
    await expect(tile(page, numberedName(0))).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Shift+End");
    await expect(selectionBar(page)).toContainText("20,000 selected");
    expect(await tiles(), "tiles in the document").toBeLessThan(120);
  });

  test("the tile that has the focus stays while others are looked at, and the switch keeps one's place", async ({ signIn }) => {
    const page = await signIn("/browse/many?view=grid");
    await expect(tile(page, numberedName(0))).toBeVisible();
    await page.getByRole("link", { name: "Skip to the list" }).focus();
    await page.keyboard.press("Enter");
    await expect(tile(page, numberedName(0))).toBeFocused();
    await page.keyboard.press("Control+ArrowRight");
    await expect(tile(page, numberedName(1))).toBeFocused();
    await page.locator("#list").evaluate((list) => (list.scrollTop = list.scrollHeight / 2));
    await expect(page.getByRole("gridcell", { name: /^file 00100\d\d\.txt/ }).first()).toBeVisible();
    await expect(tile(page, numberedName(1))).toBeFocused();
    await page.getByRole("group", { name: "View" }).getByRole("button", { name: "List" }).click();
    await expect.poll(async () => (await firstRow(page)).name).toMatch(/^file 00100\d\d\.txt$/);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the switch is in the sheet; three tiles side by side; a long press selects", async ({ signedInPage: page }) => {
    await expectNames(page, NAMES);
    await page.getByRole("button", { name: "More", exact: true }).tap();
    await page.getByRole("menuitemradio", { name: "Grid" }).tap();
    await expectTiles(page, NAMES);
    await expect(list(page)).toHaveAttribute("aria-colcount", "3");
    const point = (await tile(page, "b.txt").boundingBox())!;
    const touch = await page.context().newCDPSession(page);
    const touchPoints = [{ x: point.x + 40, y: point.y + 60 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await expect(selectionBar(page)).toContainText("1 selected");
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await tile(page, "c.txt").tap({ position: { x: 40, y: 60 } });
    await expect(selectionBar(page)).toContainText("2 selected");
    await selectionBar(page).getByRole("button", { name: "More" }).tap();
    await page.getByRole("menuitem", { name: "Select all" }).tap();
    await expect(selectionBar(page)).toContainText(`${NAMES.length} selected`);
    await selectionBar(page).getByRole("button", { name: "More" }).tap();
    await expect(page.getByRole("menuitem", { name: "Details" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Select all" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Clear" }).tap();
    await tile(page, "Photos").tap({ position: { x: 40, y: 60 } });
    await expectTiles(page, ["2024"]);
  });

  test("at 320 px three still fit, and nothing scrolls sideways", async ({ signIn, uploads }) => {
    await uploads.write("Minutes of the extraordinarily long meeting about long names.pdf");
    const page = await signIn("/?view=grid");
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(list(page)).toHaveAttribute("aria-colcount", "3");
    await expect(tile(page, "a.txt")).toBeVisible();
    const reach = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll("[role=gridcell], [role=gridcell] *")].map((e) => e.getBoundingClientRect());
      return Math.max(...boxes.map((box) => box.right));
    });
    expect(reach).toBeLessThanOrEqual(320);
    expect(await page.locator("#list").evaluate((list) => list.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test("from right to left, the first tile is at the right and the arrows turn", async ({ signIn }) => {
  const page = await openGrid(signIn);
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  const [first, second] = [(await tile(page, "Music").boundingBox())!, (await tile(page, "Photos").boundingBox())!];
  expect(first.x).toBeGreaterThan(second.x);
  await page.keyboard.press("ArrowLeft");
  await expect(tile(page, "Photos")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tile(page, "Music")).toBeFocused();
});
