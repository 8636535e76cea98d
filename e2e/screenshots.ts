import { copyFile, truncate, utimes } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { status } from "./fixtures/complaints.ts";
import { noise, type Folder } from "./fixtures/disk.ts";
import {
  card,
  details,
  dialog,
  enterCredential,
  expectTrashed,
  notice,
  preview,
  row,
  rows,
  slowDown,
  stage,
  tile,
  trashedRow,
  takenMeanwhile,
  trayRow,
  upload,
  untilPartsAreThere,
} from "./fixtures/holdall.ts";
import { allowTracing, paint, photo } from "./fixtures/photo.ts";
import { png } from "./fixtures/media.ts";
import { expect, test } from "./fixtures/test.ts";

/**
 * Pictures of the main states, into e2e/screenshots: NUMBER-STATE-LOOK.png.
 * With DOCS=folder, those that the documents show are kept there too: `DOCS=../docs npm run screenshots`.
 */
const SHOWN = new Map([
  ["04-list-light", "screenshot"],
  ["12-tray-conflict-dark", "uploads"],
  ["30-grid-light", "grid"],
  ["04-list-phone-light", "phone"],
]);

const desktop = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const looks = [
  { look: "light", options: { ...desktop, colorScheme: "light" as const } },
  { look: "dark", options: { ...desktop, colorScheme: "dark" as const } },
  { look: "phone-light", options: { ...phone, colorScheme: "light" as const } },
  { look: "phone-dark", options: { ...phone, colorScheme: "dark" as const } },
];

/** What somebody might have: folders, and files of every kind. */
async function furnish(uploads: Folder): Promise<void> {
  const day = 86_400_000;
  const ago = (days: number) => new Date(Date.now() - days * day);
  for (const folder of ["2024 Norway", "Band practice", "Recipes", "Scans for the tax office"]) {
    await uploads.makeFolder(folder);
  }
  const files: [string, number, number][] = [
    ["Birthday speech.mp4", 184_302_113, 0],
    ["Garden plan.svg", 48_211, 1],
    ["Grandma's apple cake.txt", 2_140, 400],
    ["Invoice 2026-03 Müller & Söhne.pdf", 231_904, 12],
    [LONG, 1_204_220, 30],
    ["backup.tar.gz", 612_000_000, 3],
    ["beach.jpg", 4_812_113, 100],
    ["index.html", 7_113, 800],
    ["main.rs", 5_300, 5],
    ["track 2.mp3", 8_120_000, 8],
    ["track 10.mp3", 9_430_000, 8],
    ["unknown.xyz", 999, 9],
    [".profile", 200, 9],
  ];
  for (const [name, size, days] of files) {
    const path = await uploads.write(name, "");
    await truncate(path, size);
    await utimes(path, ago(days), ago(days));
  }
}

