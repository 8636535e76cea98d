// What runs the uploads is a part of the page; these tests have it come late (frontend/src/upload/engine.rs).
import type { Page } from "@playwright/test";

import { ENGINE } from "../fixtures/complaints.ts";
import { chooseInTopMenu, enterCredential, expectNames, holdBack, tray, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const adding = (page: Page) => page.getByRole("main").getByRole("status").filter({ hasText: "Getting ready to upload" });

test("what is added before it is there waits for it, and it is loaded once", async ({ page, signIn, own, uploads }) => {
  await own.writeAll("a.txt", "b.txt");
  const held = await holdBack(page, ENGINE);
  await signIn();
  await upload(page, own.at("a.txt"));
  await expect(adding(page)).toBeVisible();
  await upload(page, own.at("b.txt"));
  await expect.poll(() => held.asked).toBe(1);
  expect(await uploads.names()).toEqual([]);
  held.letGo();
  await expectNames(page, ["a.txt", "b.txt"]);
  await expect(adding(page)).toBeHidden();
  await expect(tray(page)).toContainText("2 files uploaded");
  expect(held.asked).toBe(1);
});

test("what is given up before it is there is not added", async ({ page, signIn, own, uploads }) => {
  await own.writeAll("a.txt", "b.txt");
  const held = await holdBack(page, ENGINE);
  await signIn();
  await upload(page, own.at("a.txt"));
  await adding(page).getByRole("button", { name: "Cancel" }).click();
  await expect(adding(page)).toBeHidden();
  await upload(page, own.at("b.txt"));
  held.letGo();
  await expectNames(page, ["b.txt"]);
  await expect(tray(page)).toContainText("1 file uploaded");
  expect(await uploads.names()).toEqual(["b.txt"]);
});

for (const [what, address] of [["it is there", ENGINE], ["the names are known", /\/api\/plan$/]] as const) {
  test(`who signs out before ${what} has added nothing`, async ({ page, signIn, own, uploads }) => {
    await own.writeAll("a.txt", "b.txt");
    const held = await holdBack(page, address, 1);
    await signIn();
    await upload(page, own.at("a.txt"));
    await expect.poll(() => held.asked).toBe(1);
    await chooseInTopMenu(page, "menuitem", "Sign out");
    await expect(page.getByLabel("Token or code")).toBeVisible();
    held.letGo();
    await enterCredential(page);
    await upload(page, own.at("b.txt"));
    await expectNames(page, ["b.txt"]);
    await expect(tray(page)).toContainText("1 file uploaded");
    expect(await uploads.names()).toEqual(["b.txt"]);
  });
}
