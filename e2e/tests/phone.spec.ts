import type { Page } from "@playwright/test";
import { noise } from "../fixtures/disk.ts";
import {
  details,
  dialog,
  expectNames,
  expectTrashed,
  notice,
  preview,
  row,
  selectionBar,
  slowDown,
  stage,
  toast,
  trashedRow,
  tray,
  upload,
} from "../fixtures/holdall.ts";
import { png } from "../fixtures/media.ts";
import { expect, test } from "../fixtures/test.ts";

const LONG = "Minutes of the extraordinarily long meeting about the length of names in lists, final version.pdf";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** No part of the page is wider than the screen. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "the page's width").toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  const reach = await page.evaluate(() => {
    const edges = [...document.body.querySelectorAll("*")].map((element) => {
      const box = element.getBoundingClientRect();
      const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1;
      return isSeen ? box.right : 0;
    });
    return Math.max(...edges);
  });
  expect(reach, "the rightmost edge").toBeLessThanOrEqual((page.viewportSize()?.width ?? 0) + 1);
}

const bottomBar = (page: Page) => page.getByRole("navigation", { name: "Actions" });

test("a thumb uploads, opens a folder and deletes", async ({ signIn, uploads, own }) => {
  await uploads.writeAll("Photos/beach.jpg", "notes.txt");
  const page = await signIn();
  await expectNames(page, ["Photos", "notes.txt"]);
  await expectNoSidewaysScroll(page);

  const chooser = page.waitForEvent("filechooser");
  await bottomBar(page).getByRole("button", { name: "Upload" }).tap();
  await own.write("song.mp3", noise(200_000));
  await (await chooser).setFiles(own.at("song.mp3"));
  await expect(tray(page)).toContainText("1 file uploaded");
  await expectNames(page, ["Photos", "notes.txt", "song.mp3"]);
  await expectNoSidewaysScroll(page);
  expect(await uploads.sha256("song.mp3")).toBe(await own.sha256("song.mp3"));
  await tray(page).getByRole("button", { name: "Close uploads" }).tap();

  await row(page, "Photos").tap();
  await expectNames(page, ["beach.jpg"]);
  await expect(page).toHaveTitle("Photos – Holdall");
  await expect(page.getByRole("banner"), "the bar says where one is").toContainText("Photos");
  await page.getByRole("link", { name: "Parent folder" }).tap();
  await expectNames(page, ["Photos", "notes.txt", "song.mp3"]);

  await row(page, "song.mp3").getByRole("button", { name: "Actions for song.mp3" }).tap();
  await expectNoSidewaysScroll(page);
  await page.getByRole("menu", { name: "Actions for song.mp3" }).getByRole("menuitem", { name: "Delete" }).tap();
  await expectNames(page, ["Photos", "notes.txt"]);
  await expect(toast(page)).toHaveText("“song.mp3” was moved to the trash.");
  await expect(page.getByRole("button", { name: "Undo" })).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
  expect(await uploads.names()).toEqual(["Photos", "notes.txt"]);
  await page.getByRole("button", { name: "Undo" }).tap();
  await expectNames(page, ["Photos", "notes.txt", "song.mp3"]);
  expect(await uploads.sha256("song.mp3")).toBe(await own.sha256("song.mp3"));
});

for (const language of ["en", "de"]) {
  test(`the bar at the foot has its words in one line each (${language})`, async ({ signIn, uploads }) => {
    await uploads.writeAll("a.txt");
    const page = await signIn(`/?lang=${language}`);
    const buttons = page.getByRole("navigation").last().getByRole("button");
    await expect(buttons).toHaveCount(3);
    for (const button of await buttons.all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
      expect((await button.boundingBox())!.height).toBeLessThan(50);
    }
    const [whole, seen] = await page.evaluate(() => [document.scrollingElement!.scrollHeight, innerHeight]);
    expect(whole, "the page itself does not scroll").toBe(seen);
  });
}

test("a thumb finds the trash under More, and puts back from there", async ({ signIn, uploads }) => {
  await uploads.writeAll("All of Norway in 2024/beach.jpg", "All of Norway in 2024/hill.jpg");
  const page = await signIn("/browse/All%20of%20Norway%20in%202024");
  await row(page, "beach.jpg").getByRole("button", { name: "Actions for beach.jpg" }).tap();
  await page.getByRole("menuitem", { name: "Delete" }).tap();
  await expect(toast(page)).toHaveText("“beach.jpg” was moved to the trash.");
  await bottomBar(page).getByRole("button", { name: "More" }).tap();
  await page.getByRole("menu", { name: "More" }).getByRole("menuitem", { name: "Trash (1)" }).tap();
  await expectTrashed(page, ["beach.jpg"]);
  await expect(page.getByRole("banner")).toContainText("Trash");
  await expectNoSidewaysScroll(page);
  await trashedRow(page, "beach.jpg").tap({ position: { x: 150, y: 30 } });
  await expect(selectionBar(page)).toContainText("1 selected");
  await expectNoSidewaysScroll(page);
  const meta = trashedRow(page, "beach.jpg").getByText(/^ · /);
  expect((await meta.boundingBox())!.height, "folder, time and size are one line").toBeLessThan(30);
  for (const name of ["Restore", "Delete for good", "Clear"]) {
    await expect(selectionBar(page).getByRole("button", { name })).toBeInViewport({ ratio: 1 });
  }
  await selectionBar(page).getByRole("button", { name: "Restore" }).tap();
  await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Back to the files" }).tap();
  await expectNames(page, ["beach.jpg", "hill.jpg"]);
  expect(await uploads.read("All of Norway in 2024/beach.jpg")).toBe("This is All of Norway in 2024/beach.jpg.\n");
});