const LONG = "Minutes of the extraordinarily long annual general meeting, final corrected version (signed).pdf";
const NOTES = `# Garden

What is *where*, see [the plan](Garden%20plan.svg).

| bed | plant |
|-----|-------|
| 1   | peas  |
| 2   | beans |

- [x] dig
- [ ] sow
`;
const WEDDING = "Wedding album, all pictures of the whole day in full size.zip";

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const { look, options } of looks) {
  test.describe(look, () => {
    test.use(options);

    const take = async (page: Page, state: string) => {
      // Tooltips and hover belong to no state.
      await page.mouse.move(0, 0);
      const path = `screenshots/${state}-${look}.png`;
      await page.screenshot({ path });
      const shown = SHOWN.get(`${state}-${look}`);
      if (shown && process.env.DOCS) await copyFile(path, `${process.env.DOCS}/${shown}.png`);
    };

    test("signing in", async ({ page, complaints }) => {
      complaints.expectNetworkError(status(401), /session/);
      await page.goto("/");
      await expect(card(page)).toBeVisible();
      await take(page, "01-sign-in");
      await enterCredential(card(page), "not the token of this server");
      await expect(card(page).getByRole("alert")).toBeVisible();
      await take(page, "02-sign-in-wrong");
    });

    test("an empty folder", async ({ signedInPage: page }) => {
      await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
      await take(page, "03-empty");
    });

    test("the list", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /./);
      await furnish(uploads);
      const page = await signIn();
      await expect(rows(page)).toHaveCount(16);
      await take(page, "04-list");

      await row(page, "beach.jpg").getByRole("button", { name: "Actions for" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await take(page, "05-row-menu");
      await page.keyboard.press("Escape");
      await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await take(page, "06-top-menu");
      await page.keyboard.press("Escape");

      await row(page, "beach.jpg").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowDown");
      await take(page, "07-selection");
      await page.getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
      await take(page, "08-undo");
      await page.keyboard.press("Control+z");
      await expect(rows(page)).toHaveCount(16);

      await row(page, "main.rs").focus();
      await page.keyboard.press("F2");
      await page.getByRole("textbox", { name: "New name" }).fill("what is this?.rs");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await take(page, "09-rename-error");
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(dialog(page, "Keyboard shortcuts")).toBeVisible();
      await take(page, "10-shortcuts");
    });

    test("the grid", async ({ signIn, uploads, page, complaints }) => {
      allowTracing(complaints);
      for (const folder of ["2024 Norway", "Band practice"]) await uploads.makeFolder(folder);
      for (let n = 0; n < 20; n += 1) {
        const size = n % 3 === 0 ? { width: 480, height: 640 } : { width: 640, height: 480 };
        const whole = await paint(page, { ...size, hue: n * 33 });
        const preview = await paint(page, { width: 160, height: 120, hue: n * 33 });
        await uploads.write(`IMG_${2040 + n * 7}.jpg`, n % 4 === 0 ? whole : photo(whole, preview, { bytes: 3_000_000 }));
      }
      await uploads.write(LONG, "");
      await uploads.writeAll("notes.txt", "song.mp3");
      await signIn("/?view=grid");
      const inSight = page.getByRole("gridcell", { name: /^IMG_/ });
      const waiting = () =>
        inSight.evaluateAll((tiles) => {
          const seen = tiles.filter((tile) => tile.getBoundingClientRect().top < innerHeight - 120);
          return seen.filter((tile) => !tile.querySelector("img")?.complete).length;
        });
      await expect(inSight.first()).toBeVisible();
      await expect.poll(waiting, "pictures that are not there yet").toBe(0);
      await take(page, "30-grid");
      await tile(page, "IMG_2054.jpg").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Shift+ArrowRight");
      await take(page, "31-grid-selection");
      await page.keyboard.press("Escape");
      await page.keyboard.press("F2");
      await page.getByRole("textbox", { name: "New name" }).fill("taken?.jpg");
      complaints.expectNetworkError(status(400), /./);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await take(page, "32-grid-rename-error");
    });

    test("uploading", async ({ signIn, uploads, own, complaints }) => {
      complaints.expectNetworkError(status(409), /\/files\//);
      await furnish(uploads);
      for (const name of ["beach.jpg", "index.html"]) await own.write(name, noise(50_000));
      await own.write("Concert in the park.mp4", noise(60_000_000));
      await own.write("Slides.pdf", noise(300_000));
      await own.write(WEDDING, noise(30_000_000));
      const page = await signIn();
      await expect(rows(page)).toHaveCount(16);
      const line = await slowDown(page, 8_000_000);
      const names = ["Concert in the park.mp4", WEDDING, "Slides.pdf"];
      await upload(page, ...names.map((name) => own.at(name)));
      await expect(page.getByText(/left/)).toBeVisible();
      await take(page, "11-tray-running");
      await upload(page, own.at("beach.jpg"), own.at("index.html"));
      const question = dialog(page, "2 of 2 files have a name that is already taken");
      await expect(question).toBeVisible();
      await take(page, "11-batch");
      await question.getByRole("button", { name: "Cancel" }).click();
      for (const name of ["beach.jpg", "index.html"]) await uploads.remove(name);
      await takenMeanwhile(page, uploads, "beach.jpg", "index.html");
      await upload(page, own.at("beach.jpg"), own.at("index.html"));
      await expect(trayRow(page, "beach.jpg")).toContainText("is already here");
      await expect(trayRow(page, "index.html")).toContainText("is already here");
      await take(page, "12-tray-conflict");
      await page.getByRole("button", { name: "Skip all" }).click();
      await line.end();
      await expect(page.getByText("3 files uploaded").first()).toBeVisible({ timeout: 60_000 });
      await take(page, "13-tray-done");
    });

    test.describe("with a limit", () => {
      test.use({ serverArgs: ["--max-size", "1MB"] });

      test("an upload that cannot be", async ({ signIn, uploads, own }) => {
        await furnish(uploads);
        await own.write("Concert in the park.mp4", noise(2_400_000));
        await own.write("Slides.pdf", noise(300_000));
        const page = await signIn();
        await expect(rows(page)).toHaveCount(16);
        await upload(page, own.at("Concert in the park.mp4"), own.at("Slides.pdf"));
        await expect(trayRow(page, "Slides.pdf")).toContainText("Uploaded");
        await expect(row(page, "Slides.pdf")).toBeVisible();
        await take(page, "14-tray-error");
      });
    });

    test("new folder", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /./);
      await furnish(uploads);
      const page = await signIn();
      await expect(rows(page)).toHaveCount(16);
      const more = page.getByRole("button", { name: "More", exact: true });
      if (await more.isVisible()) {
        await more.click();
        await take(page, "15-phone-more");
        await page.getByRole("menuitem", { name: "New folder" }).click();
      } else {
        await page.getByRole("button", { name: "New folder" }).click();
      }
      await dialog(page, "New folder").getByLabel("Name").fill("What is this?");
      await dialog(page, "New folder").getByRole("button", { name: "Create" }).click();
      await expect(dialog(page, "New folder").getByRole("alert")).toBeVisible();
      await take(page, "16-new-folder-error");
    });

    test("the server is gone", async ({ signIn, uploads, server, page, complaints }) => {
      complaints.expectNetworkError(/net::ERR/, /./);
      await furnish(uploads);
      await signIn();
      await expect(rows(page)).toHaveCount(16);
      await untilPartsAreThere(page);
      await row(page, "beach.jpg").focus();
      await server.kill();
      await page.keyboard.press("Delete");
      await expect(notice(page)).toContainText("“beach.jpg” may not have been deleted.");
      await take(page, "17-offline");
    });

    test("previews", async ({ signIn, uploads }) => {
      await furnish(uploads);
      await uploads.write("beach.jpg", png(1_600, 1_000));
      await uploads.write("notes.md", NOTES);
      const page = await signIn("/?preview=beach.jpg");
      await expect(preview(page, "beach.jpg").getByRole("button", { name: "Actual size" })).toBeVisible();
      await take(page, "26-preview-picture");
      await page.goto("/?preview=notes.md");
      await expect(stage(page, "notes.md").getByRole("heading", { name: "Garden" })).toBeVisible();
      await take(page, "27-preview-markdown");
      await uploads.write(WEDDING, noise(30_000));
      await page.goto(`/?preview=${encodeURIComponent(WEDDING)}`);
      await expect(stage(page, WEDDING).getByRole("link", { name: "Download" })).toBeVisible();
      await uploads.write(WEDDING, "It has changed.");
      await expect(preview(page, WEDDING)).toContainText("has changed");
      await take(page, "28-preview-news");
    });

    test("the trash", async ({ signIn, uploads }) => {
      await furnish(uploads);
      await uploads.write("2024 Norway/fjord.jpg", "x");
      await truncate(uploads.at("2024 Norway/fjord.jpg"), 3_204_000);
      const page = await signIn("/browse/2024%20Norway");
      const drop = async (name: string) => {
        await row(page, name).focus();
        await page.keyboard.press("Delete");
        await expect(page.getByText(`“${name}” was moved to the trash.`).first()).toBeVisible();
      };
      await drop("fjord.jpg");
      await page.goto("/");
      await expect(rows(page)).toHaveCount(16);
      for (const name of ["beach.jpg", "backup.tar.gz", "Recipes", "track 2.mp3", LONG]) await drop(name);
      await page.goto("/trash");
      await expectTrashed(page, [LONG, "track 2.mp3", "Recipes", "backup.tar.gz", "beach.jpg", "fjord.jpg"]);
      await take(page, "18-trash");
      for (const name of ["beach.jpg", "Recipes"]) {
        await trashedRow(page, name).focus();
        await page.keyboard.press("Space");
      }
      await take(page, "19-trash-selected");
      await page.getByRole("button", { name: "Delete for good" }).click();
      await expect(dialog(page, /for good/)).toBeVisible();
      await take(page, "20-trash-question");
      await page.keyboard.press("Escape");
      await uploads.write("beach.jpg", "another one");
      await page.getByRole("button", { name: "Restore", exact: true }).click();
      await expect(notice(page)).toBeVisible();
      await take(page, "21-restore-blocked");
    });

    test("the empty trash", async ({ signIn }) => {
      const page = await signIn("/trash");
      await expect(page.getByRole("region", { name: "The trash is empty" })).toBeVisible();
      await take(page, "22-trash-empty");
    });

    test("details", async ({ signIn, uploads, server }) => {
      await furnish(uploads);
      for (const size of [4_000, 5_200, 5_900]) await server.replace("main.rs", noise(size));
      await server.replace("main.rs", noise(6_100));
      const page = await signIn();
      await expect(rows(page)).toHaveCount(16);
      await row(page, "main.rs").getByRole("button", { name: "Actions for" }).click();
      await page.getByRole("menuitem", { name: "Details" }).click();
      await expect(details(page).getByRole("button", { name: /^Restore/ }).first()).toBeVisible();
      await take(page, "23-details");
      await details(page).getByRole("button", { name: "Compute" }).click();
      await expect(details(page).getByRole("button", { name: "Copy BLAKE3" })).toBeVisible();
      await details(page).getByRole("heading", { name: "Versions" }).scrollIntoViewIfNeeded();
      await take(page, "24-details-checksums");
    });
  });
}
