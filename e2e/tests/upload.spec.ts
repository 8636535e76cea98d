import { NO_ANSWER, status } from "../fixtures/complaints.ts";
import { noise, sha256OfFile } from "../fixtures/disk.ts";
import {
  breadcrumbs,
  dialog,
  drag,
  expectNames,
  holdBack,
  list,
  row,
  slowDown,
  tray,
  trayRow,
  upload,
} from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

const MB = 1_000_000;

test("several files, chosen with the button, arrive byte by byte", async ({ signedInPage: page, uploads, own }) => {
  const names = ["report.pdf", "empty.txt", "Grüße 100% #1.bin", "photo.jpg"];
  await own.write(names[0], noise(3_000_001));
  await own.write(names[1], "");
  await own.write(names[2], noise(70_000));
  await own.write(names[3], noise(1));
  await upload(page, ...names.map((name) => own.at(name)));

  await expect(tray(page)).toContainText("4 files uploaded");
  await expectNames(page, ["empty.txt", "Grüße 100% #1.bin", "photo.jpg", "report.pdf"]);
  expect(await uploads.names()).toEqual([...names].sort());
  for (const name of names) expect(await uploads.sha256(name), name).toBe(await own.sha256(name));
  await expect(page.getByRole("status")).toHaveText(/4 files uploaded/);
});

test("files go into the folder that is open", async ({ signIn, uploads, own }) => {
  await uploads.makeFolder("Photos/2024");
  const page = await signIn("/browse/Photos/2024");
  await upload(page, await own.write("beach.jpg"));
  await expectNames(page, ["beach.jpg"]);
  expect(await uploads.read("Photos/2024/beach.jpg")).toBe("This is beach.jpg.\n");
});

test("Show goes to the file and selects it", async ({ signIn, uploads, own }) => {
  await uploads.writeAll("Photos/beach.jpg", "a.txt");
  const page = await signIn("/browse/Photos");
  await upload(page, await own.write("mountain.jpg"));
  await expect(tray(page)).toContainText("1 file uploaded");
  await breadcrumbs(page).getByRole("link", { name: "Files" }).click();
  await expectNames(page, ["Photos", "a.txt"]);
  await trayRow(page, "mountain.jpg").getByRole("button", { name: "Show mountain.jpg" }).click();
  await expectNames(page, ["beach.jpg", "mountain.jpg"]);
  await expect(row(page, "mountain.jpg")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "mountain.jpg")).toBeFocused();
});

test("the tray is folded, unfolded and closed", async ({ signedInPage: page, own }) => {
  await upload(page, await own.write("a.txt"));
  const row = trayRow(page, "a.txt");
  await expect(row).toContainText("Uploaded");
  await tray(page).getByRole("button", { name: "Hide the list of uploads" }).click();
  await expect(row).toBeHidden();
  await expect(tray(page)).toContainText("1 file uploaded");
  await tray(page).getByRole("button", { name: "Show the list of uploads" }).click();
  await expect(row).toBeVisible();
  await tray(page).getByRole("button", { name: "Close uploads" }).click();
  await expect(tray(page)).toBeHidden();
});

test.describe("dropping", () => {
  test("files anywhere on the page uploads them", async ({ signIn, uploads, own }) => {
    await uploads.writeAll("here.txt");
    await own.write("one.bin", noise(10_000));
    await own.write("two.bin", noise(20_000));
    const page = await signIn();
    await expectNames(page, ["here.txt"]);
    const files = await drag(page, [own.at("one.bin"), own.at("two.bin")]);

    await files.enter(page.getByRole("banner"));
    await expect(page.getByText("Drop to upload to “Files”")).toBeVisible();
    await files.drop(page.getByRole("banner"));
    await expect(page.getByText("Drop to upload to “Files”")).toBeHidden();

    await expectNames(page, ["here.txt", "one.bin", "two.bin"]);
    expect(await uploads.sha256("one.bin")).toBe(await own.sha256("one.bin"));
    expect(await uploads.sha256("two.bin")).toBe(await own.sha256("two.bin"));
  });

  test("that is broken off leaves no trace", async ({ signedInPage: page, uploads, own }) => {
    const files = await drag(page, [await own.write("one.bin")]);
    await files.enter(page.getByRole("main"));
    const card = page.getByText("Drop to upload to “Files”");
    await expect(card).toBeVisible();
    await files.leave(page.getByRole("main"));
    await expect(card).toBeHidden();
    await expect(tray(page)).toBeHidden();
    expect(await uploads.names()).toEqual([]);
  });

  test("on the row of a folder uploads into that folder", async ({ signIn, uploads, own }) => {
    await uploads.makeFolder("Photos");
    const page = await signIn();
    const files = await drag(page, [await own.write("beach.jpg")]);
    await files.enter(row(page, "Photos"));
    await expect(page.getByText("Drop to upload to “Photos”")).toBeVisible();
    await files.drop(row(page, "Photos"));
    await expect(tray(page)).toContainText("1 file uploaded");
    expect(await uploads.names()).toEqual(["Photos"]);
    expect(await uploads.read("Photos/beach.jpg")).toBe("This is beach.jpg.\n");
  });
});