test("a tap anywhere on the row of a file opens its preview", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  const box = await row(page, "a.txt").boundingBox();
  if (!box) throw new Error("the row is not there");
  await row(page, "a.txt").tap({ position: { x: box.width - 90, y: box.height / 2 } });
  await expect(stage(page, "a.txt")).toContainText("This is a.txt.");
});

test("a finger goes from file to file, and what is shown is no wider than the screen", async ({ signIn, uploads }) => {
  await uploads.write("1.txt", "wide ".repeat(400) + "w".repeat(400));
  await uploads.write(LONG.replace(".pdf", ".png"), png(2_000, 300));
  const page = await signIn("/?preview=1.txt");
  const touch = await page.context().newCDPSession(page);
  const swipe = async (from: number, to: number) => {
    const at = (x: number) => [{ x, y: 400 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at((from + to) / 2) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
    // What a hand does, in a hand's time: a finger that leaves while it moves flings, and browsers take the next tap for what stops that.
    await page.waitForTimeout(150);
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await expect(stage(page, "1.txt")).toContainText("wide wide");
    await expectNoSidewaysScroll(page);
    await swipe(300, 100);
    const picture = LONG.replace(".pdf", ".png");
    await expect(preview(page, picture).getByRole("button", { name: "Actual size" })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
    for (const name of ["Previous file", "Next file", "Close preview"]) {
      await expect(preview(page, picture).getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
    await preview(page, picture).getByRole("button", { name: "Previous file" }).tap();
  }
  await expect(stage(page, "1.txt")).toContainText("wide wide");
  await preview(page, "1.txt").getByRole("button", { name: "Close preview" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a long press selects, further taps add to it", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt");
  const page = await signIn();
  const box = await row(page, "a.txt").boundingBox();
  if (!box) throw new Error("the row is not there");
  const touch = await page.context().newCDPSession(page);
  const point = { x: box.x + box.width - 100, y: box.y + box.height / 2 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  const bar = selectionBar(page);
  await expect(bar).toContainText("1 selected");
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await row(page, "c.txt").tap({ position: { x: 150, y: 50 } });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Clear" }).tap();
  await expect(bar).toBeHidden();
});

test("a selection is moved by a sheet at the foot", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "Photos/2024/x.jpg");
  const page = await signIn();
  await row(page, "a.txt").focus();
  await page.keyboard.press("Space");
  const bar = selectionBar(page);
  await expect(bar.getByRole("button", { name: "Move…" }), "there is no room for it").toBeHidden();
  await bar.getByRole("button", { name: "More" }).tap();
  await page.getByRole("menu", { name: "More for the selection" }).getByRole("menuitem", { name: "Move…" }).tap();
  const sheet = page.getByRole("dialog", { name: "Move “a.txt” to “Files”" });
  await expect(sheet).toBeVisible();
  await page.getByRole("treeitem", { name: "Photos" }).tap();
  const button = page.getByRole("dialog").getByRole("button", { name: "Move here" });
  await expect(button).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
  await button.tap();
  await expectNames(page, ["Photos", "b.txt"]);
  expect(await uploads.names("Photos")).toEqual(["2024", "a.txt"]);
});

test("More makes folders, sorts and shows hidden files", async ({ signIn, uploads }) => {
  await uploads.write("small.txt", "x");
  await uploads.write("large.txt", "x".repeat(5_000));
  await uploads.write(".hidden", "x");
  const page = await signIn();
  const choose = async (role: "menuitem" | "menuitemradio" | "menuitemcheckbox", name: string) => {
    await bottomBar(page).getByRole("button", { name: "More" }).tap();
    await page.getByRole("menu", { name: "More" }).getByRole(role, { name }).tap();
  };
  await expectNames(page, ["large.txt", "small.txt"]);
  await choose("menuitemradio", "Size");
  await choose("menuitemradio", "Size");
  await expectNames(page, ["small.txt", "large.txt"]);
  await choose("menuitemcheckbox", "Show hidden files");
  await expectNames(page, [".hidden", "small.txt", "large.txt"]);
  await choose("menuitem", "New folder");
  await dialog(page, "New folder").getByLabel("Name").fill("Photos");
  await dialog(page, "New folder").getByRole("button", { name: "Create" }).tap();
  await expectNames(page, ["Photos", ".hidden", "small.txt", "large.txt"]);
  expect(await uploads.has("Photos")).toBe(true);
});

test("what a thumb has to hit is large enough", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "Photos/x");
  const page = await signIn();
  await expectNames(page, ["Photos", "a.txt"]);
  const targets = [
    ...(await page.getByRole("button").all()),
    ...(await page.getByRole("row").filter({ visible: true }).all()),
  ];
  for (const target of targets) {
    const box = await target.boundingBox();
    if (!box || !(await target.isVisible())) continue;
    const what = await target.evaluate((element) => element.outerHTML.slice(0, 100));
    expect(Math.min(box.width, box.height), what).toBeGreaterThanOrEqual(44);
  }
});

test.describe("at 320 px", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("nothing is cut and nothing scrolls sideways", async ({ signIn, uploads, own }) => {
    await uploads.writeAll(LONG, "A folder with a name that is rather long for such a small screen/x", "a.txt");
    const page = await signIn();
    await expect(row(page, LONG)).toBeVisible();
    await expectNoSidewaysScroll(page);

    await slowDown(page, 100_000);
    await own.write(`Copy of ${LONG}`, noise(20_000_000));
    await upload(page, own.at(`Copy of ${LONG}`));
    await expect(tray(page).getByRole("progressbar").first()).toBeVisible();
    await expectNoSidewaysScroll(page);

    await row(page, LONG).getByRole("button", { name: "Actions for" }).tap();
    await expectNoSidewaysScroll(page);
    await page.getByRole("menuitem", { name: "Delete" }).tap();
    await expect(page.getByRole("button", { name: "Undo" })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
    const unfold = tray(page).getByRole("button", { name: "Show the list of uploads" });
    if (await unfold.isVisible()) await unfold.tap();
    await expectNoSidewaysScroll(page);
    await tray(page).getByRole("button", { name: /^Cancel/ }).tap();
    await page.getByRole("banner").getByRole("button", { name: "Menu" }).tap();
    await expectNoSidewaysScroll(page);
    await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).tap();
    await expectNoSidewaysScroll(page);
  });

  test("the details and the selection fit", async ({ signIn, uploads, server }) => {
    await uploads.writeAll(LONG, "Photos/x");
    await server.replace(encodeURIComponent(LONG), "another");
    const page = await signIn();
    await row(page, LONG).getByRole("button", { name: "Actions for" }).tap();
    await expectNoSidewaysScroll(page);
    await page.getByRole("menuitem", { name: "Versions" }).tap();
    const version = details(page).getByRole("region", { name: "Versions" }).getByRole("listitem");
    for (const name of [/^Restore/, /^Delete/]) {
      await expect(version.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
    await details(page).getByRole("button", { name: "Compute" }).tap();
    await expect(details(page).getByRole("button", { name: "Copy BLAKE3" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await details(page).getByRole("button", { name: "Close details" }).tap();
    await expect(row(page, LONG)).toBeFocused();
    await row(page, "Photos").focus();
    await page.keyboard.press("Space");
    await expect(selectionBar(page)).toContainText("1 selected");
    for (const name of ["Delete", "More", "Clear"]) {
      await expect(selectionBar(page).getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
    await expect(selectionBar(page).getByRole("link", { name: "Download as zip" })).toBeInViewport({ ratio: 1 });
    await expect(selectionBar(page).getByText("1 selected")).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });

  test("the trash and its question fit", async ({ signIn, uploads }) => {
    await uploads.writeAll(LONG);
    const page = await signIn();
    await row(page, LONG).getByRole("button", { name: "Actions for" }).tap();
    await page.getByRole("menuitem", { name: "Delete" }).tap();
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await page.goto("/trash");
    await expectTrashed(page, [LONG]);
    await expectNoSidewaysScroll(page);
    await trashedRow(page, LONG).tap({ position: { x: 100, y: 30 } });
    await expectNoSidewaysScroll(page);
    await selectionBar(page).getByRole("button", { name: "Delete for good" }).tap();
    const question = dialog(page, `Delete “${LONG}” for good?`);
    for (const name of ["Cancel", "Delete for good"]) {
      await expect(question.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
    await expectNoSidewaysScroll(page);
    await question.getByRole("button", { name: "Cancel" }).tap();
    // Back under its own name it would have to go beside another one: a long message with a long button.
    await uploads.write(LONG, "another one");
    await selectionBar(page).getByRole("button", { name: "Restore" }).tap();
    await expect(notice(page).getByRole("button", { name: /^Restore as/ })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });

  test("the sign-in card fits", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("button", { name: "Sign in" })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
  });
});
