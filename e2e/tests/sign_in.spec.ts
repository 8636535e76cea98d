import { status } from "../fixtures/complaints.ts";
import { breadcrumbs, card, chooseInTopMenu, enterCredential, expectNames } from "../fixtures/holdall.ts";
import { TOKEN } from "../fixtures/server.ts";
import { expect, test } from "../fixtures/test.ts";

const WRONG = "That token or code doesn't work. Codes work once, for 15 minutes.";

test("the printed link signs in, and its code leaves the address", async ({ page, server, uploads }) => {
  await uploads.writeAll("hello.txt");
  await page.goto(server.link);
  await expectNames(page, ["hello.txt"]);
  await expect(page).toHaveURL(`${server.origin}/`);
  await expect(page).toHaveTitle("Files – Holdall");
  await page.goBack();
  expect(page.url(), "the code is not in the history").not.toContain("code");
});

test("the printed link works once", async ({ page, server, complaints }) => {
  complaints.expectNetworkError(status(401), /\/api\/session$/);
  await page.goto(server.link);
  await expect(breadcrumbs(page)).toBeVisible();
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(card(page)).toBeVisible();

  await page.goto("about:blank");
  await page.goto(server.link);
  await expect(card(page).getByRole("alert")).toHaveText(WRONG);
  await expect(page).toHaveURL(`${server.origin}/`);
});

test("a link that is opened in a tab with the sign-in card signs in there", async ({ page, server }) => {
  await page.goto("/");
  await expect(card(page)).toBeVisible();
  // The same address but for what follows the “#”: the browser does not load the page again.
  await page.goto(server.link);
  await expect(breadcrumbs(page)).toBeVisible();
  await expect(page).toHaveURL(`${server.origin}/`);
});

test("the code can be typed instead of opening the link", async ({ page, server }) => {
  await page.goto("/");
  await enterCredential(card(page), server.link.split("#code=")[1]);
  await expect(breadcrumbs(page)).toBeVisible();
});

test("the token signs in, and the session outlives a reload", async ({ page, uploads }) => {
  await uploads.writeAll("hello.txt");
  await page.goto("/");
  const field = card(page).getByLabel("Token or code");
  await expect(field).toBeFocused();
  await expect(field, "what is typed is not shown").toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "current-password");
  await field.fill(TOKEN);
  await page.keyboard.press("Enter");
  await expectNames(page, ["hello.txt"]);
  await page.reload();
  await expectNames(page, ["hello.txt"]);
});

test("a wrong token is told in words, and the right one works after it", async ({ page, complaints }) => {
  complaints.expectNetworkError(status(401), /\/api\/session$/);
  await page.goto("/");
  await enterCredential(card(page), "not the token of this server");
  await expect(card(page).getByRole("alert")).toHaveText(WRONG);
  const field = card(page).getByLabel("Token or code");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(WRONG);
  await enterCredential(card(page));
  await expect(breadcrumbs(page)).toBeVisible();
});

test("too many tries are told in words", async ({ page, complaints }) => {
  complaints.expectNetworkError(status(401), /\/api\/session$/);
  complaints.expectNetworkError(status(429), /\/api\/session$/);
  await page.goto("/");
  const alert = card(page).getByRole("alert");
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await enterCredential(card(page), `guess number ${tries}`);
    expect((await answer).status()).toBe(401);
    await expect(alert).toHaveText(WRONG);
  }
  await enterCredential(card(page), "one guess too many");
  await expect(alert).toHaveText(/^Too many tries\. Wait \d+ s\.$/);
});

test("signing out shows the card and nothing of the files", async ({ page, signIn, uploads }) => {
  await uploads.writeAll("secret.txt");
  await signIn();
  await expectNames(page, ["secret.txt"]);
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(card(page)).toBeVisible();
  await expect(page.getByText("secret.txt")).toHaveCount(0);
  await expect(page).toHaveTitle("Holdall");
  await page.reload();
  await expect(card(page)).toBeVisible();
});

test("what the page was asking for when somebody signs out is not asked for any more", async ({ page, signIn, uploads }) => {
  await uploads.writeAll("secret.txt");
  await signIn();
  await expectNames(page, ["secret.txt"]);
  let isOut = () => {};
  const out = new Promise<void>((resolve) => (isOut = resolve));
  // Without the page's giving it up it would be answered by 401, which the browser complains about.
  const held = new Promise<void>((resolve) => {
    void page.route(/api\/folders/, async (route) => {
      resolve();
      await out;
      await route.continue().catch(() => undefined);
    });
  });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await held;
  await chooseInTopMenu(page, "menuitem", "Sign out");
  await expect(card(page)).toBeVisible();
  isOut();
  await page.unrouteAll({ behavior: "wait" });
});

test("the address of a private file leads to the sign-in card", async ({ page, uploads }) => {
  await uploads.writeAll("secret.txt");
  await page.goto("/files/secret.txt");
  await expect(card(page)).toBeVisible();
  await expect(page.getByText("This is secret.txt")).toHaveCount(0);
});

test("the address of a folder opens it after signing in", async ({ page, uploads }) => {
  await uploads.writeAll("Photos/beach.jpg");
  await page.goto("/browse/Photos");
  await enterCredential(card(page));
  await expectNames(page, ["beach.jpg"]);
  await expect(page).toHaveURL(/\/browse\/Photos$/);
});
