import type { Locator, Page } from "@playwright/test";
import { noise, sha256, sha256OfFile } from "../fixtures/disk.ts";
import {
  chooseInMenu,
  details,
  dialog,
  expectNames,
  fact,
  goToList,
  row,
  settled,
  toast,
  upload,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const versions = (page: Page): Locator => details(page).getByRole("region", { name: "Versions" }).getByRole("listitem");

test("a file that was never replaced has none", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt", "Photos/x");
  const page = await signIn();
  await chooseInMenu(page, "a.txt", "Versions");
  await expect(details(page).getByRole("heading", { name: "Versions" })).toBeFocused();
  await expect(details(page)).toContainText("No earlier versions.");
  await chooseInMenu(page, "Photos", "Details");
  await expect(details(page).getByRole("heading", { name: "Versions" }), "a folder has none").toHaveCount(0);
});

test("what an upload replaces becomes a version, is downloaded, and comes back", async ({ signIn, uploads, own }) => {
  const [first, second] = [noise(40_000), noise(50_000)];
  await uploads.write("report.pdf", first, new Date("2024-03-14T09:26:53Z"));
  await own.write("report.pdf", second);
  const page = await signIn();
  await settled(page, "report.pdf");
  await chooseInMenu(page, "report.pdf", "Versions");
  await expect(details(page)).toContainText("No earlier versions.");
  await upload(page, own.at("report.pdf"));
  const question = dialog(page, "“report.pdf” is already here");
  await question.getByRole("radio", { name: "Replace" }).check();
  await question.getByRole("button", { name: "Replace 1 file" }).click();
  await expect(versions(page)).toHaveCount(1);
  await expect(versions(page)).toContainText(/14 Mar 2024.*40\.0 kB · until today/);
  expect(await uploads.sha256("report.pdf")).toBe(sha256(second));

  const coming = page.waitForEvent("download");
  await versions(page).getByRole("link", { name: "Download: version of 14 Mar 2024" }).click();
  expect((await coming).suggestedFilename()).toBe("report.pdf");
  expect(await sha256OfFile(await (await coming).path())).toBe(sha256(first));

  await versions(page).getByRole("button", { name: "Restore: version of 14 Mar 2024" }).click();
  await expect(toast(page)).toHaveText("“report.pdf” is as it was on 14 Mar 2024. What it was until now is a version.");
  await expect(fact(page, "Size")).toHaveText("40,000 bytes (40.0 kB)");
  await expect(versions(page)).toHaveCount(1);
  await expect(versions(page)).toContainText("50.0 kB");
  expect(await uploads.sha256("report.pdf")).toBe(sha256(first));
});

test("several are listed, the latest first; one is deleted for good after a question", async ({
  signIn,
  uploads,
  server,
}) => {
  await uploads.write("a.txt", "1");
  await server.replace("a.txt", "22");
  await server.replace("a.txt", "333");
  await server.replace("a.txt", "4444");
  const page = await signIn();
  await chooseInMenu(page, "a.txt", "Versions");
  await expect(versions(page)).toContainText(["3 B", "2 B", "1 B"]);
  await versions(page).nth(1).getByRole("button", { name: /^Delete for good/ }).click();
  const question = dialog(page, "Delete this version for good?");
  await expect(question).toContainText("This can't be undone.");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete for good" }).click();
  await expect(versions(page)).toContainText(["3 B", "1 B"]);
  await expect(versions(page)).toHaveCount(2);
  await expect(details(page).getByRole("heading", { name: "Versions" }), "the focus stays near").toBeFocused();
  expect(await uploads.read("a.txt"), "the file itself is as it was").toBe("4444");
});

test("versions are reached and restored without a mouse", async ({ signIn, uploads, server }) => {
  await uploads.write("a.txt", "before");
  await server.replace("a.txt", "after");
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Open" })).toBeFocused();
  await page.keyboard.press("v");
  await expect(page.getByRole("menuitem", { name: "Versions" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(details(page).getByRole("heading", { name: "Versions" })).toBeFocused();
  await expect(versions(page)).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(versions(page).getByRole("link", { name: /^Download/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => uploads.read("a.txt")).toBe("before");
  await expect(versions(page)).toContainText("5 B");
  await expect(details(page).getByRole("heading", { name: "Versions" }), "the button is gone").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
  await expect(row(page, "a.txt")).toBeFocused();
});

test("a deleted file takes its versions along, and they come back with it", async ({ signIn, uploads, server }) => {
  await uploads.write("a.txt", "before");
  await server.replace("a.txt", "after");
  const page = await signIn();
  await chooseInMenu(page, "a.txt", "Versions");
  await expect(versions(page)).toHaveCount(1);
  await chooseInMenu(page, "a.txt", "Delete");
  await expect(details(page)).toContainText("Nothing is selected.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expectNames(page, ["a.txt"]);
  await expect(versions(page)).toContainText("6 B");
});

test.describe("with --read-only", () => {
  test.use({ serverArgs: ["--read-only"] });

  test("the details show, and offer no change", async ({ signIn, uploads }) => {
    await uploads.write("a.txt", "x");
    const page = await signIn();
    await chooseInMenu(page, "a.txt", "Versions");
    await expect(details(page)).toContainText("No earlier versions.");
    await expect(details(page).getByRole("button", { name: /Restore|Delete/ })).toHaveCount(0);
  });
});

test.describe("with --versions 0", () => {
  test.use({ serverArgs: ["--versions", "0"] });

  test("it says that none are kept", async ({ signIn, uploads }) => {
    await uploads.write("a.txt", "x");
    const page = await signIn();
    await chooseInMenu(page, "a.txt", "Versions");
    await expect(details(page)).toContainText("This server keeps no versions.");
  });
});