test("a big file shows how far it is, and arrives byte by byte", async ({ signedInPage: page, uploads, own }) => {
  await own.write("disk.img", noise(20 * MB));
  await slowDown(page, 3 * MB);
  await upload(page, own.at("disk.img"));

  const bar = trayRow(page, "disk.img").getByRole("progressbar", { name: "Progress of disk.img" });
  const all = tray(page).getByRole("progressbar", { name: "Progress of all uploads" });
  await expect(bar).toHaveAttribute("max", "100");
  const value = () => bar.evaluate((bar: HTMLProgressElement) => bar.value);
  await expect.poll(value).toBeGreaterThan(0);
  const first = await value();
  await expect.poll(value, "the bar moves").toBeGreaterThan(first);
  await expect(all).toBeVisible();
  await expect(tray(page)).toContainText("Uploading 1 of 1");
  await expect(tray(page)).toContainText(/\d+ %/);
  await expect(trayRow(page, "disk.img")).toContainText(/[\d.]+ MB of 20(\.0)? MB/);
  await expect(page).toHaveTitle(/^\d+ % – Holdall$/);
  expect(await uploads.names(), "what is incomplete is never visible").toEqual([]);

  await expect(tray(page)).toContainText("1 file uploaded", { timeout: 60_000 });
  await expect(bar).toBeHidden();
  await expect(all).toBeHidden();
  await expect(page).toHaveTitle("Files – Holdall");
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});

