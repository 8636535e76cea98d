import type { Page } from "@playwright/test";
import { status } from "../fixtures/complaints.ts";
import { noise } from "../fixtures/disk.ts";
import { dialog, expectNames, holdBack, settled, takenMeanwhile, toast, tray, trayRow, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Where the server is asked what stands in the way. */
const PLAN = /api\/plan$/;

const question = (page: Page) => dialog(page, "“report.pdf” is already here");
const choice = (page: Page, name: string) => page.getByRole("dialog").getByRole("radio", { name });
const go = (page: Page, label: string) => page.getByRole("dialog").getByRole("button", { name: label, exact: true }).click();

test.describe("before anything is sent", () => {
  test.beforeEach(async ({ uploads, own }) => {
    await uploads.write("report.pdf", "the old report");
    await own.write("report.pdf", noise(100_000));
  });

  test("a name that is taken is asked about, and Enter keeps both", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    await upload(page, own.at("report.pdf"));
    await expect(question(page)).toContainText("New ones get a number: “report (2).pdf”");
    await expect(choice(page, "Keep both")).toBeChecked();
    await expect(tray(page), "nothing is sent before it is decided").toBeHidden();
    await expect(question(page).getByRole("button", { name: "Upload 1 file" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expectNames(page, ["report (2).pdf", "report.pdf"]);
    await expect(trayRow(page, "report.pdf")).toContainText("Uploaded as “report (2).pdf”");
    expect(await uploads.read("report.pdf")).toBe("the old report");
    expect(await uploads.sha256("report (2).pdf")).toBe(await own.sha256("report.pdf"));
  });

  test("what is added while something else is decided about has its turn afterwards", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    for (const decide of ["Cancel", "Upload 1 file"]) {
      const added = await own.write(`beside ${decide}.txt`);
      const held = await holdBack(page, PLAN);
      await upload(page, own.at("report.pdf"));
      await expect(page.getByRole("main")).toContainText("Looking at what is already here…");
      await upload(page, added);
      held.letGo();
      await expect(question(page)).toBeVisible();
      await go(page, decide);
      await expect.poll(() => uploads.has(`beside ${decide}.txt`)).toBe(true);
      await expect(question(page)).toHaveCount(0);
      await page.unroute(PLAN);
    }
    expect(await uploads.names()).toEqual(["beside Cancel.txt", "beside Upload 1 file.txt", "report (2).pdf", "report.pdf"]);
  });

  test("Escape and Cancel send nothing", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    for (const end of [() => page.keyboard.press("Escape"), () => go(page, "Cancel")]) {
      await upload(page, own.at("report.pdf"), await own.write("new.txt"));
      await expect(question(page)).toContainText("1 is new.");
      await end();
      await expect(question(page)).toHaveCount(0);
    }
    await expect(tray(page)).toBeHidden();
    expect(await uploads.names()).toEqual(["report.pdf"]);
  });

  test("Replace puts the new content in the place of the old", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    await settled(page, "report.pdf");
    await upload(page, own.at("report.pdf"));
    await choice(page, "Replace").check();
    await expect(question(page)).toContainText("The old ones stay: see Versions in a file's menu");
    await go(page, "Replace 1 file");
    await expect(tray(page)).toContainText("1 file uploaded");
    expect(await uploads.names()).toEqual(["report.pdf"]);
    expect(await uploads.sha256("report.pdf")).toBe(await own.sha256("report.pdf"));
  });

  test("Replace overwrites nothing that was changed meanwhile", async ({ signIn, uploads, own, complaints }) => {
    complaints.expectNetworkError(status(412), /\/files\/report\.pdf\b/);
    const page = await signIn();
    await settled(page, "report.pdf");
    await upload(page, own.at("report.pdf"));
    await choice(page, "Replace").check();
    await uploads.write("report.pdf", "changed by somebody else");
    await go(page, "Replace 1 file");
    const conflict = trayRow(page, "report.pdf");
    await expect(conflict).toContainText(
      "“report.pdf” was changed by someone else while you worked. Nothing was overwritten.",
    );
    expect(await uploads.read("report.pdf")).toBe("changed by somebody else");
    await conflict.getByRole("button", { name: "Replace anyway" }).click();
    await expect(tray(page)).toContainText("1 file uploaded");
    expect(await uploads.sha256("report.pdf")).toBe(await own.sha256("report.pdf"));
  });

  test("Skip leaves what is here", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    await upload(page, own.at("report.pdf"));
    await choice(page, "Skip").check();
    await go(page, "Skip");
    await expect(question(page)).toHaveCount(0);
    await expect(tray(page)).toBeHidden();
    expect(await uploads.read("report.pdf")).toBe("the old report");
  });

  test("several are decided at once, or one by one", async ({ signIn, uploads, own }) => {
    for (const name of ["a.txt", "b.txt"]) await uploads.write(name, `the old ${name}`);
    const page = await signIn();
    await settled(page, "b.txt");
    await own.writeAll("a.txt", "b.txt", "new.txt");
    await upload(page, ...["report.pdf", "a.txt", "b.txt", "new.txt"].map((name) => own.at(name)));
    const question = dialog(page, "3 of 4 files have a name that is already taken");
    await expect(question).toContainText("1 is new.");
    await expect(question.getByRole("button", { name: "Upload 4 files" })).toBeVisible();
    await choice(page, "Skip").check();
    await expect(question.getByRole("button", { name: "Upload 1 file" })).toBeVisible();
    await expect(question.getByRole("row", { name: /^a\.txt/ })).toContainText("13 B, Today");
    await question.getByRole("combobox", { name: "What to do with “b.txt”" }).selectOption("Replace");
    await question.getByRole("combobox", { name: "What to do with “report.pdf”" }).selectOption("Keep both");
    for (const rule of ["Keep both", "Replace", "Skip"]) await expect(choice(page, rule), "it holds not for all").not.toBeChecked();
    await go(page, "Upload 2 and replace 1");
    await expectNames(page, ["a.txt", "b.txt", "new.txt", "report (2).pdf", "report.pdf"]);
    await expect(tray(page)).toContainText("3 files uploaded");
    expect(await uploads.read("a.txt")).toBe("the old a.txt");
    expect(await uploads.read("b.txt")).toBe("This is b.txt.\n");
    expect(await uploads.sha256("report (2).pdf")).toBe(await own.sha256("report.pdf"));
  });

  test("more than three are shown one by one to who asks for them", async ({ signIn, uploads, own }) => {
    const names = ["a.txt", "b.txt", "c.txt", "d.txt"];
    for (const name of names) await uploads.write(name, `the old ${name}`);
    await own.writeAll(...names);
    const page = await signIn();
    await upload(page, ...names.map((name) => own.at(name)));
    const question = dialog(page, "4 of 4 files have a name that is already taken");
    const row = question.getByRole("row", { name: /^d\.txt/ });
    await expect(question.getByRole("radio", { name: "Keep both" })).toBeChecked();
    await expect(row).toBeHidden();
    await question.getByText("Decide one by one").click();
    await expect(row).toBeVisible();
  });

  test("nothing to decide is no question", async ({ signIn, own }) => {
    const page = await signIn();
    await upload(page, await own.write("new.txt"));
    await expect(tray(page)).toContainText("1 file uploaded");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("what has only just been uploaded can be replaced", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    await upload(page, await own.write("one/draft.txt", "the first draft"));
    await expect(tray(page)).toContainText("1 file uploaded");
    await upload(page, await own.write("two/draft.txt", "the second draft"));
    await choice(page, "Replace").check();
    await go(page, "Replace 1 file");
    await expect.poll(() => uploads.read("draft.txt")).toBe("the second draft");
  });

  test("names that cannot be get others, and one that is taken is asked about again", async ({ signIn, uploads, own }) => {
    await uploads.write("taken.txt", "the old one");
    const page = await signIn();
    await upload(page, await own.write("What is this?.mp4"), await own.write("why*.txt"), await own.write("good.txt"));
    const question = dialog(page, "2 names can’t be used");
    const field = (name: string) => question.getByRole("textbox", { name: `New name for “${name}”` });
    await expect(question).toContainText("A name can't contain “?”.");
    await expect(field("What is this?.mp4")).toHaveValue("What is this_.mp4");
    await field("why*.txt").fill("taken.txt");
    await go(page, "Upload 3 files");
    const again = dialog(page, "“taken.txt” is already here");
    await expect(again).toBeVisible();
    await go(page, "Upload 3 files");
    await expectNames(page, ["good.txt", "report.pdf", "taken (2).txt", "taken.txt", "What is this_.mp4"]);
    expect(await uploads.read("taken.txt")).toBe("the old one");
    expect(await uploads.read("taken (2).txt")).toBe("This is why*.txt.\n");
  });
});

