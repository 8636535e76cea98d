import type { Page } from "@playwright/test";
import { chooseInTopMenu } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** The page's background as the eye sees it: dark or light. */
async function isDark(page: Page): Promise<boolean> {
  const [red, green, blue] = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  });
  return (red + green + blue) / 3 < 128;
}

test("the theme is switched in the menu and kept over a reload", async ({ signedInPage: page }) => {
  expect(await isDark(page)).toBe(false);
  await chooseInTopMenu(page, "menuitemradio", "Dark");
  await expect.poll(() => isDark(page)).toBe(true);
  await page.reload();
  await expect(page.getByRole("button", { name: "Menu" })).toBeVisible();
  expect(await isDark(page)).toBe(true);
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toHaveAttribute("aria-checked", "true");
  await page.getByRole("menuitemradio", { name: "System" }).click();
  await expect.poll(() => isDark(page)).toBe(false);
});

test("without a choice, the page follows the system", async ({ signedInPage: page }) => {
  expect(await isDark(page)).toBe(false);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => isDark(page)).toBe(true);
});

test("a choice wins over the system", async ({ signedInPage: page }) => {
  await chooseInTopMenu(page, "menuitemradio", "Light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => isDark(page)).toBe(false);
});
