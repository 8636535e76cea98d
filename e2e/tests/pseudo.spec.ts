// The layout, proven by a language that is 40 % longer than English and read from right to left; and the catalogue: a text
// that is not in it is not marked.
import { status } from "../fixtures/complaints.ts";
import { noise } from "../fixtures/disk.ts";
import { slowDown, takenMeanwhile } from "../fixtures/holdall.ts";
import { expectSound, pseudo } from "../fixtures/pseudo.ts";
import { expect, test } from "../fixtures/test.ts";

// Colours half faded in would be measured wrongly.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const widths = [
  { name: "1280 px", options: { viewport: { width: 1280, height: 800 } } },
  { name: "390 px", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { name: "320 px", options: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } },
];

const PLACE = "/?lang=qps";

for (const { name, options } of widths) {
  test.describe(name, () => {
    test.use(options);

    test("signing in", async ({ page, complaints }) => {
      complaints.expectNetworkError(status(401), /\/api\/session$/);
      await page.goto(PLACE);
      await page.getByLabel(pseudo("Token or code")).fill("not the token of this server");
      await expectSound(page, "the card");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await expectSound(page, "the card with an error");
    });

    test("an empty folder, a folder that is gone, nothing found", async ({ signIn, complaints }) => {
      complaints.expectNetworkError(status(404), /\/api\//);
      const page = await signIn(PLACE);
      await expect(page.getByRole("region", { name: pseudo("Nothing here yet") })).toBeVisible();
      await expectSound(page, "the empty folder");
      await page.goto("/?search=nothing&lang=qps");
      await expect(page.getByRole("region", { name: pseudo("No match") })).toBeVisible();
      await expectSound(page, "nothing was found", ["nothing"]);
      await page.goto("/browse/nowhere?lang=qps");
      await expect(page.getByRole("alert", { name: pseudo("This folder is no longer here.") })).toBeVisible();
      await expectSound(page, "the folder that is gone", ["nowhere"]);
    });

    test("the list, its menus and dialogs", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /\/api\/move$/);
      await uploads.writeAll("Photos/beach.jpg", "report.pdf", "song.mp3", ".hidden");
      await uploads.write("a name that is much longer than any row could ever be wide.txt", "old", new Date("2024-03-14"));
      const names = ["Photos", "beach.jpg", "report.pdf", "song.mp3", "a name that is much longer than any row could ever be wide.txt", "14 Mar 2024"];
      const page = await signIn(PLACE);
      const row = page.getByRole("row", { name: /^report\.pdf/ });
      await expect(row).toBeVisible();
      await expectSound(page, "the list", names);

      for (const [opener, what] of [
        [page.getByRole("banner").getByRole("button", { name: pseudo("Menu") }), "the menu of the page"],
        [row.getByRole("button", { name: pseudo("Actions for") }), "the menu of a row"],
        [page.getByRole("button", { name: pseudo("More ways to upload") }), "the menu of uploading"],
        [page.getByRole("button", { name: pseudo("More"), exact: true }).last(), "the menu of a phone"],
      ] as const) {
        if (!(await opener.isVisible())) continue;
        await opener.click();
        await expect(page.getByRole("menu")).toBeVisible();
        await expectSound(page, what, names);
        await page.keyboard.press("Escape");
      }

      await row.focus();
      await page.keyboard.press("F2");
      await page.getByRole("textbox", { name: pseudo("New name") }).fill("what?.pdf");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await expectSound(page, "renaming, with an error", [...names, "what?.pdf", "what_.pdf"]);
      await page.keyboard.press("Escape");

      await row.focus();
      await page.keyboard.press("Space");
      await expect(row).toHaveAttribute("aria-selected", "true");
      await expectSound(page, "a selected row", names);
      await page.keyboard.press("Alt+Enter");
      await expect(page.getByRole("button", { name: pseudo("Close details") })).toBeVisible();
      await page.getByRole("button", { name: pseudo("Compute") }).click();
      await expect(page.getByRole("button", { name: /BLAKE3/ })).toBeVisible();
      await expectSound(page, "the details", [...names, "application/pdf"]);
      await page.getByRole("button", { name: pseudo("Close details") }).click();

      await page.keyboard.press("Escape");
      await row.focus();
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: pseudo("Keyboard shortcuts") })).toBeVisible();
      await expectSound(page, "the table of keys", names);
      await page.keyboard.press("Escape");
      for (const what of ["Storage", "About"]) {
        await page.getByRole("banner").getByRole("button", { name: pseudo("Menu") }).click();
        await page.getByRole("menuitem", { name: pseudo(what) }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectSound(page, what, [...names, "0.1.0"]);
        await page.keyboard.press("Escape");
      }
    });

    test("moving, and making a folder", async ({ signIn, uploads, complaints }) => {
      complaints.expectNetworkError(status(400), /\/api\/folders\/a%3Fb$/);
      await uploads.writeAll("a.txt", "Photos/a.txt", "Photos/2024/x.txt");
      const names = ["a.txt", "a (2).txt", "Photos", "2024"];
      const page = await signIn(PLACE);
      const row = page.getByRole("row", { name: /^a\.txt/ });
      await row.getByRole("button", { name: pseudo("Actions for") }).click();
      await page.getByRole("menuitem", { name: pseudo("Move…") }).click();
      const photos = page.getByRole("treeitem", { name: "Photos" });
      await photos.click();
      await page.keyboard.press("ArrowLeft");
      await expect(page.getByRole("treeitem", { name: "2024" }), "the way into the tree").toBeVisible();
      await expectSound(page, "the tree of folders", names);
      await page.getByRole("button", { name: pseudo("Move here") }).click();
      await expect(page.getByRole("dialog", { name: /“.*a\.txt.*”/ })).toBeVisible();
      await expectSound(page, "the decision about a name", names);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: pseudo("Undo") })).toBeVisible();
      await expectSound(page, "the toast", names);

      const more = page.getByRole("button", { name: pseudo("More"), exact: true }).last();
      const make = page.getByRole("button", { name: pseudo("New folder") });
      if (await make.isVisible()) {
        await make.click();
      } else {
        await more.click();
        await page.getByRole("menuitem", { name: pseudo("New folder") }).click();
      }
      await page.getByRole("dialog").getByRole("textbox").fill("a?b");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
      await expectSound(page, "the dialog with an error", [...names, "a?b", "a_b"]);
    });

    test("the trash and its questions", async ({ signIn, uploads }) => {
      await uploads.writeAll("report.pdf", "song.mp3");
      const names = ["report.pdf", "song.mp3"];
      const page = await signIn(PLACE);
      for (const name of names) {
        await page.getByRole("row", { name: new RegExp(`^${name}`) }).focus();
        await page.keyboard.press("Delete");
        await expect(page.getByRole("row", { name: new RegExp(`^${name}`) })).toHaveCount(0);
      }
      await page.goto("/trash?lang=qps");
      const row = page.getByRole("row", { name: /song\.mp3/ });
      await expect(row).toBeVisible();
      await expectSound(page, "the trash", names);
      await row.getByRole("button", { name: pseudo("Actions for") }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectSound(page, "the menu of a deleted entry", names);
      await page.keyboard.press("Escape");
      await row.focus();
      await page.keyboard.press("Space");
      await expectSound(page, "a selected row of the trash", names);
      await page.keyboard.press("Delete");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectSound(page, "the question before deleting for good", names);
      await page.getByRole("dialog").getByRole("button", { name: pseudo("Delete for good") }).click();
      await expect(row).toHaveCount(0);
      await page.getByRole("button", { name: pseudo("Empty trash") }).click();
      await page.getByRole("dialog").getByRole("button", { name: pseudo("Delete for good") }).click();
      await expect(page.getByRole("region", { name: pseudo("The trash is empty") })).toBeVisible();
      await expectSound(page, "the empty trash", names);
    });

    test("the decision about a batch, and the tray", async ({ page, signIn, uploads, own, complaints }) => {
      complaints.expectNetworkError(status(409), /\/files\/meanwhile\.txt/);
      const names = ["taken.txt", "taken (2).txt", "also taken.txt", "also taken (2).txt", "what?.txt", "what_.txt", "big.bin", "meanwhile.txt", "done.txt"];
      await uploads.writeAll("taken.txt", "also taken.txt");
      await own.writeAll("taken.txt", "also taken.txt", "what?.txt", "meanwhile.txt", "done.txt");
      await own.write("big.bin", noise(20_000_000));
      await signIn(PLACE);
      const choose = async (...names: string[]) => {
        const chooser = page.waitForEvent("filechooser");
        await page.getByRole("button", { name: pseudo("Upload"), exact: true }).first().click();
        await (await chooser).setFiles(names.map((name) => own.at(name)));
      };
      await choose("taken.txt", "also taken.txt", "what?.txt");
      const question = page.getByRole("dialog");
      await expect(question).toBeVisible();
      await expect(question.getByRole("combobox").first()).toBeVisible();
      await expectSound(page, "the decision about a batch", names);
      await question.getByRole("button", { name: pseudo("Cancel") }).click();

      await takenMeanwhile(page, uploads, "meanwhile.txt");
      const line = await slowDown(page, 500_000);
      await choose("meanwhile.txt", "done.txt", "big.bin");
      const tray = page.getByRole("region", { name: pseudo("Uploads") });
      await expect(tray.getByRole("progressbar").first()).toBeVisible();
      const unfold = tray.getByRole("button", { name: pseudo("Show the list of uploads") });
      // It shares the slow line with the large one; and the tray of a phone unfolds by itself when there is something to decide.
      await expect(async () => {
        if (await unfold.isVisible()) await unfold.click();
        await expect(tray.getByRole("button", { name: pseudo("Keep both") })).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 40_000 });
      await expectSound(page, "the tray under way", names);
      await line.end();
      await expect(tray.getByText(pseudo("Uploaded and checked"))).toBeVisible();
      await expectSound(page, "the tray with a decision to take", names);
    });
  });
}
