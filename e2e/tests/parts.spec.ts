// Parts of the page are loaded when they are first needed (frontend/src/cuts.rs).
import type { Page } from "@playwright/test";

import { PART } from "../fixtures/complaints.ts";
import {
  dialog,
  expectNames,
  expectTiles,
  nameLink,
  notice,
  showAs,
  stage,
  statusBar,
  tray,
  trashList,
  upload,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const NOT_LOADED = "This part of the page could not be loaded";

/** Breaks the connection of whoever asks for a part. */
async function withhold(page: Page): Promise<void> {
  await page.route(PART, (route) => route.abort());
}

test.beforeEach(({ complaints }) => {
  complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, PART);
});

test("the list needs none of them, and a dialog that cannot be loaded is there at the next try", async ({
  page,
  signIn,
  uploads,
}) => {
  await uploads.write("a.txt", "a");
  await withhold(page);
  await signIn();
  await expectNames(page, ["a.txt"]);

  await page.keyboard.press("?");
  await expect(dialog(page, NOT_LOADED)).toBeVisible();
  await page.unroute(PART);
  await dialog(page, NOT_LOADED).getByRole("button", { name: "Try again" }).click();
  await expect(dialog(page, "Keyboard shortcuts")).toBeVisible();
  await expect(dialog(page, NOT_LOADED)).toHaveCount(0);
});

test("the grid that cannot be loaded is there at the next try, or the list instead", async ({ page, signIn, uploads }) => {
  await uploads.write("a.txt", "a");
  await withhold(page);
  await signIn("/?view=grid");
  const failed = page.getByRole("main").getByRole("alert");
  await expect(failed).toContainText(NOT_LOADED);
  await showAs(page, "List");
  await expectNames(page, ["a.txt"]);
  await showAs(page, "Grid");
  await expect(failed).toContainText(NOT_LOADED);
  await page.unroute(PART);
  await failed.getByRole("button", { name: "Try again" }).click();
  await expectTiles(page, ["a.txt"]);
});

test("a preview that cannot be loaded can be given up, and is there at the next try", async ({ page, signIn, uploads }) => {
  await uploads.write("a.txt", "This is a.txt.");
  await withhold(page);
  await signIn();
  for (const way of ["Escape", "Cancel", "Try again"]) {
    await nameLink(page, "a.txt").click();
    await expect(dialog(page, NOT_LOADED)).toBeVisible();
    if (way === "Try again") await page.unroute(PART);
    if (way === "Escape") await page.keyboard.press("Escape");
    else await dialog(page, NOT_LOADED).getByRole("button", { name: way }).click();
    await expect(dialog(page, NOT_LOADED)).toHaveCount(0);
    if (way !== "Try again") await expect.poll(() => page.url()).not.toContain("preview");
  }
  await expect(stage(page, "a.txt")).toContainText("This is a.txt.");
});

test("the trash that cannot be loaded is there at the next try", async ({ page, signIn, uploads }) => {
  await uploads.write("a.txt", "a");
  await withhold(page);
  await signIn();
  await statusBar(page).getByRole("link", { name: /^Trash/ }).click();
  const failed = page.getByRole("main").getByRole("alert");
  await expect(failed).toContainText(NOT_LOADED);
  await page.unroute(PART);
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toHaveCount(0);
  await expect(trashList(page).or(page.getByRole("heading", { name: "The trash is empty" }))).toBeVisible();
});

test("signing in that cannot be loaded is there at the next try", async ({ page, server }) => {
  await withhold(page);
  await page.goto(server.origin);
  await expect(page.getByRole("alert")).toContainText(NOT_LOADED);
  await page.unroute(PART);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Token or code")).toBeFocused();
});

test("files that cannot be added are told, and added at the next try", async ({ page, signIn, own, uploads }) => {
  await own.writeAll("a.txt", "b.txt");
  await withhold(page);
  await signIn();
  for (const name of ["a.txt", "b.txt"]) {
    await upload(page, own.at(name));
    await expect(notice(page)).toContainText("The files could not be added.");
  }
  await expect(tray(page)).toBeHidden();
  await expect(page.getByRole("main").getByRole("status"), "nothing pretends to be added").toHaveCount(0);
  expect(await uploads.names()).toEqual([]);
  await page.unroute(PART);
  await notice(page).getByRole("button", { name: "Try again" }).click();
  await expectNames(page, ["a.txt", "b.txt"]);
  await expect(notice(page)).toHaveCount(0);
  await expect(tray(page)).toContainText("files uploaded");
});

test("a question that cannot be loaded is given up, and what is added next is added", async ({ page, signIn, own, uploads }) => {
  await uploads.write("taken.txt", "it was here first");
  await own.writeAll("taken.txt", "new.txt");
  const DIALOGS = /\/holdall-dialogs-[0-9a-f]{16}\.wasm$/;
  await page.route(DIALOGS, (route) => route.abort());
  await signIn();
  await upload(page, own.at("taken.txt"));
  await dialog(page, NOT_LOADED).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page, NOT_LOADED)).toHaveCount(0);
  await upload(page, own.at("new.txt"));
  await expectNames(page, ["new.txt", "taken.txt"]);
  await page.unroute(DIALOGS);
  await upload(page, own.at("taken.txt"));
  await dialog(page, "“taken.txt” is already here").getByRole("button", { name: "Upload 1 file" }).click();
  await expectNames(page, ["new.txt", "taken (2).txt", "taken.txt"]);
  expect(await uploads.read("taken.txt")).toBe("it was here first");
});
