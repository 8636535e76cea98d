// What people do to entries is a part of the page; these tests have it come late (frontend/src/state/deeds.rs).
import type { Page } from "@playwright/test";

import { DEEDS } from "../fixtures/complaints.ts";
import { chooseInTopMenu, enterCredential, expectNames, holdBack, nameLink, notice, row, toast } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const remove = async (page: Page, name: string): Promise<void> => {
  await row(page, name).focus();
  await page.keyboard.press("Delete");
};

test.beforeEach(({ uploads }) => uploads.writeAll("a.txt", "b.txt", "c.txt"));

test("what is deleted before it is there is what was meant then", async ({ page, signIn, uploads }) => {
  const held = await holdBack(page, DEEDS);
  await signIn();
  await remove(page, "a.txt");
  await expect.poll(() => held.asked).toBe(1);
  await row(page, "b.txt").click();
  await expectNames(page, ["a.txt", "b.txt", "c.txt"]);
  held.letGo();
  await expectNames(page, ["b.txt", "c.txt"]);
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  expect(await uploads.names()).toEqual(["b.txt", "c.txt"]);
  expect(held.asked).toBe(1);
});

test("what is taken back before it is there is back in the end", async ({ page, signIn, uploads }) => {
  const held = await holdBack(page, DEEDS);
  await signIn();
  await remove(page, "a.txt");
  await remove(page, "b.txt");
  await page.keyboard.press("Control+z");
  held.letGo();
  await expectNames(page, ["b.txt", "c.txt"]);
  await expect.poll(() => uploads.names()).toEqual(["b.txt", "c.txt"]);
});

test("who signs out before it is there has done nothing", async ({ page, signIn, uploads }) => {
  const held = await holdBack(page, DEEDS);
  await signIn();
  await remove(page, "a.txt");
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(page.getByLabel("Token or code")).toBeVisible();
  await enterCredential(page);
  await expectNames(page, ["a.txt", "b.txt", "c.txt"]);
  held.letGo();
  await remove(page, "b.txt");
  await expectNames(page, ["a.txt", "c.txt"]);
  await expect.poll(() => uploads.names()).toEqual(["a.txt", "c.txt"]);
});

test("Escape gives up what waits for it, and nothing else", async ({ page, signIn, uploads }) => {
  const held = await holdBack(page, DEEDS);
  await signIn();
  await row(page, "a.txt").click();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  await expect(row(page, "a.txt"), "it is still selected").toHaveAttribute("aria-selected", "true");
  await row(page, "b.txt").click();
  await page.keyboard.press("Delete");
  held.letGo();
  await expectNames(page, ["a.txt", "c.txt"]);
  await expect.poll(() => uploads.names()).toEqual(["a.txt", "c.txt"]);
});

test("what is asked for twice before it is there is done once, and where it was asked for", async ({ page, signIn, uploads }) => {
  await uploads.writeAll("Photos/beach.jpg");
  const held = await holdBack(page, DEEDS);
  await signIn();
  await remove(page, "a.txt");
  await page.keyboard.press("Delete");
  await nameLink(page, "Photos").click();
  await expectNames(page, ["beach.jpg"]);
  held.letGo();
  await expect(toast(page)).toHaveText("“a.txt” was moved to the trash.");
  await expectNames(page, ["beach.jpg"]);
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toContainText("“a.txt” is back");
  await expect.poll(() => uploads.names()).toEqual(["Photos", "a.txt", "b.txt", "c.txt"]);
});

test("where it cannot be loaded, that is told, and it is done at the next try", async ({ page, signIn, uploads, complaints }) => {
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, DEEDS);
  await page.route(DEEDS, (route) => route.abort());
  await signIn();
  await remove(page, "a.txt");
  await expect(notice(page)).toContainText("Nothing was done. Holdall can't be reached, or it was updated.");
  await expectNames(page, ["a.txt", "b.txt", "c.txt"]);
  await page.unroute(DEEDS);
  await remove(page, "a.txt");
  await expectNames(page, ["b.txt", "c.txt"]);
  await expect(notice(page)).toHaveCount(0);
  expect(await uploads.names()).toEqual(["b.txt", "c.txt"]);
});