test.describe("with --quota 1MB", () => {
  test.use({ serverArgs: ["--quota", "1MB"] });

  test("a batch for which there is no room is not begun", async ({ signIn, uploads, own }) => {
    await uploads.write("a.bin", noise(100_000));
    const page = await signIn();
    for (const name of ["a.bin", "b.bin"]) await own.write(name, noise(500_000));
    await upload(page, own.at("a.bin"), own.at("b.bin"));
    const question = dialog(page, "“a.bin” is already here");
    await expect(question).toContainText(/1\.00 MB to upload, 900 kB free\. Remove 100 kB of files to go on\./);
    await expect(question.getByRole("button", { name: "Upload 2 files" })).toBeDisabled();
    await choice(page, "Skip").check();
    await expect(question).toContainText("500 kB to upload, 900 kB free");
    await go(page, "Upload 1 file");
    await expect(tray(page)).toContainText("1 file uploaded");
    expect(await uploads.names()).toEqual(["a.bin", "b.bin"]);
  });
});

test.describe("while it is on its way", () => {
  test.beforeEach(({ complaints }) => complaints.expectNetworkError(status(409), /\/files\/\w+\.(pdf|txt)/));

  test("a name that is taken asks in the tray, and nothing is overwritten", async ({ signIn, uploads, own, page }) => {
    await takenMeanwhile(page, uploads, "report.pdf");
    await signIn();
    await upload(page, await own.write("report.pdf"));
    const conflict = trayRow(page, "report.pdf");
    await expect(conflict).toContainText("“report.pdf” is already here.");
    await expect(tray(page)).toContainText("1 file not uploaded");
    await expect(conflict.getByRole("button")).toHaveText(["Keep both", "Replace", "Skip"]);
    expect(await uploads.read("report.pdf")).toBe("the old report.pdf");
    await conflict.getByRole("button", { name: "Keep both report.pdf" }).click();
    await expectNames(page, ["report (2).pdf", "report.pdf"]);
  });

  test("several are decided at once", async ({ signIn, uploads, own, page }) => {
    await takenMeanwhile(page, uploads, "one.txt", "two.txt");
    await signIn();
    await upload(page, await own.write("one.txt"), await own.write("two.txt"), await own.write("new.txt"));
    await expect(tray(page)).toContainText("2 files not uploaded");
    await expect(trayRow(page, "new.txt")).toContainText("Uploaded");
    await tray(page).getByRole("button", { name: "Keep both for all" }).click();
    await expectNames(page, ["new.txt", "one (2).txt", "one.txt", "two (2).txt", "two.txt"]);
    expect(await uploads.read("one.txt")).toBe("the old one.txt");
    expect(await uploads.read("two (2).txt")).toBe("This is two.txt.\n");
  });
});

test.describe("what is there already", () => {
  test("is not sent again, and is no question", async ({ signIn, uploads, own, page }) => {
    const content = noise(9_000_000);
    await own.write("same.bin", content);
    await own.write("other.bin", noise(1_000));
    await signIn();
    await upload(page, own.at("same.bin"), own.at("other.bin"));
    await expect(tray(page)).toContainText("2 files uploaded");
    await settled(page, "same.bin");
    await settled(page, "other.bin");
    let sent = 0;
    page.on("request", (request) => {
      if (/\/(files|uploads)\b/.test(new URL(request.url()).pathname) && request.method() !== "GET") sent += 1;
    });
    await own.write("other.bin", noise(1_000));
    await upload(page, own.at("same.bin"), own.at("other.bin"));
    const question = dialog(page, "“other.bin” is already here");
    await expect(question).toContainText("1 is already here, unchanged, and will not be sent again.");
    await go(page, "Cancel");
    await upload(page, own.at("same.bin"));
    await expect(toast(page)).toHaveText("1 file is already here, unchanged.");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await uploads.names()).toEqual(["other.bin", "same.bin"]);
    expect(sent).toBe(0);
  });
});
