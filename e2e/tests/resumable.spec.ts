import type { Page, Request } from "@playwright/test";
import { NO_ANSWER, status } from "../fixtures/complaints.ts";
import { noise } from "../fixtures/disk.ts";
import { dialog, enterCredential, expectNames, slowDown, tray, trayRow, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** Large files over lines that break: they go in slices, and go on from what has arrived. */

const MB = 1_000_000;
const SIZE = 16 * MB;
const DONE = { timeout: 60_000 };
/** Anything between the first slice and the last: 8 MiB of them have arrived. */
const IN_THE_MIDDLE = /(9\.\d+|1[0-4]\.\d) MB of 16(\.0)? MB/;

/** The requests with bytes of a resumable upload: where each begins, and once it is answered, where the next has to. */
function slices(page: Page): { offset: number; arrived?: number }[] {
  const sent = new Map<Request, { offset: number; arrived?: number }>();
  const list: { offset: number; arrived?: number }[] = [];
  page.on("request", (request: Request) => {
    if (request.method() !== "PATCH") return;
    const slice = { offset: Number(request.headers()["upload-offset"]) };
    sent.set(request, slice);
    list.push(slice);
  });
  page.on("response", (response) => {
    const slice = sent.get(response.request());
    if (slice) slice.arrived = Number(response.headers()["upload-offset"]);
  });
  return list;
}

/** The ids of the uploads that a page has begun. */
function begun(page: Page): string[] {
  const addresses: string[] = [];
  page.on("response", (response) => {
    const location = response.headers()["location"];
    if (response.status() === 201 && location?.startsWith("/api/uploads/")) addresses.push(location);
  });
  return addresses;
}

test("a large file goes in slices with checksums, arrives byte by byte, and has a receipt", async ({
  signedInPage: page,
  uploads,
  own,
}) => {
  await own.write("disk.img", noise(SIZE));
  const sent = slices(page);
  const checksums: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") checksums.push(request.headers()["upload-checksum"] ?? "none");
  });
  await upload(page, own.at("disk.img"));
  const done = trayRow(page, "disk.img");
  await expect(done).toContainText("Uploaded and checked", DONE);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.map(({ offset }) => offset)).toEqual([0, ...sent.slice(0, -1).map(({ arrived }) => arrived)]);
  for (const checksum of checksums) expect(checksum).toMatch(/^blake3 [A-Za-z0-9+/]{43}=$/);

  await done.getByRole("button", { name: "Receipt of disk.img" }).click();
  await expect(done.getByRole("definition").first()).toContainText("16,000,000");
  await expect(done.locator("code")).toHaveText(/^[0-9a-f]{64}$/);
  await expect(done.getByRole("button", { name: /Copy/ })).toBeVisible();
});

test("a file keeps the time of its last change", async ({ signedInPage: page, uploads, own }) => {
  const { stat } = await import("node:fs/promises");
  const modified = new Date("2024-03-14T15:09:26.500Z");
  await own.write("small.txt", "small", modified);
  await own.write("large.bin", noise(2 * MB), modified);
  await upload(page, own.at("small.txt"), own.at("large.bin"));
  await expect(tray(page)).toContainText("2 files uploaded");
  for (const name of ["small.txt", "large.bin"]) {
    expect((await stat(uploads.at(name))).mtime.toISOString(), name).toBe(modified.toISOString());
  }
});

test("one is paused and resumed; nothing that has arrived is sent again", async ({
  signedInPage: page,
  uploads,
  own,
}) => {
  await own.write("disk.img", noise(SIZE));
  const sent = slices(page);
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  const sending = trayRow(page, "disk.img");
  await expect(sending).toContainText(IN_THE_MIDDLE, DONE);
  await sending.getByRole("button", { name: "Pause disk.img" }).click();
  await expect(sending).toContainText(/Paused at [\d.]+ MB of 16/);
  await line.end();
  const before = sent.length;
  await sending.getByRole("button", { name: "Resume disk.img" }).click();
  await expect(sending).toContainText("Uploaded and checked", DONE);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  expect(sent[before].offset, "it goes on from what has arrived").toBeGreaterThanOrEqual(8 << 20);
});

