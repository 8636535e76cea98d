import { chooseInTopMenu, dialog } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ serverArgs: ["--quota", "1MB"] });

test("the menu shows what takes how much", async ({ signIn, uploads, server }) => {
  await uploads.write("a.txt", Buffer.alloc(1_500));
  await uploads.write("b.txt", Buffer.alloc(500));
  const page = await signIn();
  const storage = dialog(page, "Storage");
  const fact = (name: string) => storage.locator(`dt:text-is("${name}") + dd`);
  // Counted beside the requests: what other programs write is in the count a moment later.
  await expect(async () => {
    await chooseInTopMenu(page, "menuitem", "Storage");
    try {
      await expect(fact("Files")).toHaveText("2.0 kB in 2 files", { timeout: 1_000 });
    } catch (error) {
      await page.keyboard.press("Escape");
      throw error;
    }
  }).toPass({ timeout: 45_000 });
  await expect(fact("Trash")).toHaveText("empty");
  await expect(fact("Limit")).toHaveText("1.00 MB");
  await expect(fact("Free")).toHaveText(/^\d+ kB$/);
  await expect(storage.getByRole("progressbar", { name: "Storage in use" })).toHaveJSProperty("value", 2_000);
  await storage.getByRole("button", { name: "Close" }).click();
  await expect(storage).toHaveCount(0);

  await server.replace("a.txt", "new");
  await chooseInTopMenu(page, "menuitem", "Storage");
  await expect(fact("Versions")).toHaveText("1.5 kB");
  await page.keyboard.press("Escape");
  await expect(storage).toHaveCount(0);
});
