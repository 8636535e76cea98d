// The preview as a place: how it is opened and closed, its address, its way from file to file.
import { symlink, unlink } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { status } from "../fixtures/complaints.ts";
import {
  chooseInMenu,
  details,
  dialog,
  enterCredential,
  expectNames,
  goToList,
  list,
  nameLink,
  pressInPreview,
  preview,
  row,
  selectionBar,
  settled,
  stage,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, numberedName } from "../fixtures/window.ts";

const search = (page: Page) => new URL(page.url()).search;
const anyPreview = (page: Page) => page.getByRole("dialog");

/** Waits until the preview shows a text file, and at which place of the list that is. */
async function expectPreview(page: Page, name: string, position: string): Promise<void> {
  await expect(preview(page, name)).toContainText(position);
  await expect(stage(page, name)).toContainText(`This is ${name}.`);
  await expect(page).toHaveTitle(`${name} – Holdall`);
}

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b & c.txt", "c.txt", "d.txt", "Photos/beach.txt");
});

test("it opens by name, by key, by menu and by a double click, and the focus comes back to the row", async ({ signIn, page }) => {
  await signIn();
  const ways = [
    () => nameLink(page, "c.txt").click(),
    async () => {
      await row(page, "c.txt").focus();
      await page.keyboard.press("Enter");
    },
    () => chooseInMenu(page, "c.txt", "Open"),
    () => row(page, "c.txt").getByRole("time").dblclick(),
  ];
  const ends = [
    () => page.keyboard.press("Escape"),
    () => pressInPreview(page, "Close preview"),
    () => page.goBack(),
    () => page.keyboard.press("Escape"),
  ];
  for (const [at, open] of ways.entries()) {
    await open();
    await expectPreview(page, "c.txt", "3 of 4");
    await expect(stage(page, "c.txt")).toBeFocused();
    await ends[at]?.();
    await expect(anyPreview(page)).toHaveCount(0);
    await expect(row(page, "c.txt")).toBeFocused();
    await expect(page).toHaveTitle("Files – Holdall");
    await expect.poll(() => search(page)).not.toContain("preview");
  }
});

test("its address opens it, and back and forward close and open it", async ({ signIn, page }) => {
  await signIn("/browse/Photos");
  await expectNames(page, ["beach.txt"]);
  await page.goto("/");
  await nameLink(page, "b & c.txt").click();
  await expectPreview(page, "b & c.txt", "2 of 4");
  expect(search(page)).toContain("preview=b%20%26%20c.txt");
  await page.reload();
  await expectPreview(page, "b & c.txt", "2 of 4");
  await page.goBack();
  await expect(anyPreview(page)).toHaveCount(0);
  await expectNames(page, ["Photos", "a.txt", "b & c.txt", "c.txt", "d.txt"]);
  await page.goForward();
  await expectPreview(page, "b & c.txt", "2 of 4");
  await page.keyboard.press("Escape");
  await expect(anyPreview(page)).toHaveCount(0);
  await page.goBack();
  await expectNames(page, ["beach.txt"]);
});

test("a link from elsewhere opens it; closing it leaves the list in its place", async ({ signIn, page }) => {
  await signIn();
  const entries = () => page.evaluate(() => history.length);
  await page.goto("/browse/Photos?preview=beach.txt");
  await expect(stage(page, "beach.txt")).toContainText("This is Photos/beach.txt.");
  const before = await entries();
  await page.keyboard.press("Escape");
  await expect(row(page, "beach.txt")).toBeFocused();
  expect(search(page)).toBe("");
  expect(await entries(), "no entry was added").toBe(before);
});

