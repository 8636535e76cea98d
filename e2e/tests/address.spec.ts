import { expectNames, goToList, list, nameLink, row, selectionBar, statusBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, numberedName } from "../fixtures/window.ts";

const search = (url: string) => new URL(url).search;

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b & c.txt", "c.txt", "Photos/beach.jpg");
});

test("the address has the selected entry, and leads back to it", async ({ signIn, page }) => {
  await signIn();
  await row(page, "b & c.txt").getByRole("time").click();
  await expect.poll(() => search(page.url())).toBe("?select=b%20%26%20c.txt");
  await page.reload();
  await expect(row(page, "b & c.txt")).toHaveAttribute("aria-selected", "true");
  await expect(selectionBar(page)).toContainText("1 selected");
  await expect(row(page, "b & c.txt")).toBeFocused();
  await row(page, "c.txt").getByRole("checkbox").check();
  await expect.poll(() => search(page.url()), "several have no place in it").toBe("");
  await row(page, "b & c.txt").getByRole("checkbox").uncheck();
  await expect.poll(() => search(page.url())).toBe("?select=c.txt");
  await page.keyboard.press("Escape");
  await expect.poll(() => search(page.url())).toBe("");
});

test("back and forward select what was selected there", async ({ signIn, page }) => {
  await signIn();
  await row(page, "c.txt").getByRole("time").click();
  await expect.poll(() => search(page.url())).toBe("?select=c.txt");
  await nameLink(page, "Photos").click();
  await expectNames(page, ["beach.jpg"]);
  expect(search(page.url())).toBe("");
  await page.goBack();
  await expect(row(page, "c.txt")).toHaveAttribute("aria-selected", "true");
  expect(search(page.url())).toBe("?select=c.txt");
  await page.goForward();
  await expectNames(page, ["beach.jpg"]);
  await expect(selectionBar(page)).toHaveCount(0);
});

test("a link selects a row far down, in the order that it asks for", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(3_000));
  const name = numberedName(1_500);
  await signIn(`/browse/many?sort=name&order=desc&select=${encodeURIComponent(name)}`);
  await expect(statusBar(page)).toContainText("3,000 items");
  await expect(row(page, name)).toBeInViewport();
  await expect(row(page, name)).toHaveAttribute("aria-selected", "true");
  await expect.poll(() => search(page.url())).toContain("sort=name&order=desc&select=");
});

test("a link to what is no longer there opens the folder all the same", async ({ signIn, page }) => {
  await signIn("/?select=gone.txt");
  await expectNames(page, ["Photos", "a.txt", "b & c.txt", "c.txt"]);
  await expect(selectionBar(page)).toHaveCount(0);
});

test("the address has the order that somebody chooses", async ({ signIn, page }) => {
  await signIn();
  await list(page).getByRole("button", { name: "Size" }).click();
  await expect.poll(() => search(page.url())).toBe("?sort=size&order=desc");
  await goToList(page);
  await page.reload();
  await expect(list(page).getByRole("columnheader", { name: "Size" })).toHaveAttribute("aria-sort", "descending");
});

test("shortcuts of a single key can be turned off, and are then left alone", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  await page.keyboard.press("?");
  const table = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await table.getByRole("checkbox", { name: /^Single-key shortcuts/ }).uncheck();
  await table.getByRole("button", { name: "Close" }).click();
  for (const off of [true, false]) {
    await page.reload();
    await goToList(page);
    await row(page, "Photos").focus();
    await page.keyboard.press("c");
    await expect(row(page, off ? "Photos" : "c.txt")).toBeFocused();
    await page.keyboard.press("?");
    if (off) {
      await expect(table).toHaveCount(0);
      await page.keyboard.press("/");
      await expect(row(page, "Photos")).toBeFocused();
      await page.keyboard.press("F2");
      await expect(page.getByRole("textbox", { name: "New name" }), "keys that are no signs still act").toBeFocused();
      await page.keyboard.press("Escape");
      await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
      await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
      await table.getByRole("checkbox", { name: /^Single-key shortcuts/ }).check();
      await table.getByRole("button", { name: "Close" }).click();
    } else {
      await expect(table).toBeVisible();
    }
  }
});
