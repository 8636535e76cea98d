import { status } from "../fixtures/complaints.ts";
import { noise } from "../fixtures/disk.ts";
import { expectNames, settled, tray, trayRow, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test.beforeEach(async ({ uploads, own, complaints }) => {
  complaints.expectNetworkError(status(409), /\/files\/\w+\.(pdf|txt)$/);
  await uploads.write("report.pdf", "the old report");
  await own.write("report.pdf", noise(100_000));
});

test("a name that is taken asks, and nothing is overwritten meanwhile", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  await upload(page, own.at("report.pdf"));
  const conflict = trayRow(page, "report.pdf");
  await expect(conflict).toContainText("“report.pdf” is already here.");
  await expect(tray(page)).toContainText("1 upload needs your attention");
  await expect(conflict.getByRole("button")).toHaveText(["Keep both", "Replace", "Skip"]);
  expect(await uploads.read("report.pdf")).toBe("the old report");
});

test("Keep both gives the new one a number", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  await upload(page, own.at("report.pdf"));
  await trayRow(page, "report.pdf").getByRole("button", { name: "Keep both report.pdf" }).click();
  await expectNames(page, ["report (2).pdf", "report.pdf"]);
  await expect(trayRow(page, "report.pdf")).toContainText("Uploaded as “report (2).pdf”");
  expect(await uploads.read("report.pdf")).toBe("the old report");
  expect(await uploads.sha256("report (2).pdf")).toBe(await own.sha256("report.pdf"));
});

test("Replace puts the new content in the place of the old", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  await settled(page, "report.pdf");
  await upload(page, own.at("report.pdf"));
  await trayRow(page, "report.pdf").getByRole("button", { name: "Replace report.pdf" }).click();
  await expect(tray(page)).toContainText("1 file uploaded");
  expect(await uploads.names()).toEqual(["report.pdf"]);
  expect(await uploads.sha256("report.pdf")).toBe(await own.sha256("report.pdf"));
});

test("Replace overwrites nothing that was changed meanwhile", async ({ signIn, uploads, own, complaints }) => {
  complaints.expectNetworkError(status(412), /\/files\/report\.pdf$/);
  const page = await signIn();
  await settled(page, "report.pdf");
  await upload(page, own.at("report.pdf"));
  const conflict = trayRow(page, "report.pdf");
  await expect(conflict).toContainText("is already here");
  await uploads.write("report.pdf", "changed by somebody else");
  await conflict.getByRole("button", { name: "Replace report.pdf" }).click();
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
  await trayRow(page, "report.pdf").getByRole("button", { name: "Skip report.pdf" }).click();
  await expect(tray(page)).toBeHidden();
  expect(await uploads.names()).toEqual(["report.pdf"]);
  expect(await uploads.read("report.pdf")).toBe("the old report");
});

test("several are decided at once", async ({ signIn, uploads, own }) => {
  await uploads.write("second.txt", "the old second");
  const page = await signIn();
  await upload(page, own.at("report.pdf"), await own.write("second.txt"), await own.write("new.txt"));
  await expect(tray(page)).toContainText("2 uploads need your attention");
  await expect(trayRow(page, "new.txt")).toContainText("Uploaded");
  await tray(page).getByRole("button", { name: "Keep both for all" }).click();
  await expectNames(page, ["new.txt", "report (2).pdf", "report.pdf", "second (2).txt", "second.txt"]);
  expect(await uploads.read("second.txt")).toBe("the old second");
  expect(await uploads.read("second (2).txt")).toBe("This is second.txt.\n");
  expect(await uploads.sha256("report (2).pdf")).toBe(await own.sha256("report.pdf"));
});

test("two uploads of one name: the second asks", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  const first = await own.write("one/twice.txt", "first");
  const second = await own.write("two/twice.txt", "second");
  await upload(page, first);
  await expect(tray(page)).toContainText("1 file uploaded");
  await upload(page, second);
  await expect(trayRow(page, "twice.txt").filter({ hasText: "is already here" })).toBeVisible();
  await trayRow(page, "twice.txt").getByRole("button", { name: "Keep both twice.txt" }).click();
  await expectNames(page, ["report.pdf", "twice (2).txt", "twice.txt"]);
  expect(await uploads.read("twice.txt")).toBe("first");
  expect(await uploads.read("twice (2).txt")).toBe("second");
});

test("what has only just been uploaded can be replaced", async ({ signIn, uploads, own }) => {
  const page = await signIn();
  await upload(page, await own.write("one/draft.txt", "the first draft"));
  await expect(tray(page)).toContainText("1 file uploaded");
  await upload(page, await own.write("two/draft.txt", "the second draft"));
  await trayRow(page, "draft.txt").getByRole("button", { name: "Replace draft.txt" }).click();
  await expect(tray(page)).not.toContainText("needs your attention");
  await expect.poll(() => uploads.read("draft.txt")).toBe("the second draft");
});
