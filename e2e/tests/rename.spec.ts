import type { Page } from "@playwright/test";
import { status } from "../fixtures/complaints.ts";
import { chooseInMenu, expectNames, goToList, list, row } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const field = (page: Page) => list(page).getByRole("textbox", { name: "New name" });

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("report.pdf", "taken.pdf", "v1.2/x");
});

test("F2 turns the name into a field, with the stem selected, and Enter saves", async ({ signIn, uploads }) => {
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("ArrowDown");
  await expect(row(page, "report.pdf")).toBeFocused();
  await page.keyboard.press("F2");
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("report.pdf");
  // What is typed takes the place of the stem alone.
  await page.keyboard.type("minutes");
  await expect(field(page)).toHaveValue("minutes.pdf");
  await page.keyboard.press("Enter");
  await expectNames(page, ["v1.2", "minutes.pdf", "taken.pdf"]);
  await expect(row(page, "minutes.pdf")).toBeFocused();
  expect(await uploads.names()).toEqual(["minutes.pdf", "taken.pdf", "v1.2"]);
  expect(await uploads.read("minutes.pdf")).toBe("This is report.pdf.\n");
  await expect(page.getByRole("status")).toHaveText(/“report\.pdf” is now “minutes\.pdf”\./);
});

test("Escape gives up", async ({ signIn, uploads }) => {
  const page = await signIn();
  await row(page, "report.pdf").getByRole("time").click();
  await page.keyboard.press("F2");
  await field(page).fill("something else.pdf");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
  await expect(row(page, "report.pdf")).toBeFocused();
  await expect(row(page, "report.pdf"), "the key does nothing else").toHaveAttribute("aria-selected", "true");
  expect(await uploads.names()).toEqual(["report.pdf", "taken.pdf", "v1.2"]);
});

test("leaving the field saves", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "report.pdf", "Rename");
  await field(page).fill("minutes.pdf");
  await page.getByRole("banner").click();
  await expectNames(page, ["v1.2", "minutes.pdf", "taken.pdf"]);
  expect(await uploads.names()).toEqual(["minutes.pdf", "taken.pdf", "v1.2"]);
});

test("a folder's name is selected whole", async ({ signIn, uploads }) => {
  const page = await signIn();
  await chooseInMenu(page, "v1.2", "Rename");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("Version 2");
  await page.keyboard.press("Enter");
  await expectNames(page, ["Version 2", "report.pdf", "taken.pdf"]);
  expect(await uploads.read("Version 2/x")).toBe("This is v1.2/x.\n");
});

test("a taken name is told, and what was typed stays", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(409), /\/api\/move$/);
  const page = await signIn();
  await chooseInMenu(page, "report.pdf", "Rename");
  await field(page).fill("taken.pdf");
  await page.keyboard.press("Enter");
  await expect(list(page).getByRole("alert")).toContainText("“taken.pdf” is already here.");
  await expect(field(page)).toHaveValue("taken.pdf");
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await expect(field(page)).toHaveAccessibleDescription("“taken.pdf” is already here.");
  expect(await uploads.read("taken.pdf")).toBe("This is taken.pdf.\n");

  await field(page).fill("free.pdf");
  await page.keyboard.press("Enter");
  await expectNames(page, ["v1.2", "free.pdf", "taken.pdf"]);
  expect(await uploads.names()).toEqual(["free.pdf", "taken.pdf", "v1.2"]);
});

test("a name that cannot be used is told with one that can", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(400), /\/api\/move$/);
  const page = await signIn();
  await chooseInMenu(page, "report.pdf", "Rename");
  await field(page).fill("what?.pdf");
  await page.keyboard.press("Enter");
  const alert = list(page).getByRole("alert");
  await expect(alert).toContainText("“what?.pdf” can't be used as a name: a name can't contain “?”.");
  await alert.getByRole("button", { name: "Use “what_.pdf”" }).click();
  await expectNames(page, ["v1.2", "taken.pdf", "what_.pdf"]);
  expect(await uploads.names()).toEqual(["taken.pdf", "v1.2", "what_.pdf"]);
});

test("the keys of the proposal work like the mouse", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(400), /\/api\/move$/);
  const page = await signIn();
  await chooseInMenu(page, "report.pdf", "Rename");
  await field(page).fill("what?.pdf");
  await page.keyboard.press("Enter");
  const proposal = list(page).getByRole("button", { name: "Use “what_.pdf”" });
  await expect(proposal).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(proposal).toBeFocused();
  await page.keyboard.press("Enter");
  await expectNames(page, ["v1.2", "taken.pdf", "what_.pdf"]);
  expect(await uploads.names()).toEqual(["taken.pdf", "v1.2", "what_.pdf"]);
});
