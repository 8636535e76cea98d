// What the page asks before it stands: who we are and what the address names, at once, and each of them once.
import type { Page } from "@playwright/test";

import { NO_ANSWER, status } from "../fixtures/complaints.ts";
import { chooseInTopMenu, enterCredential, expectNames, row } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** What the page has asked of the server, as far as it is about these tests, in its order. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const at = searchParams.get("at");
    if (/^\/api\/(session$|folders\/)/.test(pathname)) asked.push(at ? `${pathname} at ${at}` : pathname);
  });
  return asked;
}

test.beforeEach(({ uploads }) => uploads.writeAll("a.txt", "Photos/beach.jpg", "Photos/.hidden.jpg", "Photos/sea.jpg"));

test("who comes back gets the folder while the page is told who it is", async ({ signIn, page, server }) => {
  await signIn();
  const asked = listen(page);
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/api/session", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.origin}/browse/Photos?sort=name&order=desc&select=beach.jpg`);
  await expect.poll(() => asked.toSorted()).toEqual(["/api/folders/Photos at beach.jpg", "/api/session"]);
  letGo();
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
  await context.clearCookies();
  // The browser remembers that it could list: the folder is asked for, and refused.
  complaints.expectNetworkError(status(401), /\/api\/folders\/Photos/);
  await page.goto(`${server.origin}/browse/Photos`);
  await enterCredential(page);
  await expectNames(page, ["beach.jpg", "sea.jpg"]);
});

test("a list that could not be got ahead is asked for again", async ({ signIn, page, complaints }) => {
  await signIn();
  complaints.expectNetworkError(NO_ANSWER, /\/api\/folders\//);
  await page.route("**/api/folders/**", (route) => route.abort("connectionrefused"), { times: 1 });
  await page.reload();
  await expectNames(page, ["Photos", "a.txt"]);
});
