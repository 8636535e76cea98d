import { stat } from "node:fs/promises";
import { PART, status } from "../fixtures/complaints.ts";
import {
  breadcrumbs,
  dialog,
  expectFolder,
  expectNames,
  holdBack,
  list,
  nameLink,
  preview,
  row,
  stage,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Legal on every system, and spoilt by whoever decodes once too often or too rarely. */
const NASTY = "100%25 & ünïcode #1+'[x]";

test("a folder is made, entered and left again", async ({ signedInPage: page, uploads }) => {
  await page.getByRole("main").getByRole("button", { name: "New folder" }).first().click();
  const making = dialog(page, "New folder");
  await expect(making.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Photos");
  await page.keyboard.press("Enter");
  await expect(making).toBeHidden();
  await expectNames(page, ["Photos"]);
  expect((await stat(uploads.at("Photos"))).isDirectory()).toBe(true);
  await expect(row(page, "Photos"), "the new folder has the focus").toBeFocused();
  await expect(page.getByRole("status")).toHaveText(/Folder “Photos” was made\./);

  await nameLink(page, "Photos").click();
  await expectFolder(page, "Photos");
  await expect(page).toHaveURL(/\/browse\/Photos$/);
  await expect(page).toHaveTitle("Photos – Holdall");
  await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();

  await breadcrumbs(page).getByRole("link", { name: "Files" }).click();
  await expectFolder(page, "Files");
  await expect(row(page, "Photos"), "the folder one comes from").toBeFocused();

  await page.goBack();
  await expectFolder(page, "Photos");
  await page.goBack();
  await expectNames(page, ["Photos"]);
  await page.goForward();
  await expectFolder(page, "Photos");
});

test("a name with every difficult sign is made, opened, reloaded and linked to", async ({ signedInPage: page, uploads }) => {
  await page.getByRole("button", { name: "New folder" }).first().click();
  await dialog(page, "New folder").getByLabel("Name").fill(NASTY);
  await dialog(page, "New folder").getByRole("button", { name: "Create" }).click();
  await expectNames(page, [NASTY]);
  expect(await uploads.names()).toEqual([NASTY]);

  await uploads.write(`${NASTY}/${NASTY}.txt`);
  await nameLink(page, NASTY).click();
  await expectFolder(page, NASTY);
  await expectNames(page, [`${NASTY}.txt`]);
  await page.reload();
  await expectFolder(page, NASTY);
  await expectNames(page, [`${NASTY}.txt`]);

  await nameLink(page, `${NASTY}.txt`).click();
  await expect(stage(page, `${NASTY}.txt`)).toContainText("This is ");
  await page.reload();
  await expect(stage(page, `${NASTY}.txt`)).toContainText("This is ");
  const download = page.waitForEvent("download");
  await preview(page, `${NASTY}.txt`).getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe(`${NASTY}.txt`);
});

test("a long way is folded into a menu", async ({ signIn, uploads }) => {
  await uploads.writeAll("one/two/three/four/five/six.txt");
  const page = await signIn("/browse/one/two/three/four/five");
  await expectFolder(page, "five");
  await expect(breadcrumbs(page).getByRole("link")).toHaveText(["Files", "four"]);
  await breadcrumbs(page).getByRole("button", { name: "More folders" }).click();
  const menu = page.getByRole("menu", { name: "More folders" });
  await expect(menu.getByRole("menuitem")).toHaveText(["one", "two", "three"]);
  await menu.getByRole("menuitem", { name: "two" }).click();
  await expectFolder(page, "two");
  await expectNames(page, ["three"]);
});

test("a double click opens a folder, a click selects it", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/beach.jpg");
  const page = await signIn();
  const time = row(page, "Photos").getByRole("time");
  await time.click();
  await expect(row(page, "Photos")).toHaveAttribute("aria-selected", "true");
  await time.dblclick();
  await expectNames(page, ["beach.jpg"]);
});

test("a name that cannot be used is told with one that can", async ({ signedInPage: page, uploads, complaints }) => {
  complaints.expectNetworkError(status(400), /\/api\/folders\/What%20is%20this%3F$/);
  await page.getByRole("button", { name: "New folder" }).first().click();
  const making = dialog(page, "New folder");
  await making.getByLabel("Name").fill("What is this?");
  await making.getByRole("button", { name: "Create" }).click();
  await expect(making.getByRole("alert")).toContainText(
    "“What is this?” can't be used as a name: a name can't contain “?”.",
  );
  await expect(making.getByLabel("Name")).toHaveValue("What is this?");
  expect(await uploads.names()).toEqual([]);
  await making.getByRole("button", { name: "Use “What is this_”" }).click();
  await expectNames(page, ["What is this_"]);
  expect(await uploads.names()).toEqual(["What is this_"]);
});

test("a name that is taken is told, and what was typed stays", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(409), /\/api\/folders\/Photos$/);
  await uploads.writeAll("Photos/beach.jpg");
  const page = await signIn();
  await page.getByRole("button", { name: "New folder" }).first().click();
  const making = dialog(page, "New folder");
  await making.getByLabel("Name").fill("Photos");
  await page.keyboard.press("Enter");
  await expect(making.getByRole("alert")).toContainText("“Photos” is already here.");
  await expect(making.getByLabel("Name")).toHaveValue("Photos");
  await making.getByRole("button", { name: "Cancel" }).click();
  await expect(making).toBeHidden();
  expect(await uploads.names()).toEqual(["Photos"]);
});

test("Escape closes the dialog and makes nothing", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  const button = page.getByRole("button", { name: "New folder" });
  await button.click();
  await expect(dialog(page, "New folder").getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Half a na");
  await page.keyboard.press("Escape");
  await expect(dialog(page, "New folder")).toBeHidden();
  await expect(button, "the focus returns to where it came from").toBeFocused();
  expect(await uploads.names()).toEqual(["a.txt"]);
});

test("a dialog that is given up while it is on its way does not appear", async ({ page, signIn }) => {
  const held = await holdBack(page, PART);
  await signIn();
  const button = page.getByRole("button", { name: "New folder" }).first();
  await button.click();
  await expect.poll(() => held.asked).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  const arrived = page.waitForResponse((response) => PART.test(new URL(response.url()).pathname));
  held.letGo();
  await (await arrived).finished();
  await expect(button).toBeFocused();
  await button.click();
  await expect(dialog(page, "New folder"), "the part has arrived, and is shown when it is wanted again").toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog(page, "New folder")).toHaveCount(0);
});

test("a folder that is gone names the nearest that is there", async ({ signIn, uploads, complaints }) => {
  complaints.expectNetworkError(status(404), /\/api\/(folders|entries)\//);
  await uploads.writeAll("Photos/beach.jpg");
  const page = await signIn("/browse/Photos/2024/Norway");
  const state = page.getByRole("alert", { name: "This folder is no longer here." });
  await state.getByRole("button", { name: "Go to Photos" }).click();
  await expectFolder(page, "Photos");
  await expectNames(page, ["beach.jpg"]);
});

test("the address of a file is no folder, and of nothing no place", async ({ signIn, uploads, complaints, page }) => {
  complaints.expectNetworkError(status(409), /\/api\/folders\/report\.pdf/);
  await uploads.writeAll("report.pdf");
  await signIn("/browse/report.pdf");
  await page.getByRole("alert", { name: "This is a file, not a folder." }).getByRole("button").click();
  await expectNames(page, ["report.pdf"]);
  await page.goto("/browse/%ff");
  await page.getByRole("button", { name: "Go to Files" }).click();
  await expect(list(page)).toBeVisible();
});
