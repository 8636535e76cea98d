import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { NO_ANSWER, status } from "../fixtures/complaints.ts";
import { noise, type Folder } from "../fixtures/disk.ts";
import {
  card,
  chooseInMenu,
  chooseInTopMenu,
  details,
  dialog,
  enterCredential,
  expectNames,
  expectTiles,
  expectTrashed,
  notice,
  preview,
  row,
  selectionBar,
  slowDown,
  takenMeanwhile,
  tile,
  toast,
  trashedRow,
  tray,
  trayRow,
  upload,
} from "../fixtures/holdall.ts";
import { allowTracing, paint, photo } from "../fixtures/photo.ts";
import { png, wav } from "../fixtures/media.ts";
import { expect, test } from "../fixtures/test.ts";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Nothing that axe can tell breaks WCAG 2.2 AA in what is on the screen. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
  expect(found, state).toEqual([]);
}

// Colours half faded in would be measured wrongly.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const looks = [
  { name: "light", options: { colorScheme: "light" as const } },
  { name: "dark", options: { colorScheme: "dark" as const } },
  {
    name: "phone, light",
    options: { colorScheme: "light" as const, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
  {
    name: "phone, dark",
    options: { colorScheme: "dark" as const, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
];

for (const { name, options } of looks) {
  test.describe(name, () => {
    test.use(options);

    test("signing in", async ({ page, complaints }) => {
      complaints.expectNetworkError(status(401), /\/api\/session$/);
      await page.goto("/");
      await expect(card(page)).toBeVisible();
      await expectAccessible(page, "the card");
      await enterCredential(card(page), "not the token of this server");
      await expect(card(page).getByRole("alert")).toBeVisible();
      await expectAccessible(page, "the card with an error");
    });

    test("an empty folder", async ({ signedInPage: page }) => {
      await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
      await expectAccessible(page, "the empty folder");
    });

    test("the list, its menus and dialogs", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /\/api\/move$/);
      await uploads.writeAll("Photos/beach.jpg", "report.pdf", "song.mp3", "notes.txt");
      const page = await signIn();
      await expectNames(page, ["Photos", "notes.txt", "report.pdf", "song.mp3"]);
      await expectAccessible(page, "the list");

      await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page, "the menu of the page");
      await page.keyboard.press("Escape");

      await row(page, "report.pdf").getByRole("button", { name: "Actions for report.pdf" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page, "the menu of a row");
      await page.getByRole("menuitem", { name: "Rename" }).click();
      await page.getByRole("textbox", { name: "New name" }).fill("what?.pdf");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "renaming, with an error");
      await page.keyboard.press("Escape");

      await row(page, "report.pdf").focus();
      await page.keyboard.press("Space");
      await expect(row(page, "report.pdf")).toHaveAttribute("aria-selected", "true");
      await expectAccessible(page, "a selected row");
      await page.keyboard.press("Escape");

      await page.keyboard.press("?");
      await expect(dialog(page, "Keyboard shortcuts")).toBeVisible();
      await expectAccessible(page, "the table of keys");
    });

    test("the grid, its pictures and its menus", async ({ signIn, uploads, complaints, page }) => {
      allowTracing(complaints);
      complaints.expectNetworkError(status(400), /\/api\/move$/);
      await expectGridAccessible(page, signIn, uploads);
    });

    test("previews", async ({ signIn, uploads }) => {
      await uploads.write("1.png", png(400, 300));
      await uploads.write("2.md", "# Title\n\n[link](x.md) and `code`\n\n> quote\n\n|a|b|\n|-|-|\n|1|2|\n\n- [ ] task\n");
      await uploads.write("3.log", "a line of the log\n".repeat(20_000));
      await uploads.write("4.wav", wav(1));
      await uploads.write("5.zip", noise(10));
      await uploads.write("6.jpg", noise(10));
      const page = await signIn("/?preview=1.png");
      for (const [name, shown] of [
        ["1.png", (where: Locator) => where.getByRole("button", { name: "Actual size" })],
        ["2.md", (where: Locator) => where.getByRole("heading", { name: "Title" })],
        ["3.log", (where: Locator) => where.getByText("The first 256 KiB of 360 kB")],
        ["4.wav", (where: Locator) => where.locator("audio")],
        ["5.zip", (where: Locator) => where.getByRole("heading", { name: "No preview for this kind of file" })],
        ["6.jpg", (where: Locator) => where.getByRole("heading", { name: "This picture can't be shown" })],
      ] as const) {
        await expect(shown(preview(page, name))).toBeVisible();
        await expectAccessible(page, `the preview of ${name}`);
        if (name === "2.md") {
          await preview(page, name).getByRole("button", { name: "Source" }).click();
          await expectAccessible(page, "the source of a Markdown text");
        }
        if (name !== "6.jpg") await page.keyboard.press("ArrowRight");
      }
      await uploads.write("6.jpg", noise(11));
      await expect(preview(page, "6.jpg")).toContainText("has changed since it was opened");
      await expectAccessible(page, "a preview with news");
    });

    test("deleting, the trash and its questions", async ({ signIn, uploads }) => {
      await uploads.writeAll("Photos/beach.jpg", "report.pdf", "song.mp3");
      const page = await signIn();
      for (const name of ["report.pdf", "song.mp3"]) {
        await chooseInMenu(page, name, "Delete");
        await expect(toast(page)).toHaveText(`“${name}” was moved to the trash.`);
      }
      await expectAccessible(page, "the toast with Undo");
      await page.goto("/trash");
      await expectTrashed(page, ["song.mp3", "report.pdf"]);
      await expectAccessible(page, "the trash");
      await trashedRow(page, "song.mp3").getByRole("button", { name: "Actions for song.mp3" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page, "the menu of a deleted entry");
      await page.keyboard.press("Escape");
      await trashedRow(page, "song.mp3").focus();
      await page.keyboard.press("Space");
      await expect(selectionBar(page)).toContainText("1 selected");
      await expectAccessible(page, "a selected row of the trash");
      await uploads.writeAll("song.mp3");
      await selectionBar(page).getByRole("button", { name: "Restore" }).click();
      await expect(notice(page)).toContainText("“song.mp3” exists again in “Files”.");
      await expectAccessible(page, "the message that a name is taken again");
      await page.getByRole("button", { name: "Delete for good" }).click();
      await expect(dialog(page, /for good/)).toBeVisible();
      await expectAccessible(page, "the question before deleting for good");
      await dialog(page, /for good/).getByRole("button", { name: "Delete for good" }).click();
      await expectTrashed(page, ["report.pdf"]);
      await page.getByRole("button", { name: "Empty trash" }).click();
      await dialog(page, /for good/).getByRole("button", { name: "Delete for good" }).click();
      await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
      await expectAccessible(page, "the empty trash");
    });

    test("the details, with checksums and versions", async ({ signIn, uploads, server }) => {
      await uploads.write("report.pdf", "before");
      await server.replace("report.pdf", "after");
      const page = await signIn();
      await chooseInMenu(page, "report.pdf", "Details");
      await expect(details(page).getByRole("button", { name: /^Restore/ })).toBeVisible();
      await expectAccessible(page, "the details");
      await details(page).getByRole("button", { name: "Compute" }).click();
      await expect(details(page).getByRole("button", { name: "Copy BLAKE3" })).toBeVisible();
      await expectAccessible(page, "the details with checksums");
      await details(page).getByRole("button", { name: /^Delete for good/ }).click();
      await expect(dialog(page, /version/)).toBeVisible();
      await expectAccessible(page, "the question before a version is deleted");
    });

    test("making a folder", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /\/api\/folders\/a%3Fb$/);
      await uploads.writeAll("a.txt");
      const page = await signIn();
      await expectNames(page, ["a.txt"]);
      const more = page.getByRole("button", { name: "More", exact: true });
      if (await more.isVisible()) {
        await more.click();
        await expectAccessible(page, "the phone's menu");
        await page.getByRole("menuitem", { name: "New folder" }).click();
      } else {
        await page.getByRole("button", { name: "New folder" }).click();
      }
      await dialog(page, "New folder").getByLabel("Name").fill("a?b");
      await dialog(page, "New folder").getByRole("button", { name: "Create" }).click();
      await expect(dialog(page, "New folder").getByRole("alert")).toBeVisible();
      await expectAccessible(page, "the dialog with an error");
    });

    test("the decision about a batch", async ({ signIn, uploads, own }) => {
      await uploads.writeAll("taken.txt", "also taken.txt");
      await own.writeAll("taken.txt", "also taken.txt", "new.txt", "what?.txt");
      const page = await signIn();
      await upload(page, ...["taken.txt", "also taken.txt", "new.txt", "what?.txt"].map((name) => own.at(name)));
      const question = dialog(page, "2 of 4 files have a name that is already taken");
      await expect(question).toBeVisible();
      await expect(question.getByRole("combobox", { name: "What to do with “taken.txt”" })).toBeVisible();
      await expectAccessible(page, "the decision about a batch");
    });

    test("moving: the tree of folders and the decision about a name", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /\/api\/folders\/Photos\/a%3Fb$/);
      await uploads.writeAll("a.txt", "Photos/a.txt", "Photos/2024/x.txt");
      const page = await signIn();
      await chooseInMenu(page, "a.txt", "Move…");
      const photos = page.getByRole("treeitem", { name: "Photos" });
      await expect(photos).toBeVisible();
      await expectAccessible(page, "the tree of folders");
      await photos.click();
      await page.keyboard.press("ArrowRight");
      await expect(page.getByRole("treeitem", { name: "2024" })).toBeVisible();
      const target = dialog(page, "Move “a.txt” to “Photos”");
      await target.getByRole("button", { name: "New folder" }).click();
      await page.keyboard.type("a?b");
      await page.keyboard.press("Enter");
      await expect(target.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "a new folder that can't be called so");
      await page.keyboard.press("Escape");
      await target.getByRole("button", { name: "Move here" }).click();
      await expect(dialog(page, "“a.txt” is already in “Photos”")).toBeVisible();
      await expectAccessible(page, "the decision about a name");
      await page.keyboard.press("Enter");
      await expect(toast(page)).toHaveText("“a (2).txt” was moved to “Photos”.");
      await expectAccessible(page, "the toast after a move");
    });

    test("searching in all folders, and what takes how much", async ({ signIn, uploads }) => {
      await uploads.writeAll("Photos/oslo.jpg", "a.txt");
      const page = await signIn("/?search=oslo");
      await expect(page.getByRole("link", { name: "Photos" })).toBeVisible();
      await expectAccessible(page, "what was found");
      await page.goto("/?search=nothing");
      await expect(page.getByRole("region", { name: "No match" })).toBeVisible();
      await expectAccessible(page, "nothing was found");
      await chooseInTopMenu(page, "menuitem", "Storage");
      await expect(dialog(page, "Storage").getByRole("progressbar")).toBeVisible();
      await expectAccessible(page, "storage");
    });

    test("the tray: under way, failed, done", async ({ signIn, uploads, own, complaints, page }) => {
      complaints.expectNetworkError(status(409), /\/files\/taken\.txt/);
      await takenMeanwhile(page, uploads, "taken.txt");
      await own.writeAll("taken.txt", "done.txt");
      await own.write("big.bin", noise(20_000_000));
      await signIn();
      const line = await slowDown(page, 500_000);
      await upload(page, own.at("taken.txt"), own.at("done.txt"), own.at("big.bin"));
      await expect(trayRow(page, "taken.txt")).toContainText("is already here");
      await expect(trayRow(page, "done.txt")).toContainText("Uploaded");
      await expect(trayRow(page, "big.bin").getByRole("progressbar")).toBeVisible();
      await expectAccessible(page, "the tray under way");
      await line.end();
      await expect(trayRow(page, "big.bin")).toContainText("Uploaded");
      await expectAccessible(page, "the tray with a decision to take");
      await trayRow(page, "taken.txt").getByRole("button", { name: "Skip taken.txt" }).click();
      await expect(tray(page)).toContainText("2 files uploaded");
      await expectAccessible(page, "the tray when all is done");
    });
  });
}

