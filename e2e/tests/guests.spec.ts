import { status } from "../fixtures/complaints.ts";
import { sha256OfFile } from "../fixtures/disk.ts";
import { dialog, drag, enterCredential, expectNames, goToList, nameLink, row } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("report.pdf", "Photos/beach.jpg");
});

test.describe("with --read-only", () => {
  test.use({ serverArgs: ["--read-only"] });

  test("the page offers nothing that changes anything", async ({ signIn, uploads, own }) => {
    const page = await signIn();
    await expectNames(page, ["Photos", "report.pdf"]);
    await expect(page.getByText("View only").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Upload" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "New folder" })).toHaveCount(0);

    await row(page, "report.pdf").getByRole("button", { name: "Actions for report.pdf" }).click();
    await expect(page.getByRole("menuitem")).toHaveText(["Open", "Download", "Copy link", "Details", "Versions"]);
    await page.keyboard.press("Escape");
    await row(page, "report.pdf").getByRole("checkbox").check();
    await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await goToList(page);
    for (const key of ["Delete", "F2"]) await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("textbox")).toHaveCount(0);

    const files = await drag(page, [await own.write("new.txt")]);
    await files.enter(page.getByRole("main"));
    await expect(page.getByText("You can't add files here")).toBeVisible();
    await files.drop(page.getByRole("main"));
    expect(await uploads.names()).toEqual(["Photos", "report.pdf"]);
  });
});

test.describe("with --public-read", () => {
  test.use({ serverArgs: ["--public-read"] });

  test("a guest looks around and downloads, and may sign in", async ({ page, uploads }) => {
    await page.goto("/");
    await expectNames(page, ["Photos", "report.pdf"]);
    await expect(page.getByRole("button", { name: "Upload" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "New folder" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /^Trash/ }), "they can change nothing").toHaveCount(0);
    await nameLink(page, "Photos").click();
    await expectNames(page, ["beach.jpg"]);
    const coming = page.waitForEvent("download");
    await row(page, "beach.jpg").getByRole("link", { name: "Download beach.jpg" }).click();
    expect(await sha256OfFile(await (await coming).path())).toBe(await uploads.sha256("Photos/beach.jpg"));

    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await enterCredential(dialog(page, "Sign in"));
    await expect(dialog(page, "Sign in")).toBeHidden();
    await expect(page.getByRole("button", { name: "Upload", exact: true })).toBeVisible();
    await expectNames(page, ["beach.jpg"]);
  });

  test("the sign-in dialog of a guest is closed by Escape", async ({ page, complaints }) => {
    complaints.expectNetworkError(status(401), /\/api\/session$/);
    await page.goto("/");
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await enterCredential(dialog(page, "Sign in"), "not the token of this server");
    await expect(dialog(page, "Sign in").getByRole("alert")).toContainText("That token or code doesn't work.");
    await page.keyboard.press("Escape");
    await expect(dialog(page, "Sign in")).toBeHidden();
    await expectNames(page, ["Photos", "report.pdf"]);
  });
});
