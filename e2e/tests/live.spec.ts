import { once } from "node:events";
import { rename } from "node:fs/promises";
import { request } from "node:http";
import { enterCredential, expectNames, nameLink, row, trayRow, upload } from "../fixtures/holdall.ts";
import { NO_ANSWER } from "../fixtures/complaints.ts";
import { Proxy } from "../fixtures/counting_proxy.ts";
import { TOKEN } from "../fixtures/server.ts";
import { expect, test } from "../fixtures/test.ts";

/** A change is seen after some 300 ms; a machine that is busy with other tests is slower. */
const SOON_MS = 3_000;

/** Two people look at one folder; each has a browser of their own. */
test("what one person or another program changes is seen by all at once", async ({
  signIn,
  server,
  uploads,
  own,
  browser,
}) => {
  await uploads.writeAll("Photos/a.txt", "Photos/b.txt");
  const first = await signIn("/browse/Photos");
  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto(`${server.origin}/browse/Photos`);
  await enterCredential(second);
  const both = [first, second];
  for (const page of both) await expectNames(page, ["a.txt", "b.txt"]);

  await uploads.write("Photos/by a shell.txt");
  for (const page of both) await expect(row(page, "by a shell.txt")).toBeVisible();
  await rename(uploads.at("Photos/a.txt"), uploads.at("Photos/z.txt"));
  for (const page of both) await expect(row(page, "z.txt")).toBeVisible();
  for (const page of both) await expect(row(page, "a.txt")).toHaveCount(0);
  await uploads.remove("Photos/b.txt");
  for (const page of both) await expect(row(page, "b.txt")).toHaveCount(0);

  await upload(first, await own.write("by a person.txt"));
  await expect(row(second, "by a person.txt")).toBeVisible();
  for (const page of both) await expectNames(page, ["by a person.txt", "by a shell.txt", "z.txt"]);
  await context.close();
});

test("the folder that is open is the one that is followed", async ({ signIn, uploads }) => {
  await uploads.writeAll("one/a.txt", "two/b.txt");
  const page = await signIn();
  await nameLink(page, "one").click();
  await expectNames(page, ["a.txt"]);
  await uploads.write("one/new.txt");
  await expect(row(page, "new.txt")).toBeVisible();
  await page.goBack();
  await nameLink(page, "two").click();
  await expectNames(page, ["b.txt"]);
  await uploads.write("two/newer.txt");
  await expect(row(page, "newer.txt")).toBeVisible();
  await expect(row(page, "new.txt")).toHaveCount(0);
});

test("a stream that ended is taken up again", async ({ signIn, uploads, server, complaints }) => {
  await uploads.write("before.txt");
  const page = await signIn();
  await expectNames(page, ["before.txt"]);
  complaints.expectNetworkError(NO_ANSWER, /api/);
  await server.stop();
  const strip = page.getByRole("main").getByText("Can't reach Holdall");
  await expect(strip).toBeVisible();
  await server.start();
  await expect(strip).toBeHidden({ timeout: 45_000 });
  await uploads.write("after.txt");
  await expect(row(page, "after.txt")).toBeVisible();
});

test("all tabs of a browser share one stream of events", async ({ server, uploads, context }) => {
  await uploads.writeAll("one/a.txt", "two/b.txt");
  const proxy = new Proxy(server.origin);
  const origin = await proxy.start();
  try {
    const open = async (path: string) => {
      const page = await context.newPage();
      await page.goto(origin + path);
      return page;
    };
    const first = await open(`/${new URL(server.link).hash}`);
    await first.getByRole("banner").waitFor();
    await first.goto(`${origin}/browse/one`);
    const [second, third] = [await open("/browse/two"), await open("/browse/one")];
    await expectNames(first, ["a.txt"]);
    await expectNames(second, ["b.txt"]);
    await expectNames(third, ["a.txt"]);
    await expect.poll(() => proxy.underWay("/api/events"), "streams of three tabs").toBe(1);

    await uploads.writeAll("one/by a shell.txt", "two/by a shell.txt");
    for (const page of [first, second, third]) {
      await expect(row(page, "by a shell.txt")).toBeVisible({ timeout: SOON_MS });
    }
    // The tab that was there first is no other than the rest.
    const streams = proxy.asked("/api/events");
    await first.close();
    await uploads.writeAll("one/later.txt", "two/later.txt");
    for (const page of [second, third]) await expect(row(page, "later.txt")).toBeVisible({ timeout: SOON_MS });
    expect([proxy.underWay("/api/events"), proxy.asked("/api/events")]).toEqual([1, streams]);

    await second.close();
    await third.close();
    await context.newPage();
    await expect.poll(() => proxy.underWay("/api/events"), "streams without a tab").toBe(0);
  } finally {
    await proxy.stop();
  }
});

test("where browsers have no shared workers, a tab follows its folder by itself", async ({ signIn, uploads, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  await uploads.write("one/a.txt");
  await signIn("/browse/one");
  await expectNames(page, ["a.txt"]);
  await uploads.write("one/by a shell.txt");
  await expect(row(page, "by a shell.txt")).toBeVisible();
});

test("a file that somebody else is sending is a muted row with its progress, until it is there", async ({
  signIn,
  server,
  uploads,
}) => {
  await uploads.write("Photos/a.txt");
  const page = await signIn("/browse/Photos");
  await expectNames(page, ["a.txt"]);
  const arrivals = page.getByRole("list", { name: "On their way here" });
  const sending = request(`${server.origin}/files/Photos/film.mp4`, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Length": "10000000" },
  });
  const sent = once(sending, "response");
  sending.write(Buffer.alloc(4_500_000));
  await expect(arrivals.getByRole("listitem")).toHaveText(/film\.mp4\s*Being uploaded · [34]\d %/);
  await expectNames(page, ["a.txt"]);
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/browse/Photos`);
  await expect(other.getByRole("list", { name: "On their way here" })).toBeVisible();
  sending.end(Buffer.alloc(5_500_000));
  await sent;
  await expectNames(page, ["a.txt", "film.mp4"]);
  await expect(arrivals).toBeHidden();
});

test("what is uploaded while the folder is being opened anew is seen", async ({ signIn, uploads, own }) => {
  await uploads.writeAll("a.txt", "c.txt");
  const page = await signIn();
  await expectNames(page, ["a.txt", "c.txt"]);
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let listed = 0;
  // It is answered as it was when it was asked, and late.
  await page.route(/\/api\/folders\/\?.*order=desc/, async (route) => {
    const response = await route.fetch();
    listed += 1;
    if (listed === 1) await gate;
    await route.fulfill({ response });
  });
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect.poll(() => listed).toBe(1);
  await upload(page, await own.write("b.txt"));
  await expect(trayRow(page, "b.txt")).toContainText("Uploaded and checked");
  letGo();
  await expectNames(page, ["c.txt", "b.txt", "a.txt"]);
});