test("the grid at 320 px", async ({ signIn, uploads, complaints, page }) => {
  allowTracing(complaints);
  complaints.expectNetworkError(status(400), /\/api\/move$/);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectGridAccessible(page, signIn, uploads);
});

/** In all its states. */
async function expectGridAccessible(page: Page, signIn: (path: string) => Promise<Page>, uploads: Folder): Promise<void> {
  const picture = await paint(page, { width: 160, height: 120, hue: 210 });
  await uploads.write("beach.jpg", photo(picture, picture));
  await uploads.writeAll("Photos/oslo.pdf", "report.pdf", "notes.txt");
  await signIn("/?view=grid");
  await expectTiles(page, ["Photos", "beach.jpg", "notes.txt", "report.pdf"]);
  await expect(tile(page, "beach.jpg").locator("img")).toBeVisible();
  await expectAccessible(page, "the grid");
  await tile(page, "beach.jpg").focus();
  await page.keyboard.press("Space");
  await expect(tile(page, "beach.jpg")).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page, "a selected tile");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "New name" }).fill("what?.jpg");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "renaming, with an error");
  await page.keyboard.press("Escape");
  const order = page.getByRole("button", { name: /^Sorted by/ });
  await ((await order.isVisible()) ? order : page.getByRole("button", { name: "More", exact: true })).click();
  await expect(page.getByRole("menuitemradio", { name: "Modified" })).toBeVisible();
  await expectAccessible(page, "the choice of order");
  await page.keyboard.press("Escape");
  await page.goto("/?view=grid&search=oslo");
  await expect(page.getByRole("link", { name: "Photos" })).toBeVisible();
  await expectAccessible(page, "what was found");
}

test("a folder that is gone, and the strips", async ({ signIn, complaints, server, uploads }) => {
  complaints.expectNetworkError(status(404), /\/api\//);
  complaints.expectNetworkError(NO_ANSWER, /\/(api|files)\/|\/favicon\.svg$/);
  await uploads.writeAll("a.txt");
  const page = await signIn("/browse/nowhere");
  await expect(page.getByRole("alert", { name: "This folder is no longer here." })).toBeVisible();
  await expectAccessible(page, "the folder that is gone");
  await page.getByRole("button", { name: "Go to Files" }).click();
  await expectNames(page, ["a.txt"]);
  // What finds the server gone is the deletion: it is on its way when that happens.
  await page.route("**", async (route) => {
    if (route.request().method() !== "GET") await server.kill();
    await route.continue();
  });
  await row(page, "a.txt").focus();
  await page.keyboard.press("Delete");
  await expect(notice(page)).toContainText("“a.txt” may not have been deleted.");
  await expect(page.getByRole("main").getByText(/Can't reach Holdall/)).toBeVisible();
  await expectAccessible(page, "the strip and the message");
});
