import { createHash } from "node:crypto";
import { DIALOGS } from "../fixtures/complaints.ts";
import { noise, sha256 } from "../fixtures/disk.ts";
import { chooseInMenu, details, dialog, expectNames, fact, goToList, holdBack, row } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const LONG = "Minutes of the extraordinarily long meeting about the length of names in lists, final version.pdf";

test("the menu opens it; it tells path, kind, exact size, full time, media type and link", async ({
  signIn,
  uploads,
  server,
}) => {
  await uploads.write("Photos/report 1.pdf", Buffer.alloc(1_204_220), new Date("2024-03-14T09:26:53Z"));
  const page = await signIn("/browse/Photos");
  await expect(details(page), "closed by default").toHaveCount(0);
  await chooseInMenu(page, "report 1.pdf", "Details");
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("report 1.pdf");
  await expect(fact(page, "Path")).toHaveText("Files/Photos/report 1.pdf");
  await expect(fact(page, "Kind")).toHaveText("Document");
  await expect(fact(page, "Size")).toHaveText("1,204,220 bytes (1.20 MB)");
  await expect(fact(page, "Modified")).toHaveText(/14 March 2024.*09:26:53/);
  await expect(fact(page, "Media type")).toHaveText("application/pdf");
  await expect(fact(page, "Link")).toContainText(`${server.origin}/files/Photos/report%201.pdf`);
  await details(page).getByRole("button", { name: "Close details" }).click();
  await expect(details(page)).toHaveCount(0);
  await expect(row(page, "report 1.pdf"), "the focus goes back to the list").toBeFocused();
});

test("Alt+Enter opens it, it follows the cursor and the selection, Escape closes it", async ({ signIn, uploads }) => {
  await uploads.write("a.txt", "one");
  await uploads.write("b.txt", "three");
  await uploads.makeFolder("Photos");
  const page = await signIn();
  await goToList(page);
  await page.keyboard.press("Alt+Enter");
  const title = details(page).getByRole("heading", { level: 2 });
  await expect(title).toHaveText("Photos");
  await expect(row(page, "Photos"), "the focus stays in the list").toBeFocused();
  await expect(page.getByRole("status")).toHaveText(/Details of “Photos”/);
  await expect(fact(page, "Kind")).toHaveText("Folder");
  await expect(fact(page, "Size")).toContainText("not counted");
  await page.keyboard.press("ArrowDown");
  await expect(title).toHaveText("a.txt");
  await expect(fact(page, "Size")).toHaveText("3 bytes");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(title).toHaveText("2 items selected");
  await expect(fact(page, "Size")).toHaveText("8 B");
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
  await expect(row(page, "b.txt"), "the selection is the next layer").toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(row(page, "b.txt")).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Alt+Enter");
  await expect(title).toHaveText("b.txt");
  await page.keyboard.press("Alt+Enter");
  await expect(details(page)).toHaveCount(0);
});