test("arrows and buttons go from file to file in the order of the list, over folders and links", async ({ signIn, uploads, page }) => {
  await symlink("a.txt", uploads.at("bb.txt"));
  await signIn("/?sort=name&order=desc");
  await expect(list(page).getByRole("row")).toHaveCount(7);
  await nameLink(page, "d.txt").click();
  await expectPreview(page, "d.txt", "1 of 4");
  await expect(preview(page, "d.txt").getByRole("button", { name: "Previous file" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "c.txt", "2 of 4");
  await expect(preview(page, "c.txt").getByRole("status")).toHaveText("c.txt, 2 of 4");
  await pressInPreview(page, "Next file");
  await expectPreview(page, "b & c.txt", "3 of 4");
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "a.txt", "4 of 4");
  await expect(preview(page, "a.txt").getByRole("button", { name: "Next file" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("ArrowRight");
  await expect(preview(page, "a.txt").getByRole("status")).toHaveText("This is the last file.");
  await page.keyboard.press("ArrowLeft");
  await expectPreview(page, "b & c.txt", "3 of 4");
  await page.goBack();
  await expect(anyPreview(page), "one step back is all the way back").toHaveCount(0);
  await expect(row(page, "b & c.txt")).toBeFocused();
  expect(search(page)).toContain("sort=name&order=desc");
});

test("the focus is not lost with what had it", async ({ signIn, uploads, page }) => {
  await uploads.write("a.log", "a line\n".repeat(50_000));
  await signIn("/?preview=a.log");
  await stage(page, "a.log").getByRole("link", { name: "Download" }).focus();
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "a.txt", "2 of 5");
  await expect(stage(page, "a.txt")).toBeFocused();
  await uploads.write("a.txt", "This is a.txt. It is longer now.");
  await pressInPreview(page, "Show it anew");
  await expect(stage(page, "a.txt")).toContainText("longer now");
  await expect(stage(page, "a.txt")).toBeFocused();
});

test("what is selected alone goes along, a selection of several stays", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  await row(page, "a.txt").getByRole("time").click();
  await page.keyboard.press("Enter");
  await expectPreview(page, "a.txt", "1 of 4");
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "b & c.txt", "2 of 4");
  await page.keyboard.press("Escape");
  await expect(row(page, "b & c.txt")).toBeFocused();
  await expect(row(page, "b & c.txt")).toHaveAttribute("aria-selected", "true");
  await expect(selectionBar(page)).toContainText("1 selected");
  await expect.poll(() => search(page)).toBe("?select=b%20%26%20c.txt");

  await row(page, "d.txt").getByRole("checkbox").check();
  await nameLink(page, "a.txt").click();
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "b & c.txt", "2 of 4");
  await page.keyboard.press("Escape");
  await expect(selectionBar(page)).toContainText("2 selected");
  await expect(row(page, "a.txt")).toHaveAttribute("aria-selected", "false");
});

test("it goes on to files that the list has not loaded", async ({ signIn, uploads, page }) => {
  uploads.fill("many", numbered(3_000));
  const name = numberedName(1_500);
  await signIn(`/browse/many?preview=${name}`);
  await expect(preview(page, name)).toContainText("1,501 of 3,000 items");
  for (let at = 1_501; at <= 1_503; at++) {
    await page.keyboard.press("ArrowRight");
    await expect(preview(page, numberedName(at))).toContainText(`${at + 1}`.replace("1", "1,"));
  }
  await page.keyboard.press("Escape");
  await expect(row(page, numberedName(1_503))).toBeFocused();
  await expect(row(page, numberedName(1_503))).toBeInViewport();
});

test("it shows what was found in other folders", async ({ signIn, page }) => {
  await signIn("/?search=beach");
  await list(page).getByRole("link", { name: "beach.txt", exact: true }).click();
  await expect(stage(page, "beach.txt")).toContainText("This is Photos/beach.txt.");
  expect(search(page)).toContain("preview=%2FPhotos%2Fbeach.txt");
  await page.reload();
  await expect(stage(page, "beach.txt")).toContainText("This is Photos/beach.txt.");
  await page.keyboard.press("Escape");
  await expect(anyPreview(page)).toHaveCount(0);
  expect(search(page)).toContain("search=beach");
});

test("all but a plain click is the browser's own", async ({ signIn, page }) => {
  await signIn();
  await expect(nameLink(page, "a.txt")).toHaveAttribute("href", "/files/a.txt");
  const coming = page.waitForEvent("download");
  await nameLink(page, "a.txt").click({ modifiers: ["ControlOrMeta"] });
  expect((await coming).suggestedFilename()).toBe("a.txt");
  await expect(anyPreview(page)).toHaveCount(0);
  expect(search(page)).not.toContain("preview");
});

test("its buttons download the file and lead to its details", async ({ signIn, uploads, page }) => {
  await signIn();
  await nameLink(page, "a.txt").click();
  const coming = page.waitForEvent("download");
  await preview(page, "a.txt").getByRole("link", { name: "Download" }).click();
  expect((await coming).suggestedFilename()).toBe("a.txt");
  expect(await uploads.read("a.txt")).toBe("This is a.txt.\n");
  await pressInPreview(page, "Details");
  await expect(anyPreview(page)).toHaveCount(0);
  await expect(details(page)).toContainText("a.txt");
});

