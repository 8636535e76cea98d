import type { Page } from "@playwright/test";
import { Proxy } from "../fixtures/counting_proxy.ts";
import { noise } from "../fixtures/disk.ts";
import { expectNames, nameLink, slowDown, tray, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** All tabs of a browser together have four connections for uploads. */

const MB = 1_000_000;
const DONE = { timeout: 120_000 };
const TURNS = 4;

test("three tabs upload at once over four connections, and lists still load", async ({ server, uploads, own, context }) => {
  const proxy = new Proxy(server.origin);
  const origin = await proxy.start();
  try {
    const open = async (path: string) => {
      const page = await context.newPage();
      await page.goto(origin + path);
      await page.getByRole("banner").waitFor();
      return page;
    };
    await uploads.writeAll("lists/a.txt");
    const lister = await open(`/${new URL(server.link).hash}`);
    const names = (tab: number) => [1, 2, 3, 4, 5].map((n) => `${tab}-${n}.img`);
    const tabs = [];
    for (const tab of [1, 2, 3]) {
      const page = await open("/");
      const line = await slowDown(page, 2 * MB);
      tabs.push({ page, line, files: names(tab) });
      for (const name of names(tab)) await own.write(name, noise(20 * MB));
    }
    const [first, second, third] = tabs;
    if (!first || !second || !third) throw new Error("three tabs");

    await upload(first.page, ...first.files.map((name) => own.at(name)));
    await expect.poll(() => proxy.sent(), "one tab alone has all").toBe(TURNS);
    for (const { page, files } of [second, third]) await upload(page, ...files.map((name) => own.at(name)));
    const sends = ({ page }: { page: Page }) =>
      expect(tray(page).getByText(/[1-9]\d*(\.\d+)? MB of 20/).first(), "all get their part").toBeVisible(DONE);
    await Promise.all(tabs.map(sends));
    const asked = Date.now();
    await nameLink(lister, "lists").click();
    await expectNames(lister, ["a.txt"]);
    expect(Date.now() - asked, "ms until a list is there").toBeLessThan(2000);

    await third.page.close();
    await expect.poll(() => proxy.sent(), { message: "its turns go to the others", timeout: 20_000 }).toBe(TURNS);
    for (const { line } of [first, second]) await line.end();
    for (const { page } of [first, second]) await expect(tray(page)).toContainText("5 files uploaded", DONE);
    for (const name of [...first.files, ...second.files]) {
      expect(await uploads.sha256(name), name).toBe(await own.sha256(name));
    }
    expect(proxy.mostSent).toBe(TURNS);
  } finally {
    await proxy.stop();
  }
});

test("a tab that crashes gives its turns back", async ({ server, own, context }) => {
  const proxy = new Proxy(server.origin);
  const origin = await proxy.start();
  try {
    const open = async (path: string) => {
      const page = await context.newPage();
      await page.goto(origin + path);
      await page.getByRole("banner").waitFor();
      return page;
    };
    const first = await open(`/${new URL(server.link).hash}`);
    const second = await open("/");
    const files = [1, 2, 3, 4].map((n) => `${n}.img`);
    for (const name of files) await own.write(name, noise(4 * MB));
    await slowDown(first, MB / 2);
    await upload(first, ...files.map((name) => own.at(name)));
    await expect.poll(() => proxy.sent()).toBe(TURNS);
    const crashed = first.waitForEvent("crash");
    const session = await context.newCDPSession(first);
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    await second.goto(`${origin}/browse/`);
    for (const name of files) await own.write(`other ${name}`, noise(4 * MB));
    await upload(second, ...files.map((name) => own.at(`other ${name}`)));
    await expect(tray(second)).toContainText("4 files uploaded", { timeout: 30_000 });
    expect(proxy.mostSent).toBe(TURNS);
  } finally {
    await proxy.stop();
  }
});

test("where browsers have no shared workers, a tab uploads by itself", async ({ signIn, page, own, uploads }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  await signIn();
  await upload(page, await own.write("a.txt"), await own.write("b.txt"));
  await expect(tray(page)).toContainText("2 files uploaded");
  expect(await uploads.names()).toEqual(["a.txt", "b.txt"]);
});