test("Escape gives up a dialog that is on its way, and leaves the details open", async ({ page, signIn, uploads }) => {
  await uploads.write("a.txt", "one");
  const held = await holdBack(page, DIALOGS);
  await signIn();
  await goToList(page);
  await page.keyboard.press("Alt+Enter");
  await expect(details(page)).toBeVisible();
  await page.keyboard.press("?");
  await expect.poll(() => held.asked).toBe(1);
  await page.keyboard.press("Escape");
  const arrived = page.waitForResponse((response) => DIALOGS.test(response.url()));
  held.letGo();
  await (await arrived).finished();
  await page.keyboard.press("?");
  await expect(dialog(page, "Keyboard shortcuts"), "the part has arrived").toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog(page, "Keyboard shortcuts")).toHaveCount(0);
  await expect(details(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
});

test("it stays open from folder to folder", async ({ signIn, uploads }) => {
  await uploads.writeAll("Photos/beach.jpg", "a.txt");
  const page = await signIn();
  await chooseInMenu(page, "a.txt", "Details");
  await row(page, "Photos").getByRole("link", { name: "Photos" }).click();
  await expectNames(page, ["beach.jpg"]);
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("beach.jpg");
});

test("checksums are computed when asked for, and are those of the bytes on the disk", async ({
  signIn,
  uploads,
  context,
  server,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const content = noise(300_000);
  await uploads.write("disk.img", content);
  await uploads.write("other.bin", "x");
  const page = await signIn();
  await chooseInMenu(page, "disk.img", "Details");
  await expect(fact(page, "SHA-256")).toHaveCount(0);
  await details(page).getByRole("button", { name: "Compute" }).click();
  await expect(fact(page, "SHA-256")).toContainText(sha256(content));
  await expect(fact(page, "BLAKE3")).toContainText(/^[0-9a-f]{64}/);
  await details(page).getByRole("button", { name: "Copy SHA-256" }).click();
  await expect(details(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sha256(content));
  await expect(details(page).getByRole("button", { name: "Copy SHA-256" }), "after a moment").toBeVisible();

  // Another content has other checksums: the old ones must not stand beside it.
  await row(page, "other.bin").focus();
  await expect(fact(page, "SHA-256")).toHaveCount(0);
  await server.replace("disk.img", "another");
  await row(page, "disk.img").focus();
  await expect(fact(page, "SHA-256"), "the page hears that it is another file").toHaveCount(0);
  await expect(fact(page, "Size")).toHaveText("7 bytes");
  await page.reload();
  await chooseInMenu(page, "other.bin", "Details");
  await server.replace("other.bin", "another");
  await details(page).getByRole("button", { name: "Compute" }).click();
  await expect(fact(page, "Size"), "what is computed is what is there").toHaveText("7 bytes");
  await expect(fact(page, "SHA-256")).toContainText(createHash("sha256").update("another").digest("hex"));
});

test("the link is copied; without a clipboard it is shown, selected", async ({ signIn, uploads, context, server }) => {
  await uploads.writeAll("Photos/x", "a b.txt");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await signIn();
  await chooseInMenu(page, "Photos", "Details");
  await details(page).getByRole("button", { name: "Copy Link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${server.origin}/browse/Photos`);
  // As on plain HTTP from another computer.
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await row(page, "a b.txt").focus();
  await details(page).getByRole("button", { name: "Copy Link" }).click();
  await expect(dialog(page, "Copy").getByRole("textbox")).toHaveValue(`${server.origin}/files/a%20b.txt`);
  await expect(dialog(page, "Copy").getByRole("textbox")).toBeFocused();
});

test("in a window below 1200 px it lies over the list, which keeps its width", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  await chooseInMenu(page, "a.txt", "Details");
  const grid = page.getByRole("grid");
  const widths = async () => [await grid.boundingBox(), await details(page).boundingBox()].map((box) => box?.width);
  expect(await widths(), "beside the list").toEqual([1280 - 320, 320]);
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect.poll(widths, "over it").toEqual([1000, 320]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("it is a sheet, with the whole name on two lines", async ({ signIn, uploads }) => {
    await uploads.writeAll(LONG);
    const page = await signIn();
    await row(page, LONG).getByRole("button", { name: "Actions for" }).tap();
    await page.getByRole("menuitem", { name: "Details" }).tap();
    await expect(details(page).getByRole("button", { name: "Close details" })).toBeFocused();
    const edges = async () => {
      const box = await details(page).boundingBox();
      return [box?.x, box?.width, (box?.y ?? 0) + (box?.height ?? 0)];
    };
    await expect.poll(edges, "at the foot, once it has slid in").toEqual([0, 390, 844]);
    await details(page).getByRole("button", { name: "Close details" }).tap();
    await expect(row(page, LONG)).toBeFocused();

    await row(page, LONG).getByRole("button", { name: "Actions for" }).tap();
    await page.getByRole("menuitem", { name: "Details" }).tap();
    await page.touchscreen.tap(195, 40);
    await expect(details(page), "a tap beside it closes it").toHaveCount(0);
  });
});

test("a folder is counted when somebody asks", async ({ signIn, uploads }) => {
  await uploads.write("Photos/a.jpg", Buffer.alloc(1_000));
  await uploads.write("Photos/2024/b.jpg", Buffer.alloc(500));
  await uploads.write("Other/c.txt", "abc");
  const page = await signIn();
  await row(page, "Photos").click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Alt+Enter");
  await expect(fact(page, "Size")).toContainText("not counted");
  await details(page).getByRole("button", { name: "Count" }).click();
  await expect(fact(page, "Size")).toHaveText("1,500 bytes (1.5 kB) in 2 files");
  await row(page, "Other").click({ position: { x: 400, y: 10 } });
  await expect(fact(page, "Size"), "another folder is another count").toContainText("not counted");
  await details(page).getByRole("button", { name: "Count" }).click();
  await expect(fact(page, "Size")).toHaveText("3 bytes in 1 file");
});