test("the whole of it is reached and left by the keyboard, and nothing beneath is", async ({ signIn, page }) => {
  await signIn();
  await goToList(page);
  await row(page, "a.txt").focus();
  await page.keyboard.press("Enter");
  await expectPreview(page, "a.txt", "1 of 4");
  const seen = new Set<string>();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    expect(await focused.evaluate((element) => element.closest("dialog") !== null), "inside the preview").toBe(true);
    seen.add((await focused.getAttribute("aria-label")) ?? "");
  }
  expect([...seen].sort()).toEqual(["Close preview", "Details", "Download", "Next file", "Previous file", "a.txt"]);
  await page.keyboard.press("?");
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog"), "no key reaches the list").toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(row(page, "a.txt")).toBeFocused();
});

test("a file that changes or goes while it is shown is told, and what is shown stays", async ({
  signIn,
  uploads,
  page,
  complaints,
}) => {
  complaints.expectNetworkError(status(404), /\/api\/entries\/b%20%26%20c\.txt$/);
  await signIn();
  await settled(page, "b & c.txt".replaceAll(" ", "%20").replace("&", "%26"));
  await nameLink(page, "b & c.txt").click();
  await expectPreview(page, "b & c.txt", "2 of 4");
  await uploads.write("b & c.txt", "This is another text.");
  await expect(preview(page, "b & c.txt")).toContainText("“b & c.txt” has changed since it was opened.");
  await expect(stage(page, "b & c.txt")).toContainText("This is b & c.txt.");
  await pressInPreview(page, "Show it anew");
  await expect(stage(page, "b & c.txt")).toContainText("This is another text.");
  await expect(preview(page, "b & c.txt")).not.toContainText("has changed");
  await unlink(uploads.at("b & c.txt"));
  await expect(preview(page, "b & c.txt")).toContainText("“b & c.txt” is no longer here. It may have been moved or deleted.");
  await expect(stage(page, "b & c.txt")).toContainText("This is another text.");
  await page.keyboard.press("ArrowRight");
  await expectPreview(page, "c.txt", "2 of 3");
});

test("a link to a file that is not there says so", async ({ signIn, page, complaints }) => {
  complaints.expectNetworkError(status(404), /\/api\/entries\/gone.txt$/);
  await signIn("/?preview=gone.txt");
  await expect(stage(page, "gone.txt").getByRole("alert")).toContainText(
    "“gone.txt” is no longer here. It may have been moved or deleted.",
  );
  await pressInPreview(page, "Close preview");
  await expectNames(page, ["Photos", "a.txt", "b & c.txt", "c.txt", "d.txt"]);
});

test("without the server it says so, and goes on when it is back", async ({ signIn, page, context, complaints }) => {
  complaints.expectNetworkError(/net::ERR_INTERNET_DISCONNECTED/, /./);
  await signIn();
  await nameLink(page, "a.txt").click();
  await expectPreview(page, "a.txt", "1 of 4");
  await context.setOffline(true);
  await page.keyboard.press("ArrowRight");
  await expect(stage(page, "b & c.txt").getByRole("alert")).toContainText("Holdall can't be reached.");
  await context.setOffline(false);
  await expectPreview(page, "b & c.txt", "2 of 4");
});

test("a session that ends meanwhile is begun again in its place", async ({ signIn, page, endSession, complaints }) => {
  complaints.expectNetworkError(status(401), /\/(api|files)\//);
  await signIn();
  await nameLink(page, "a.txt").click();
  await expectPreview(page, "a.txt", "1 of 4");
  await endSession();
  await page.keyboard.press("ArrowRight");
  await expect(stage(page, "b & c.txt").getByRole("alert")).toContainText("Please sign in again.");
  await stage(page, "b & c.txt").getByRole("button", { name: "Sign in" }).click();
  await enterCredential(dialog(page, "Sign in"));
  await expectPreview(page, "b & c.txt", "2 of 4");
  await page.keyboard.press("Escape");
  await expect(row(page, "b & c.txt")).toBeFocused();
});

test.describe("with --public-read", () => {
  test.use({ serverArgs: ["--public-read"] });

  test("guests look at files, too", async ({ page }) => {
    await page.goto("/?preview=a.txt");
    await expectPreview(page, "a.txt", "1 of 4");
  });
});
