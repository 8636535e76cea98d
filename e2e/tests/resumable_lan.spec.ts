import { browserOptions } from "../fixtures/browser.ts";
import { noise } from "../fixtures/disk.ts";
import { trayRow, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** A page on plain HTTP whose host is not localhost: browsers take much away there. */

const launch = browserOptions.launchOptions;
test.use({
  launchOptions: { ...launch, args: [...(launch?.args ?? []), "--host-resolver-rules=MAP holdall.lan 127.0.0.1"] },
});

test("a large file is hashed and checked there too", async ({ page, server, uploads, own }) => {
  await own.write("disk.img", noise(12_000_000));
  await page.goto(server.link.replace("localhost", "holdall.lan"));
  await page.getByRole("banner").waitFor();
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", { timeout: 60_000 });
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});
