// What the page asks before it stands: who we are and what the address names, at once, and each of them once.
import type { Page } from "@playwright/test";

import { NO_ANSWER, PART, status } from "../fixtures/complaints.ts";
import { chooseInTopMenu, enterCredential, expectNames, holdBack, preview, row, untilPartsAreThere } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** What the page has asked of the server, as far as it is about these tests, in its order. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const at = searchParams.get("at");
    const what = at ? `${pathname} at ${at}` : pathname;
    if (/^\/api\/(session$|folders\/)/.test(pathname)) asked.push(request.method() === "GET" ? what : `${request.method()} ${what}`);
  });
  return asked;
}

/** Nothing of the page that was there is on its way any more. */
const leave = async (page: Page): Promise<void> => void (await page.goto("about:blank"));

test.beforeEach(({ uploads }) => uploads.writeAll("a.txt", "Photos/beach.jpg", "Photos/.hidden.jpg", "Photos/sea.jpg"));

test("who comes back gets the folder while the page is told who it is", async ({ signIn, page, server }) => {
  await signIn();
  await leave(page);
  const asked = listen(page);
  const held = await holdBack(page, /\/api\/session$/);
  await page.goto(`${server.origin}/browse/Photos?sort=name&order=desc&select=beach.jpg`);
  await expect.poll(() => asked.toSorted()).toEqual(["/api/folders/Photos at beach.jpg", "/api/session"]);
  held.letGo();
  await expectNames(page, ["sea.jpg", "beach.jpg"]);
  await expect(row(page, "beach.jpg")).toHaveAttribute("aria-selected", "true");
  // Once its changes are followed, the folder is looked at again: not for where the selected row is.
  const first = asked.filter((what) => what !== "/api/folders/Photos");
  expect(first.toSorted(), "nothing was asked twice").toEqual(["/api/folders/Photos at beach.jpg", "/api/session"]);
});

test("who is not signed in asks for no folder, before and after", async ({ signIn, page, server }) => {
  const asked = listen(page);
  await page.goto(server.origin);
  await expect(page.getByLabel("Token or code")).toBeVisible();
  expect(asked).toEqual(["/api/session"]);

  await signIn();
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(page.getByLabel("Token or code")).toBeVisible();
  asked.length = 0;
  await page.reload();
  await expect(page.getByLabel("Token or code")).toBeVisible();
  expect(asked).toEqual(["/api/session"]);
  await enterCredential(page);
  await expectNames(page, ["Photos", "a.txt"]);
});

test("who was signed out meanwhile signs in, and sees the folder of the address", async ({
  signIn,
  page,
  context,
  server,
  complaints,
}) => {
  await signIn();
  await leave(page);
  await context.clearCookies();
  // The browser remembers that it could list: the folder is asked for, and refused, or given up before that.
  complaints.allowNetworkError(status(401), /\/api\/folders\/Photos/);
  const asked = listen(page);
  await page.goto(`${server.origin}/browse/Photos`);
  await expect.poll(() => asked.toSorted()).toEqual(["/api/folders/Photos", "/api/session"]);
  await enterCredential(page);
  await expectNames(page, ["beach.jpg", "sea.jpg"]);
});

test("a list that could not be got ahead is asked for again", async ({ signIn, page, server, complaints }) => {
  await signIn();
  await leave(page);
  complaints.expectNetworkError(NO_ANSWER, /\/api\/folders\//);
  const held = await holdBack(page, /\/api\/session$/);
  let refused = 0;
  await page.route("**/api/folders/**", (route) => {
    refused += 1;
    return refused === 1 ? route.abort("connectionrefused") : route.continue();
  });
  await page.goto(server.origin);
  await expect.poll(() => refused, "what is refused was asked ahead").toBe(1);
  held.letGo();
  await expectNames(page, ["Photos", "a.txt"]);
});

test("a file that is shown is looked for with its folder, once", async ({ signIn, page, server }) => {
  await signIn();
  await leave(page);
  const asked = listen(page);
  await page.goto(`${server.origin}/browse/Photos?preview=sea.jpg`);
  await expect(preview(page, "sea.jpg")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectNames(page, ["beach.jpg", "sea.jpg"]);
  expect(asked.filter((what) => what !== "/api/folders/Photos").toSorted()).toEqual([
    "/api/folders/Photos at sea.jpg",
    "/api/session",
  ]);
});

test("a sign-in link is exchanged before anything is asked", async ({ page, server }) => {
  await page.goto(server.origin);
  await enterCredential(page);
  await expectNames(page, ["Photos", "a.txt"]);
  await leave(page);
  const asked = listen(page);
  await page.goto(server.link);
  await expectNames(page, ["Photos", "a.txt"]);
  expect(asked.slice(0, 3)).toEqual(["POST /api/session", "/api/session", "/api/folders/"]);
});

test("the parts of the page come after the list", async ({ signIn, page, server }) => {
  await signIn();
  await leave(page);
  const held = await holdBack(page, /\/api\/folders\//);
  const parts: string[] = [];
  page.on("request", (request) => void (PART.test(request.url()) && parts.push(request.url())));
  await page.goto(server.origin);
  await expect.poll(() => held.asked).toBe(1);
  // Twice as long as they wait for at least.
  await page.waitForTimeout(1_000);
  expect(parts).toEqual([]);
  held.letGo();
  await untilPartsAreThere(page);
});

test.describe("where everybody may read", () => {
  test.use({ serverArgs: ["--public-read"] });

  test("who has not signed in gets the folder at once too, from the second time on", async ({ page, server }) => {
    const asked = listen(page);
    await page.goto(`${server.origin}/browse/Photos`);
    await expectNames(page, ["beach.jpg", "sea.jpg"]);
    expect(asked[0], "nothing is asked ahead of a browser that is not known to list").toBe("/api/session");

    await leave(page);
    asked.length = 0;
    const held = await holdBack(page, /\/api\/session$/);
    await page.goto(`${server.origin}/browse/Photos`);
    await expect.poll(() => asked.toSorted()).toEqual(["/api/folders/Photos", "/api/session"]);
    held.letGo();
    await expectNames(page, ["beach.jpg", "sea.jpg"]);
  });
});