test("folders open while a big file is on its way", async ({ signIn, uploads, own }) => {
  await uploads.writeAll("Photos/beach.jpg");
  await own.write("disk.img", noise(20 * MB));
  const page = await signIn();
  const line = await slowDown(page, 2 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(/MB of 20(\.0)? MB/);
  await row(page, "Photos").getByRole("link").first().click();
  await expectNames(page, ["beach.jpg"]);
  await expect(trayRow(page, "disk.img")).toContainText(/MB of 20(\.0)? MB/);
  await line.end();
  await expect(tray(page)).toContainText("1 file uploaded");
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  await expectNames(page, ["beach.jpg"]);
});

test("an upload that is cancelled leaves nothing on the disk", async ({ signIn, uploads, own }) => {
  await uploads.writeAll("here.txt");
  await own.write("disk.img", noise(20 * MB));
  const page = await signIn();
  const line = await slowDown(page, 1 * MB);
  await upload(page, own.at("disk.img"));
  const sending = trayRow(page, "disk.img");
  await expect(sending).toContainText(/[\d.]+ [kM]B of 20(\.0)? MB/);
  await sending.getByRole("button", { name: "Cancel disk.img" }).click();
  await expect(sending).toHaveCount(0);
  await line.end();
  await expectNames(page, ["here.txt"]);
  expect(await uploads.names()).toEqual(["here.txt"]);
  // Nor anywhere else in the folder, where bytes on their way are kept.
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
});

test("cancelling asks first when much has arrived", async ({ signedInPage: page, context, server, uploads, own }) => {
  const content = noise(200 * MB);
  const path = await own.write("disk.img", content);
  const begun = page.waitForResponse((response) => response.headers()["location"]?.startsWith("/api/uploads/") ?? false);
  const line = await slowDown(page, 1 * MB);
  await upload(page, path);
  const address = server.origin + (await begun).headers()["location"];
  const sending = trayRow(page, "disk.img");
  await sending.getByRole("button", { name: "Pause disk.img" }).click();
  await expect(sending).toContainText("Paused");
  // Much arrives meanwhile: not through the page, because whoever watches its requests would copy all of it.
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { Cookie: cookies, Origin: server.origin, "Tus-Resumable": "1.0.0" };
  const offset = Number((await fetch(address, { method: "HEAD", headers })).headers.get("upload-offset"));
  const appended = await fetch(address, {
    method: "PATCH",
    headers: { ...headers, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
    body: content.subarray(offset, offset + 120 * MB),
  });
  expect(appended.status).toBe(204);
  await sending.getByRole("button", { name: "Resume disk.img" }).click();
  await expect(sending).toContainText(/1[2-9]\d MB of 200 MB/);
  await sending.getByRole("button", { name: "Cancel disk.img" }).click();
  const question = dialog(page, "Stop uploading “disk.img”?");
  await expect(question).toContainText(/The 1\d\d MB that arrived will be thrown away\./);
  await expect(question.getByRole("button", { name: "Keep uploading" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(sending).toContainText(/MB of 200 MB/);
  await sending.getByRole("button", { name: "Cancel disk.img" }).click();
  await question.getByRole("button", { name: "Stop" }).click();
  await expect(sending).toHaveCount(0);
  await line.end();
  expect(await uploads.names()).toEqual([]);
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
});

test.describe("with --max-size 1MB", () => {
  test.use({ serverArgs: ["--max-size", "1MB"] });

  test("a file that is too large is told before it is sent", async ({ signedInPage: page, uploads, own }) => {
    await own.write("huge.bin", noise(2 * MB));
    await own.write("small.bin", noise(MB));
    await upload(page, own.at("huge.bin"), own.at("small.bin"));
    await expect(trayRow(page, "huge.bin")).toContainText(
      "Too large: 2.00 MB. The largest file allowed here is 1.00 MB. Choose a smaller one, or ask whoever runs this server to allow more.",
    );
    await expect(tray(page)).toContainText("1 file not uploaded");
    await expect(trayRow(page, "small.bin")).toContainText("Uploaded");
    expect(await uploads.names()).toEqual(["small.bin"]);
    expect(await uploads.sha256("small.bin")).toBe(await sha256OfFile(own.at("small.bin")));
    await trayRow(page, "huge.bin").getByRole("button", { name: "Dismiss huge.bin" }).click();
    await expect(tray(page)).toContainText("1 file uploaded");
  });
});

test("a limit that the page did not know of is told in the same words", async ({
  signedInPage: page,
  server,
  uploads,
  own,
  complaints,
}) => {
  complaints.expectNetworkError(status(413), /\/api\/uploads$/);
  complaints.expectNetworkError(NO_ANSWER, /\/api\//);
  await server.stop();
  // The page follows its folder, so it notices.
  const strip = page.getByRole("main").getByText("Can't reach Holdall");
  await expect(strip).toBeVisible();
  server.args = ["--max-size", "1MB"];
  await server.start();
  await expect(strip).toBeHidden({ timeout: 45_000 });
  await own.write("huge.bin", noise(2 * MB));
  await upload(page, own.at("huge.bin"));
  await expect(trayRow(page, "huge.bin")).toContainText(
    "Too large: 2.00 MB. The largest file allowed here is 1.00 MB. Choose a smaller one, or ask whoever runs this server to allow more.",
  );
  expect(await uploads.names()).toEqual([]);
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
});

test("uploading into a folder that is deleted meanwhile is told in words", async ({ signIn, uploads, own, complaints }) => {
  complaints.expectNetworkError(status(409), /\/files\/Photos\/beach\.jpg$/);
  complaints.allowNetworkError(status(404), /\/api\/events/);
  await uploads.writeAll("Photos/old.jpg");
  const page = await signIn("/browse/Photos");
  await expect(list(page)).toBeVisible();
  // The page does not hear of it: it would take the button away.
  await holdBack(page, /\/api\/folders\/Photos/);
  await uploads.remove("Photos");
  await upload(page, await own.write("beach.jpg"));
  await expect(trayRow(page, "beach.jpg")).toContainText("The folder “Photos” is no longer here.");
  expect(await uploads.names()).toEqual([]);
});
