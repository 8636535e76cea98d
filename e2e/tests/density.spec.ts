import type { Page } from "@playwright/test";
import { chooseInTopMenu, expectNames, openTrash, row } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** How high rows are: lower where somebody wants to see more, never lower than a finger needs. */

const NAMES = ["Photos", "a.txt", "b.txt"];

test.beforeEach(({ uploads }) => uploads.writeAll("Photos/beach.jpg", "a.txt", "b.txt"));

async function heightOf(page: Page, name: string): Promise<number> {
  return (await row(page, name).boundingBox())?.height ?? 0;
}

test("compact rows are 32 px high, in this browser, until it is changed", async ({ signedInPage: page }) => {
  await expectNames(page, NAMES);
  expect(await heightOf(page, "a.txt")).toBe(40);
  await chooseInTopMenu(page, "menuitemradio", "Compact");
  await expect.poll(() => heightOf(page, "a.txt")).toBe(32);
  const [first, second] = [(await row(page, "a.txt").boundingBox())!, (await row(page, "b.txt").boundingBox())!];
  expect(second.y - first.y, "one below the other").toBe(32);
  await page.reload();
  await expect.poll(() => heightOf(page, "b.txt")).toBe(32);
  await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Compact" })).toHaveAttribute("aria-checked", "true");
  await page.getByRole("menuitemradio", { name: "Comfortable" }).click();
  await expect.poll(() => heightOf(page, "a.txt")).toBe(40);
});

test("nothing in a compact row is higher than it, also while it is renamed", async ({ signedInPage: page }) => {
  await chooseInTopMenu(page, "menuitemradio", "Compact");
  await expect.poll(() => heightOf(page, "a.txt")).toBe(32);
  await row(page, "a.txt").hover();
  await row(page, "a.txt").focus();
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "New name" })).toBeFocused();
  const heights = await row(page, "a.txt").evaluate((row) =>
    [...row.querySelectorAll("a, button, input, svg")].map((part) => part.getBoundingClientRect().height),
  );
  expect(Math.max(...heights)).toBeLessThanOrEqual(32);
  // A target has 24 px at least (WCAG 2.2, 2.5.8).
  for (const button of await row(page, "b.txt").getByRole("button").all()) {
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(24);
  }
});

test("the trash has the same rows", async ({ signedInPage: page }) => {
  await chooseInTopMenu(page, "menuitemradio", "Compact");
  await row(page, "a.txt").focus();
  await page.keyboard.press("Delete");
  await openTrash(page);
  const trashed = page.getByRole("row", { name: /^a\.txt, from/ });
  await expect.poll(async () => (await trashed.boundingBox())?.height).toBe(32);
});

test.describe("where a finger points", () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });

  test("rows are as high as it needs, and there is no such choice", async ({ signedInPage: page }) => {
    await expectNames(page, NAMES);
    await page.evaluate(() => localStorage.setItem("holdall.preferences", '{"density":"compact"}'));
    await page.reload();
    await expect.poll(() => heightOf(page, "a.txt")).toBe(56);
    await page.getByRole("banner").getByRole("button", { name: "Menu" }).tap();
    await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeVisible();
    await expect(page.getByRole("menuitemradio", { name: "Compact" })).toHaveCount(0);
  });
});
