// What a screen reader finds in the main states: roles and names, in their order. Lists: list.spec.ts, grid.spec.ts, trash.spec.ts.
import {
  card,
  details,
  dialog,
  expectNames,
  preview,
  row,
  selectionBar,
  stage,
  takenMeanwhile,
  tray,
  trayRow,
  upload,
} from "../fixtures/holdall.ts";
import { status } from "../fixtures/complaints.ts";
import { expect, test } from "../fixtures/test.ts";

test("signing in", async ({ page }) => {
  await page.goto("/");
  await expect(card(page)).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - main:
      - region "Sign in":
        - heading "Sign in" [level=1]
        - text: Token or code
        - textbox "Token or code"
        - button "Sign in"
        - paragraph:
          - text: Holdall printed a sign-in link when it started. On the server,
          - code: holdall link
          - text: makes a new one.
        - paragraph:
          - text: "In a container:"
          - code: docker exec holdall holdall link
    - status
  `);
});

test.describe("in a folder", () => {
  test.beforeEach(async ({ uploads, signIn, page }) => {
    await uploads.writeAll("a.txt", "Photos/beach.jpg", "Music/song.mp3", "notes.md", "taken.txt");
    await signIn();
    await expectNames(page, ["Music", "Photos", "a.txt", "notes.md", "taken.txt"]);
  });

  test("the page, from the first link to the last word", async ({ page }) => {
    await expect(page.locator("body")).toMatchAriaSnapshot(`
      - link "Skip to the list":
        - /url: "#list-area"
      - banner:
        - text: Holdall
        - search:
          - searchbox "Search in Files"
        - button "Menu"
      - main:
        - navigation "Path":
          - list:
            - listitem: Files
        - group "View":
          - button "List" [pressed]
          - button "Grid"
        - button "New folder"
        - button "Upload"
        - button "More ways to upload"
        - grid "Files and folders"
      - contentinfo:
        - text: /5 items [\\d.]+ .B free/
        - link "Trash":
          - /url: /trash
      - status: Files, 5 items
    `);
  });

  test("what is selected, and what can be done with it", async ({ page }) => {
    await row(page, "a.txt").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByRole("status").first()).toHaveText("2 selected · 33 B");
    await expect(selectionBar(page)).toMatchAriaSnapshot(`
      - region "Selection":
        - text: 2 selected · 33 B
        - link "Download as zip":
          - /url: /api/archive?path=a.txt&path=notes.md
        - button "Move…"
        - button "Delete"
        - button "More"
        - button "Clear"
    `);
  });

  test("the menus", async ({ page }) => {
    await row(page, "a.txt").getByRole("button", { name: "Actions for" }).click();
    await expect(page.getByRole("menu")).toMatchAriaSnapshot(`
      - menu "Actions for a.txt":
        - menuitem "Open"
        - menuitem "Download"
        - menuitem "Copy link"
        - menuitem "Rename"
        - menuitem "Move…"
        - menuitem "Copy…"
        - menuitem "Details"
        - menuitem "Versions"
        - separator
        - menuitem "Delete"
    `);
    await page.keyboard.press("Escape");
    await page.getByRole("banner").getByRole("button", { name: "Menu" }).click();
    await expect(page.getByRole("menu")).toMatchAriaSnapshot(`
      - menu "Menu":
        - text: Theme
        - menuitemradio "System" [checked]
        - menuitemradio "Light"
        - menuitemradio "Dark"
        - separator
        - text: Density
        - menuitemradio "Comfortable" [checked]
        - menuitemradio "Compact"
        - separator
        - text: Language
        - menuitemradio "As in the browser" [checked]
        - menuitemradio "English"
        - menuitemradio "Deutsch"
        - separator
        - menuitemcheckbox "Show hidden files"
        - separator
        - menuitem "Keyboard shortcuts"
        - menuitem "Storage"
        - menuitem "About"
        - separator
        - menuitem "Sign out"
    `);
  });

  test("the tree of folders to move to", async ({ page }) => {
    await row(page, "a.txt").getByRole("button", { name: "Actions for" }).click();
    await page.getByRole("menuitem", { name: "Move…" }).click();
    await expect(page.getByRole("dialog")).toMatchAriaSnapshot(`
      - dialog "Move “a.txt” to “Files”":
        - heading "Move “a.txt” to “Files”" [level=2]
        - tree "Folders":
          - treeitem "Files You are here" [expanded] [level=1] [selected]
          - treeitem "Music" [level=2]
          - treeitem "Photos" [level=2]
        - status: It is in this folder already.
        - button "New folder"
        - button "Cancel"
        - button "Move here" [disabled]
    `);
  });

  test("the details of a file", async ({ page }) => {
    await row(page, "a.txt").focus();
    await page.keyboard.press("Alt+Enter");
    await expect(details(page)).toMatchAriaSnapshot(`
      - complementary "Details":
        - heading "a.txt" [level=2]
        - button "Close details"
        - term: Path
        - definition: Files/a.txt
        - term: Kind
        - definition: Text
        - term: Size
        - definition: 15 bytes
        - term: Modified
        - definition:
          - time
        - term: Media type
        - definition: text/plain
        - term: Link
        - definition:
          - code: /http://localhost:\\d+/files/a\\.txt/
          - button "Copy Link": Copy
        - region "Checksums":
          - heading "Checksums" [level=3]
          - paragraph: Fingerprints of the content, to compare with a copy elsewhere.
          - button "Compute"
        - region "Versions":
          - heading "Versions" [level=3]
          - paragraph
    `);
  });

  test("a name that cannot be", async ({ page, complaints }) => {
    complaints.expectNetworkError(status(400), /./);
    await row(page, "a.txt").focus();
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "New name" }).fill("what?.txt");
    await page.keyboard.press("Enter");
    await expect(row(page, "a.txt")).toMatchAriaSnapshot(`
      - row /^a\\.txt, 15 B, Today/:
        - gridcell "Select a.txt":
          - checkbox "Select a.txt"
        - gridcell:
          - textbox "New name" [invalid]: what?.txt
          - alert:
            - text: "“what?.txt” can't be used as a name: a name can't contain “?”."
            - button "Use “what_.txt”"
    `);
  });

  test("names that are taken: one question, and the tray", async ({ page, own, uploads, complaints }) => {
    complaints.expectNetworkError(status(409), /\/files\//);
    for (const name of ["taken.txt", "a.txt", "new.txt", "late.txt"]) await own.write(name, "other");
    await upload(page, own.at("taken.txt"), own.at("a.txt"), own.at("new.txt"));
    await expect(page.getByRole("dialog")).toMatchAriaSnapshot(`
      - dialog "2 of 3 files have a name that is already taken":
        - heading "2 of 3 files have a name that is already taken" [level=2]
        - paragraph: 1 is new.
        - group "Names that are taken":
          - 'radio "Keep both New ones get a number: “taken (2).txt”" [checked]'
          - 'radio "Replace The old ones stay: see Versions in a file''s menu"'
          - radio "Skip Leave what is here"
        - group:
          - text: Decide one by one
          - table:
            - rowgroup:
              - row "Name Already here New Choice"
            - rowgroup:
              - row /^taken\\.txt 19 B, Today .* 5 B, Today .* Keep both$/:
                - rowheader "taken.txt"
                - cell /^19 B, Today/
                - cell /^5 B, Today/
                - cell "Keep both":
                  - combobox "What to do with “taken.txt”":
                    - option "Keep both" [selected]
                    - option "Replace"
                    - option "Skip"
              - row /^a\\.txt/
        - paragraph: /15 B to upload, .* free/
        - button "Cancel"
        - button "Upload 3 files"
    `);
    await dialog(page, /already taken/).getByRole("button", { name: "Cancel" }).click();
    await takenMeanwhile(page, uploads, "late.txt");
    await upload(page, own.at("late.txt"), own.at("new.txt"));
    await expect(trayRow(page, "new.txt")).toContainText("Uploaded and checked");
    await expect(tray(page)).toMatchAriaSnapshot(`
      - region "Uploads":
        - text: 1 file not uploaded 1 file uploaded
        - button "Hide the list of uploads" [expanded]
        - list:
          - listitem:
            - text: late.txt “late.txt” is already here.
            - button "Keep both late.txt": Keep both
            - button "Replace late.txt": Replace
            - button "Skip late.txt": Skip
          - listitem:
            - button "Receipt of new.txt"
            - text: new.txt Uploaded and checked
            - button "Show new.txt": Show
    `);
  });

  test("a preview", async ({ page }) => {
    await page.goto("/?preview=notes.md");
    await expect(stage(page, "notes.md")).toContainText("This is notes.md.");
    await expect(preview(page, "notes.md")).toMatchAriaSnapshot(`
      - dialog "notes.md":
        - banner:
          - heading "notes.md" [level=2]
          - paragraph: 2 of 3 · 18 B
          - button "Source"
          - button "Previous file"
          - button "Next file"
          - link "Download":
            - /url: /files/notes.md
          - button "Details"
          - button "Close preview"
        - group "notes.md":
          - article:
            - paragraph: This is notes.md.
        - status
    `);
  });
});
