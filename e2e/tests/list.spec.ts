import { mkdir, symlink } from "node:fs/promises";
import {
  chooseInTopMenu,
  dialog,
  expectNames,
  expectTrashed,
  goToList,
  list,
  openTrash,
  row,
  rows,
  shownNames,
  statusBar,
  toast,
  trashedRow,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test("an empty upload folder says what to do", async ({ signedInPage: page }) => {
  const state = page.getByRole("region", { name: "Nothing here yet" });
  await expect(state).toContainText("Drop files anywhere on this page, or choose them.");
  await expect(state, "at the very first visit").toContainText("They stay plain files on your server.");
  await expect(state.getByRole("button", { name: "Upload" })).toBeEnabled();
  await expect(statusBar(page)).toContainText("0 items");
  await expect(statusBar(page)).toContainText(/[\d.]+ [GT]B free/);
  await state.getByRole("button", { name: "New folder" }).click();
  await expect(dialog(page, "New folder")).toBeVisible();
});

test("folders come first, and names in the order people count", async ({ signIn, uploads }) => {
  await uploads.writeAll("track 10.mp3", "track 2.mp3", "Track 1.mp3", "zoo/x", "albums/x", "azur.txt");
  const page = await signIn();
  await expectNames(page, ["albums", "zoo", "azur.txt", "Track 1.mp3", "track 2.mp3", "track 10.mp3"]);
  await expect(statusBar(page)).toContainText("6 items");
});

test("the list tells assistive technology what it is", async ({ signIn, uploads }) => {
  await uploads.write("report.pdf", Buffer.alloc(4_200), new Date("2024-03-14T09:26:53Z"));
  await uploads.makeFolder("Photos");
  const page = await signIn();
  await expect(list(page)).toMatchAriaSnapshot(`
    - grid "Files and folders":
      - row "Select all Name Size Modified Actions":
        - columnheader "Select all":
          - checkbox "Select all"
        - columnheader "Name":
          - button "Name"
        - columnheader "Size":
          - button "Size"
        - columnheader "Modified":
          - button "Modified"
        - columnheader "Actions"
      - row /^Photos, folder, Today \\d\\d:\\d\\d$/:
        - gridcell "Select Photos":
          - checkbox "Select Photos"
        - gridcell "Photos":
          - link "Photos":
            - /url: /browse/Photos
        - gridcell "not counted"
        - gridcell /^Today/:
          - time: /^Today \\d\\d:\\d\\d$/
        - gridcell "Actions for Photos":
          - button "Actions for Photos"
      - row "report.pdf, 4.2 kB, 14 Mar 2024":
        - gridcell "Select report.pdf":
          - checkbox "Select report.pdf"
        - gridcell "report.pdf":
          - link "report.pdf":
            - /url: /files/report.pdf
        - gridcell "4.2 kB"
        - gridcell "14 Mar 2024":
          - time: 14 Mar 2024
        - gridcell "Download report.pdf Actions for report.pdf":
          - link "Download report.pdf":
            - /url: /files/report.pdf
          - button "Actions for report.pdf"
  `);
  await expect(list(page)).toHaveAttribute("aria-multiselectable", "true");
  await expect(row(page, "Photos")).toHaveAttribute("aria-selected", "false");
});

test("the rows of the grid are counted from the header on", async ({ signIn, uploads }) => {
  await uploads.writeAll("a", "b", "c");
  const page = await signIn();
  await expectNames(page, ["a", "b", "c"]);
  // ARIA 1.2: aria-rowcount counts all rows, the header's included, and aria-rowindex begins with 1 at the first of them.
  await expect(list(page)).toHaveAttribute("aria-rowcount", "4");
  await expect(list(page).getByRole("row").first()).toHaveAttribute("aria-rowindex", "1");
  await expect(row(page, "a")).toHaveAttribute("aria-rowindex", "2");
  await expect(row(page, "c")).toHaveAttribute("aria-rowindex", "4");
});

test.describe("sorting", () => {
  test.beforeEach(async ({ uploads }) => {
    await uploads.write("small and old.txt", Buffer.alloc(1), new Date("2020-01-01T12:00:00Z"));
    await uploads.write("middle.txt", Buffer.alloc(2_000), new Date("2022-01-01T12:00:00Z"));
    await uploads.write("big and new.txt", Buffer.alloc(300_000), new Date("2024-01-01T12:00:00Z"));
    await uploads.makeFolder("A folder");
  });

  test("by size: the first click shows the largest first, the second the smallest", async ({ signIn }) => {
    const page = await signIn();
    const column = (name: string) => list(page).getByRole("columnheader", { name, exact: true });
    await expect(column("Name")).toHaveAttribute("aria-sort", "ascending");
    await expect(column("Size")).toHaveAttribute("aria-sort", "none");
    await column("Size").getByRole("button").click();
    await expectNames(page, ["A folder", "big and new.txt", "middle.txt", "small and old.txt"]);
    await expect(column("Size")).toHaveAttribute("aria-sort", "descending");
    await expect(column("Name")).toHaveAttribute("aria-sort", "none");
    await column("Size").getByRole("button").click();
    await expectNames(page, ["A folder", "small and old.txt", "middle.txt", "big and new.txt"]);
    await expect(column("Size")).toHaveAttribute("aria-sort", "ascending");
  });

  test("by date: the newest first, then the oldest", async ({ signIn }) => {
    const page = await signIn();
    const modified = list(page).getByRole("columnheader", { name: "Modified", exact: true });
    await modified.getByRole("button").click();
    await expectNames(page, ["A folder", "big and new.txt", "middle.txt", "small and old.txt"]);
    await expect(modified).toHaveAttribute("aria-sort", "descending");
    await modified.getByRole("button").click();
    await expectNames(page, ["A folder", "small and old.txt", "middle.txt", "big and new.txt"]);
    await expect(modified).toHaveAttribute("aria-sort", "ascending");
  });

  test("is said, and remembered in this browser", async ({ signIn }) => {
    const page = await signIn();
    await list(page).getByRole("columnheader", { name: "Size" }).getByRole("button").click();
    await expect(page.getByRole("status")).toHaveText(/Sorted by size, largest first|Files, 4 items/);
    await page.reload();
    await expectNames(page, ["A folder", "big and new.txt", "middle.txt", "small and old.txt"]);
  });

  test("the address wins over what is remembered", async ({ signIn }) => {
    const page = await signIn("/?sort=size&order=asc");
    await expectNames(page, ["A folder", "small and old.txt", "middle.txt", "big and new.txt"]);
  });
});

test("hidden files are counted, then shown when asked for", async ({ signIn, uploads }) => {
  await uploads.writeAll("seen.txt", ".profile", ".cache/x");
  const page = await signIn();
  await expectNames(page, ["seen.txt"]);
  await expect(statusBar(page)).toContainText("1 item, 2 hidden");
  await chooseInTopMenu(page, "menuitemcheckbox", "Show hidden files");
  await expectNames(page, [".cache", ".profile", "seen.txt"]);
  await expect(statusBar(page)).toContainText("3 items");
  await expect(statusBar(page)).not.toContainText("hidden");
  await page.reload();
  await expectNames(page, [".cache", ".profile", "seen.txt"]);
  await chooseInTopMenu(page, "menuitemcheckbox", "Show hidden files");
  await expectNames(page, ["seen.txt"]);
});

test("a folder of hidden files alone says so", async ({ signIn, uploads }) => {
  await uploads.writeAll(".profile", ".bashrc");
  const page = await signIn();
  const state = page.getByRole("region", { name: "Only hidden files here" });
  await expect(state).toContainText("2 files and folders whose names begin with a dot.");
  await state.getByRole("button", { name: "Show hidden files" }).click();
  await expectNames(page, [".bashrc", ".profile"]);
});

test("markup in a file's name is text", async ({ signIn, uploads }) => {
  const names = ["<img src=x onerror=alert(1)>.txt", "<script>alert(2)<\u{2215}script>.txt", "&lt;b&gt;.txt", "‮gpj.exe"];
  await uploads.writeAll(...names);
  const page = await signIn();
  page.on("dialog", (dialog) => {
    throw new Error(`a name was run as a script: ${dialog.message()}`);
  });
  await expect(rows(page)).toHaveCount(names.length);
  expect((await shownNames(page)).sort()).toEqual([...names].sort());
  for (const name of names) {
    await expect(row(page, name).getByRole("link", { name, exact: true })).toBeVisible();
  }
  await expect(list(page).getByRole("img")).toHaveCount(0);

  // The same name in a menu, in a sentence and in the trash.
  const nasty = names[0];
  await row(page, nasty).getByRole("button", { name: "Actions for" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(toast(page)).toHaveText(`“${nasty}” was moved to the trash.`);
  await openTrash(page);
  await expectTrashed(page, [nasty]);
  await trashedRow(page, nasty).focus();
  await page.keyboard.press("Delete");
  await expect(dialog(page, `Delete “${nasty}” for good?`)).toBeVisible();
  await page.keyboard.press("Escape");
});

test("a link that points outside of the folder is shown, not followed", async ({ signIn, uploads, own }) => {
  await own.write("secret.txt");
  await symlink(own.path, uploads.at("outside"));
  const page = await signIn();
  await expectNames(page, ["outside"]);
  await expect(row(page, "outside")).toContainText("Link, not followed");
  await expect(row(page, "outside").getByRole("link")).toHaveCount(0);
  await row(page, "outside").dblclick();
  await expectNames(page, ["outside"]);
});

test.describe("a folder of 500 files", () => {
  const name = (n: number) => `file ${String(n).padStart(3, "0")}.txt`;

  test.beforeEach(async ({ uploads }) => {
    await mkdir(uploads.at("many"));
    for (let n = 0; n < 500; n += 1) await uploads.write(`many/${name(n)}`, "x");
  });

  test("is counted whole, and its end can be scrolled to", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await expect(statusBar(page)).toContainText("500 items");
    await expect(row(page, name(0))).toBeInViewport();
    await list(page).hover();
    await expect(async () => {
      await page.mouse.wheel(0, 20_000);
      await expect(row(page, name(499))).toBeInViewport({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await expect(row(page, name(0))).not.toBeInViewport();
  });

  test("End and Home go to its ends", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await goToList(page);
    await expect(row(page, name(0))).toBeFocused();
    // A page of the list comes with each press, as long as there is more.
    await expect(async () => {
      await page.keyboard.press("End");
      await expect(row(page, name(499))).toBeFocused({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await expect(row(page, name(499))).toBeInViewport();
    await page.keyboard.press("Home");
    await expect(row(page, name(0))).toBeFocused();
    await expect(row(page, name(0))).toBeInViewport();
  });

  test("is fetched page by page, as far as somebody looks", async ({ signIn }) => {
    const page = await signIn("/browse/many");
    await goToList(page);
    expect(await rows(page).count(), "the first page").toBeLessThanOrEqual(300);
    await expect(async () => {
      await page.keyboard.press("End");
      await expect(row(page, name(499))).toBeFocused({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
  });
});
