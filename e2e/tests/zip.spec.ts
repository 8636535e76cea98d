import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Download } from "@playwright/test";
import { noise, sha256OfFile, type Folder } from "../fixtures/disk.ts";
import { chooseInMenu, goToList, row, selectionBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Opens an archive with a program that is not ours, and answers the path of every file in it with its SHA-256. */
async function contentOf(download: Download, own: Folder): Promise<Record<string, string>> {
  const into = own.at(`out-${await readdir(own.path).then((names) => names.length)}`);
  await mkdir(into);
  const script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])";
  await promisify(execFile)("python3", ["-c", script, await download.path(), into]);
  return hashesIn(into);
}

/** The path of every file below a folder, Holdall's own left out, with its SHA-256. */
async function hashesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes(".holdall"));
  const pairs = files.map(async (file) => {
    const path = join(file.parentPath, file.name);
    return [path.slice(folder.length + 1), await sha256OfFile(path)] as const;
  });
  return Object.fromEntries((await Promise.all(pairs)).sort());
}

test.beforeEach(async ({ uploads }) => {
  await uploads.write("Grüße & co/2024/beach.jpg", noise(120_000));
  await uploads.write("Grüße & co/notes.txt", "Notes.\n");
  await uploads.makeFolder("Grüße & co/empty");
  await uploads.write("report.pdf", noise(50_000));
  await uploads.write("song.mp3", noise(1_000));
});

test("a folder is downloaded whole, from its menu, under its name", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  const coming = page.waitForEvent("download");
  await chooseInMenu(page, "Grüße & co", "Download as zip");
  const download = await coming;
  expect(download.suggestedFilename()).toBe("Grüße & co.zip");
  const expected = Object.entries(await hashesIn(uploads.path)).filter(([path]) => path.startsWith("Grüße & co/"));
  expect(await contentOf(download, own)).toEqual(Object.fromEntries(expected));
});

test("several entries are one archive, from the selection bar and from the menu of one of them", async ({
  signIn,
  uploads,
  own,
}) => {
  const page = await signIn();
  await row(page, "report.pdf").getByRole("checkbox").check();
  const bar = selectionBar(page);
  await expect(bar.getByRole("link", { name: "Download", exact: true }), "one file is downloaded itself").toBeVisible();
  await expect(bar.getByRole("link", { name: "Download as zip" })).toHaveCount(0);
  await row(page, "Grüße & co").getByRole("checkbox").check();
  await expect(bar.getByRole("link", { name: "Download", exact: true })).toHaveCount(0);
  const expected = await hashesIn(uploads.path);
  delete expected["song.mp3"];
  for (const way of [
    () => bar.getByRole("link", { name: "Download as zip" }).click(),
    () => chooseInMenu(page, "report.pdf", "Download as zip"),
  ]) {
    const coming = page.waitForEvent("download");
    await way();
    const download = await coming;
    expect(download.suggestedFilename()).toBe("files.zip");
    expect(await contentOf(download, own)).toEqual(expected);
  }
});

test("a selection that no address can hold is sent as a form, and the page stays", async ({
  signIn,
  uploads,
  own,
  context,
}) => {
  for (let n = 0; n < 190; n += 1) {
    await uploads.write(`many/a file with a name that is rather long, number ${String(n).padStart(3, "0")}.txt`, `${n}`);
  }
  const page = await signIn("/browse/many");
  await goToList(page);
  await page.keyboard.press("Control+a");
  await expect(selectionBar(page)).toContainText("190 selected");
  const coming = new Promise<Download>((resolve) => {
    page.on("download", resolve);
    context.on("page", (tab) => tab.on("download", resolve));
  });
  await selectionBar(page).getByRole("button", { name: "Download as zip" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("many.zip");
  const content = await contentOf(download, own);
  expect(Object.keys(content)).toHaveLength(190);
  expect(content).toEqual(await hashesIn(uploads.at("many")));
  await expect(selectionBar(page), "nothing is lost").toContainText("190 selected");
  await expect.poll(() => context.pages().length, "the tab of the download is gone").toBe(1);
});

test("it is reached without a mouse", async ({ signIn, own, uploads }) => {
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Open" })).toBeFocused();
  await page.keyboard.press("d");
  await expect(page.getByRole("menuitem", { name: "Download as zip" })).toBeFocused();
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const content = await contentOf(await coming, own);
  expect(Object.keys(content)).toEqual(["Grüße & co/2024/beach.jpg", "Grüße & co/notes.txt"]);
  expect(await readFile(uploads.at("Grüße & co/notes.txt"), "utf8")).toBe("Notes.\n");
});

test.describe("for a guest of a public server", () => {
  test.use({ serverArgs: ["--public-read"] });

  test("folders are downloaded too", async ({ page, own }) => {
    await page.goto("/");
    const coming = page.waitForEvent("download");
    await chooseInMenu(page, "Grüße & co", "Download as zip");
    expect(Object.keys(await contentOf(await coming, own))).toHaveLength(2);
  });
});
