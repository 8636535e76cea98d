import { noise, sha256OfFile } from "../fixtures/disk.ts";
import { chooseInMenu, nameLink, row, selectionBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test("a file is downloaded byte by byte, by its button and its menu", async ({ signIn, uploads }) => {
  await uploads.write("Grüße 100%25.bin", noise(3_000_001));
  const page = await signIn();
  const name = "Grüße 100%25.bin";
  const ways = [
    () => row(page, name).getByRole("link", { name: `Download ${name}` }).click(),
    () => chooseInMenu(page, name, "Download"),
    () => nameLink(page, name).click({ modifiers: ["ControlOrMeta"] }),
  ];
  for (const way of ways) {
    const coming = page.waitForEvent("download");
    await way();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(name);
    expect(await sha256OfFile(await download.path())).toBe(await uploads.sha256(name));
  }
});

test("one selected file is downloaded from the selection bar", async ({ signIn, uploads }) => {
  await uploads.write("report.pdf", noise(1_000));
  const page = await signIn();
  await row(page, "report.pdf").getByRole("checkbox").check();
  const coming = page.waitForEvent("download");
  await selectionBar(page).getByRole("link", { name: "Download" }).click();
  expect(await sha256OfFile(await (await coming).path())).toBe(await uploads.sha256("report.pdf"));
});

test("a web page that somebody uploaded is saved, never opened in the page's name", async ({ signIn, uploads }) => {
  await uploads.write("evil.html", "<!doctype html><script>document.title = 'run'</script>");
  const page = await signIn();
  const coming = page.waitForEvent("download");
  // The address itself, as a link from elsewhere would have it. The navigation ends in a download.
  await page.goto("/files/evil.html").catch(() => undefined);
  expect(await sha256OfFile(await (await coming).path())).toBe(await uploads.sha256("evil.html"));
  await expect(page).toHaveTitle("Files – Holdall");
});

test("Copy link puts the address on the clipboard", async ({ signIn, uploads, context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await uploads.writeAll("a b#.txt", "Photos/x");
  const page = await signIn();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await chooseInMenu(page, "a b#.txt", "Copy link");
  await expect(page.getByText("Copied", { exact: true }).first()).toBeVisible();
  expect(await clipboard()).toBe(`${server.origin}/files/a%20b%23.txt`);
  await chooseInMenu(page, "Photos", "Copy link");
  await expect.poll(clipboard).toBe(`${server.origin}/browse/Photos`);
});