test("all are paused and resumed", async ({ signedInPage: page, uploads, own }) => {
  const names = ["a.bin", "b.bin", "c.bin"];
  for (const name of names) await own.write(name, noise(3 * MB));
  const line = await slowDown(page, 1 * MB);
  await upload(page, ...names.map((name) => own.at(name)));
  await tray(page).getByRole("button", { name: "Pause all uploads" }).click();
  await expect(tray(page)).toContainText("Paused");
  await line.end();
  await expect(tray(page).getByRole("progressbar")).toHaveCount(1);
  expect(await uploads.names()).toEqual([]);
  await tray(page).getByRole("button", { name: "Resume all uploads" }).click();
  await expect(tray(page)).toContainText("3 files uploaded", DONE);
  for (const name of names) expect(await uploads.sha256(name)).toBe(await own.sha256(name));
});

test("cancelling throws away what has arrived on the server", async ({
  signedInPage: page,
  server,
  uploads,
  own,
  complaints,
}) => {
  complaints.expectNetworkError(status(404), /\/api\/uploads\//);
  await own.write("disk.img", noise(SIZE));
  const addresses = begun(page);
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  const sending = trayRow(page, "disk.img");
  await expect(sending).toContainText(IN_THE_MIDDLE, DONE);
  await sending.getByRole("button", { name: "Cancel disk.img" }).click();
  await expect(sending).toHaveCount(0);
  await line.end();
  const look = () => page.evaluate(async (address) => (await fetch(address)).status, addresses[0]);
  await expect.poll(look, "the server has forgotten it").toBe(404);
  await expect.poll(() => uploads.largestFile()).toBeLessThan(MB);
  expect(await uploads.names()).toEqual([]);
  expect(server.log).not.toContain("ERROR");
});

for (const how of ["stop", "kill"] as const) {
  test(`the server is ${how === "stop" ? "restarted" : "killed and started"} in the middle`, async ({
    signedInPage: page,
    server,
    uploads,
    own,
    complaints,
  }) => {
    complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
    // A server that stops says that the body did not come to its end.
    complaints.allowNetworkError(status(400), /\/api\/uploads\//);
    complaints.allowNetworkError(status(423), /\/api\/uploads\//);
    await own.write("disk.img", noise(SIZE));
    const addresses = begun(page);
    const line = await slowDown(page, 1.5 * MB);
    await upload(page, own.at("disk.img"));
    await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
    await server[how]();
    await expect(trayRow(page, "disk.img")).toContainText("Paused: no connection. It goes on by itself.");
    expect(await uploads.names(), "what is incomplete is never visible").toEqual([]);
    await line.end();
    await server.start();
    await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
    expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
    expect(addresses.length, "it is one upload from beginning to end").toBe(1);
    await expectNames(page, ["disk.img"]);
  });
}

test("the network is away for a while", async ({ signedInPage: page, context, uploads, own, complaints }) => {
  complaints.allowNetworkError(NO_ANSWER, /\/(api|files)\//);
  await own.write("disk.img", noise(SIZE));
  await own.write("small.txt", "small");
  const addresses = begun(page);
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await line.end();
  await context.setOffline(true);
  await expect(trayRow(page, "disk.img")).toContainText("Paused: no connection. It goes on by itself.");
  await upload(page, own.at("small.txt"));
  await expect(trayRow(page, "small.txt")).toContainText("Waiting");
  await context.setOffline(false);
  await expect(tray(page)).toContainText("2 files uploaded", DONE);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  expect(await uploads.read("small.txt")).toBe("small");
  expect(addresses.length).toBe(1);
});

test("the session ends in the middle", async ({ signedInPage: page, endSession, uploads, own, complaints }) => {
  complaints.expectNetworkError(status(401), /\/api\//);
  complaints.allowNetworkError(NO_ANSWER, /\/api\//);
  await own.write("disk.img", noise(SIZE));
  const addresses = begun(page);
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(IN_THE_MIDDLE, DONE);
  await endSession();
  await line.end();
  await expect(trayRow(page, "disk.img")).toContainText("Paused. Please sign in again.", DONE);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await enterCredential(dialog(page, "Sign in"));
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  expect(addresses.length).toBe(1);
});

test("a byte that is flipped on the way is noticed and sent again", async ({
  signedInPage: page,
  uploads,
  own,
  complaints,
}) => {
  complaints.expectNetworkError(status(460), /\/api\/uploads\//);
  await own.write("disk.img", noise(12 * MB));
  let flipped = 0;
  await page.route("**/api/uploads/*", async (route, request) => {
    const body = request.postDataBuffer();
    if (request.method() !== "PATCH" || !body || flipped === 1) return route.continue();
    flipped = 1;
    const damaged = Buffer.from(body);
    damaged[body.length >> 1] ^= 1;
    await route.continue({ postData: damaged });
  });
  await upload(page, own.at("disk.img"));
  await expect(trayRow(page, "disk.img")).toContainText(
    "“disk.img” was damaged on the way. Sending that part again.",
  );
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded and checked", DONE);
  expect(flipped).toBe(1);
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
});

test("a name that is taken while the bytes arrive is asked about, and nothing is sent again", async ({
  signedInPage: page,
  uploads,
  own,
  complaints,
}) => {
  complaints.expectNetworkError(status(422), /\/api\/uploads\//);
  await own.write("disk.img", noise(SIZE));
  const sent = slices(page);
  const line = await slowDown(page, 1.5 * MB);
  await upload(page, own.at("disk.img"));
  const conflict = trayRow(page, "disk.img");
  await expect(conflict).toContainText(IN_THE_MIDDLE, DONE);
  await uploads.write("disk.img", "somebody else's");
  await line.end();
  await expect(conflict).toContainText("“disk.img” is already here.", DONE);
  await expect(conflict.getByRole("button")).toHaveText(["Keep both", "Replace", "Skip"]);
  const before = sent.length;
  await conflict.getByRole("button", { name: "Keep both disk.img" }).click();
  await expect(conflict).toContainText("Uploaded as “disk (2).img”");
  expect(sent.length).toBe(before);
  expect(await uploads.read("disk.img")).toBe("somebody else's");
  expect(await uploads.sha256("disk (2).img")).toBe(await own.sha256("disk.img"));
});

test("where hashing cannot be started files go unchecked, and say no more than is true", async ({
  page,
  signIn,
  uploads,
  own,
  complaints,
}) => {
  complaints.allowNetworkError(/^Failed to load resource/, /holdall-hasher/);
  await page.route("**/holdall-hasher*", (route) => route.abort());
  await signIn();
  await own.write("disk.img", noise(12 * MB));
  await own.write("small.txt", "small");
  await upload(page, own.at("disk.img"), own.at("small.txt"));
  await expect(tray(page)).toContainText("2 files uploaded", DONE);
  await expect(trayRow(page, "disk.img")).toContainText("Uploaded");
  await expect(trayRow(page, "disk.img")).not.toContainText("checked");
  expect(await uploads.sha256("disk.img")).toBe(await own.sha256("disk.img"));
  expect(await uploads.read("small.txt")).toBe("small");
});

test("hundreds of files wait in a tray that draws only what is seen of them", async ({
  signedInPage: page,
  uploads,
  complaints,
}) => {
  // What was stored when all were paused is sent again, and recognised.
  complaints.allowNetworkError(status(409), /\/files\/f\d+\.txt$/);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    for (let n = 0; n < 600; n += 1) transfer.items.add(new File([`file ${n}`], `f${String(n).padStart(3, "0")}.txt`));
    const picker = document.querySelector<HTMLInputElement>("#file-picker");
    if (!picker) throw new Error("no picker");
    picker.files = transfer.files;
    picker.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await tray(page).getByRole("button", { name: "Pause all uploads" }).click();
  const items = tray(page).getByRole("listitem");
  expect(await items.count()).toBeLessThan(150);
  await items.first().hover();
  // Below the last that waits are those that are done already.
  await page.mouse.wheel(0, 1_000_000);
  await expect(async () => {
    await page.mouse.wheel(0, -250);
    await expect(tray(page).getByTitle("f599.txt")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [50] });
  expect(await items.count()).toBeLessThan(150);
  await tray(page).getByRole("button", { name: "Resume all uploads" }).click();
  await expect(tray(page)).toContainText("600 files uploaded", DONE);
  expect((await uploads.names()).length).toBe(600);
});
