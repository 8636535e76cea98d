import { goToList, list, nameLink, row, rows, selectionBar, shownNames, statusBar, toast } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { comeBack, drag, firstRow, MOST_ROWS, numbered, numberedName as name, rowNodes } from "../fixtures/window.ts";

test.describe("a folder of 100 000 files", () => {
  const COUNT = 100_000;

  test.beforeEach(({ uploads }) => uploads.fill("many", numbered(COUNT)));

  test("is seen whole through a few rows, by wheel, scrollbar and keyboard", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await expect(statusBar(page)).toContainText("100,000 items");
    await expect(list(page)).toHaveAttribute("aria-rowcount", String(COUNT + 1));
    await expect(row(page, name(0))).toBeInViewport();

    await list(page).hover();
    await page.mouse.wheel(0, 400);
    await expect.poll(() => firstRow(page), "ten rows of 40 px").toEqual({ index: 12, name: name(10), below: 0 });

    for (const part of [0.1, 0.9, 0.3, 0.5]) {
      await drag(page, part);
      expect(await rowNodes(page)).toBeLessThan(MOST_ROWS);
    }
    await expect.poll(async () => (await firstRow(page)).name).toMatch(/^file 004999\d\.txt$/);
    const { index, name: shown } = await firstRow(page);
    expect(name(index - 2), "the row is at its place").toBe(shown);
    expect(await shownNames(page), "in the order of the list").toEqual((await shownNames(page)).toSorted());

    await drag(page, 1);
    await expect(row(page, name(COUNT - 1))).toBeInViewport({ ratio: 1 });
    await expect(row(page, name(COUNT - 1))).toHaveAttribute("aria-rowindex", String(COUNT + 1));

    await goToList(page);
    await page.keyboard.press("End");
    await expect(row(page, name(COUNT - 1))).toBeFocused();
    await expect(row(page, name(COUNT - 1))).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("ArrowUp");
    await expect(row(page, name(COUNT - 2))).toBeFocused();
    await page.keyboard.press("Home");
    await expect(row(page, name(0))).toBeFocused();
    await expect(row(page, name(0))).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("PageDown");
    await expect(rows(page).and(page.locator(":focus"))).toBeInViewport({ ratio: 1 });
    expect(await rowNodes(page)).toBeLessThan(MOST_ROWS);
  });
});

test.describe("a folder of 20 000 files", () => {
  const COUNT = 20_000;

  test.beforeEach(({ uploads }) => uploads.fill("many", numbered(COUNT)));

  test("is selected whole, and in ranges over rows that nobody has loaded", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await goToList(page);
    await page.keyboard.press("Control+a");
    await expect(selectionBar(page)).toContainText("20,000 selected");
    await expect(list(page).getByRole("checkbox", { name: "Select all" })).toBeChecked();
    await page.keyboard.press("Control+End");
    await expect(row(page, name(COUNT - 1))).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Space");
    await expect(selectionBar(page)).toContainText("19,999 selected");
    await expect(row(page, name(COUNT - 1))).toHaveAttribute("aria-selected", "false");
    await page.keyboard.press("Escape");
    await expect(selectionBar(page)).toBeHidden();

    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+End");
    await expect(selectionBar(page)).toContainText("19,999 selected");
    await page.keyboard.press("Shift+Home");
    await expect(selectionBar(page)).toContainText("2 selected");
  });

  test("letters jump to names that are not loaded", async ({ signIn, uploads }) => {
    uploads.fill("many", ["Mountain.txt", "zebra.txt"]);
    const page = await signIn("/browse/many");
    await goToList(page);
    await page.keyboard.type("zeb");
    await expect(row(page, "zebra.txt")).toBeFocused();
    await expect(row(page, "zebra.txt")).toHaveAttribute("aria-rowindex", String(COUNT + 3));
  });

  test("the focus stays on its row when that is scrolled out of view, and keys go on from there", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await goToList(page);
    await page.keyboard.press("ArrowDown");
    await expect(row(page, name(1))).toBeFocused();
    await drag(page, 0.5);
    await expect.poll(async () => (await firstRow(page)).name).toMatch(/^file 00099\d\d/);
    await expect(row(page, name(1))).toBeFocused();
    await expect(row(page, name(1))).not.toBeInViewport();
    await page.keyboard.press("ArrowDown");
    await expect(row(page, name(2))).toBeFocused();
    await expect(row(page, name(2))).toBeInViewport({ ratio: 1 });
  });

  test("a folder far down is come back to where it was", async ({ signIn, uploads }) => {
    await uploads.makeFolder("many/zoo");
    const page = await signIn("/browse/many?sort=name&order=desc");
    await goToList(page);
    await page.keyboard.press("End");
    await expect(row(page, name(0))).toBeFocused();
    await page.keyboard.press("Home");
    await nameLink(page, "zoo").click();
    await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
    await page.goBack();
    await expect(row(page, "zoo")).toBeFocused();
  });
});

test.describe("a list longer than browsers lay out", () => {
  // In a narrow window rows are higher: fewer of them are as long.
  const [COUNT, ROW] = [150_000, 60];

  test.use({ viewport: { width: 600, height: 800 } });

  test("both ends are exact, a wheel moves by real pixels, and the scrollbar goes where it points", async ({
    signIn,
    uploads,
  }) => {
    test.slow();
    uploads.fill("many", numbered(COUNT));
    const page = await signIn("/browse/many");
    await expect(statusBar(page)).toContainText("150,000 items", { timeout: 60_000 });
    const height = await list(page).evaluate((list) => list.scrollHeight);
    expect(height, "not nine million").toBeLessThan(8_001_000);

    await drag(page, 0.5);
    await expect.poll(async () => (await firstRow(page)).name).toMatch(/^file 00749\d\d\.txt$/);
    const before = await firstRow(page);
    const scrolled = () => list(page).evaluate((list) => list.scrollTop);
    const start = await scrolled();
    await list(page).hover();
    for (let turn = 1; turn <= 5; turn += 1) {
      await page.mouse.wheel(0, 10 * ROW);
      const expected = { ...before, index: before.index + 10 * turn, name: name(before.index - 2 + 10 * turn) };
      await expect.poll(() => firstRow(page)).toEqual(expected);
    }
    // The scroll comes to rest where it belongs, which is not as far; what is seen stays.
    await expect.poll(async () => (await scrolled()) - start).toBeLessThan(50 * ROW * 0.9);
    expect((await scrolled()) - start).toBeGreaterThan(50 * ROW * 0.8);
    expect((await firstRow(page)).index).toBe(before.index + 50);

    await drag(page, 1);
    await expect(row(page, name(COUNT - 1))).toBeInViewport({ ratio: 1 });
    await page.mouse.wheel(0, -10 * ROW);
    await expect(row(page, name(COUNT - 11))).toBeInViewport({ ratio: 1 });
    await expect(row(page, name(COUNT - 10))).not.toBeInViewport();
    await drag(page, 0);
    await expect.poll(() => firstRow(page)).toEqual({ index: 2, name: name(0), below: 0 });
    await goToList(page);
    await page.keyboard.press("End");
    await expect(row(page, name(COUNT - 1))).toBeFocused();
    await expect(row(page, name(COUNT - 1))).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Home");
    await expect.poll(() => firstRow(page)).toEqual({ index: 2, name: name(0), below: 0 });
    expect(await rowNodes(page)).toBeLessThan(MOST_ROWS);
  });
});

test("rows that come and go elsewhere do not move what is looked at", async ({ signIn, uploads }) => {
  uploads.fill("many", numbered(3_000));
  const page = await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("3,000 items");
  await drag(page, 0.5);
  await expect.poll(async () => (await firstRow(page)).name).toMatch(/^file 000149/);
  const before = await firstRow(page);

  uploads.fill("many", Array.from({ length: 700 }, (_, n) => `earlier ${n}`));
  await comeBack(page);
  await expect(statusBar(page)).toContainText("3,700 items");
  await expect.poll(() => firstRow(page)).toEqual({ ...before, index: before.index + 700 });

  const at = before.index - 2;
  await Promise.all([uploads.remove(`many/${name(1)}`), uploads.remove(`many/${name(at + 3)}`)]);
  uploads.fill("many", [`${name(at + 1)} copy`]);
  await comeBack(page);
  await expect(row(page, `${name(at + 1)} copy`), "a new row is lit").toHaveAttribute("data-arrival", "new");
  await expect(row(page, name(at + 3))).toHaveCount(0);
  await expect(statusBar(page)).toContainText("3,699 items");
  await expect.poll(() => firstRow(page)).toEqual({ ...before, index: before.index + 699 });
  await expect(page.locator("[data-arrival]"), "the others only moved").toHaveCount(1);
  await expect(page.locator("[data-arrival]")).toHaveCount(0);
});

test("what somebody does in a row goes on when rows come above it", async ({ signIn, uploads }) => {
  await uploads.writeAll("m.txt", "n.txt", "o.txt");
  const page = await signIn();
  await goToList(page);
  await row(page, "n.txt").focus();
  await page.keyboard.press("ArrowRight");
  const box = row(page, "n.txt").getByRole("checkbox");
  await expect(box).toBeFocused();
  await uploads.writeAll("a.txt", "b.txt");
  await comeBack(page);
  await expect(statusBar(page)).toContainText("5 items");
  await expect(box, "the part of the row that had the focus").toBeFocused();

  await page.keyboard.press("F2");
  const field = page.getByRole("textbox", { name: "New name" });
  await expect(field).toBeFocused();
  await field.fill("half ty");
  await uploads.writeAll("c.txt");
  await comeBack(page);
  await expect(statusBar(page)).toContainText("6 items");
  await expect(field).toBeFocused();
  await page.keyboard.type("ped.txt");
  await page.keyboard.press("Enter");
  await expect(row(page, "half typed.txt")).toBeFocused();
  expect(await uploads.has("half typed.txt")).toBe(true);
});

test("at the top of the list, what is new is seen", async ({ signIn, uploads }) => {
  uploads.fill("many", numbered(500));
  const page = await signIn("/browse/many");
  await expect(row(page, name(0))).toBeInViewport();
  uploads.fill("many", ["a new one"]);
  await comeBack(page);
  await expect(row(page, "a new one")).toBeInViewport({ ratio: 1 });
  expect((await firstRow(page)).name).toBe("a new one");
});

test("a selection over rows that are not loaded is deleted whole, and comes back", async ({ signIn, uploads }) => {
  uploads.fill("many", numbered(1_300));
  const page = await signIn("/browse/many");
  await goToList(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+End");
  await expect(selectionBar(page)).toContainText("1,299 selected");
  await page.keyboard.press("Delete");
  await expect(toast(page)).toHaveText("1,299 items were moved to the trash.", { timeout: 60_000 });
  await expect(statusBar(page)).toContainText("1 item");
  expect(await uploads.names("many")).toEqual([name(0)]);
});
