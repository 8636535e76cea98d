// The page in German: as the browser wants, or as was chosen; numbers and moments as German writes them.
import { truncate } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { status } from "../fixtures/complaints.ts";
import { noise, sha256OfFile } from "../fixtures/disk.ts";
import { chooseInTopMenu, list, rows, slowDown, trayRow, upload } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** The files of the texts of other languages. */
const TEXTS = /\/holdall-(de|qps)-[0-9a-f]{16}\.wasm$/;

const germanList = (page: Page) => page.getByRole("grid", { name: "Dateien und Ordner" });
const html = (page: Page) => page.locator("html");

test.describe("a browser that wants German", () => {
  test.use({ locale: "de-DE" });

  test("gets the page in German, from signing in on", async ({ page, server, complaints }) => {
    complaints.expectNetworkError(status(401), /\/api\/session$/);
    await page.goto("/");
    await expect(html(page)).toHaveAttribute("lang", "de");
    await expect(html(page)).toHaveAttribute("dir", "ltr");
    const card = page.getByRole("region", { name: "Anmelden" });
    await card.getByLabel("Token oder Code").fill("nicht das Token dieses Servers");
    await card.getByRole("button", { name: "Anmelden" }).click();
    await expect(card.getByRole("alert")).toHaveText(
      "Dieses Token oder dieser Code gilt nicht. Codes gelten einmal, 15 Minuten lang.",
    );
    await page.goto(server.link);
    await expect(page.getByRole("region", { name: "Hier ist noch nichts" })).toBeVisible();
    await expect(page).toHaveTitle("Dateien – Holdall");
  });

  test("numbers, sizes, moments and plurals are German", async ({ signIn, uploads }) => {
    uploads.fill("", Array.from({ length: 1_200 }, (_, n) => `${n}.txt`));
    await uploads.write("alt.bin", "", new Date("2024-03-14T12:00:00Z"));
    await truncate(uploads.at("alt.bin"), 1_840_000_000);
    await uploads.write("alt.bin.txt", "a", new Date("2024-03-14T12:00:00Z"));
    const page = await signIn("/?sort=size&order=desc");
    await expect(page.getByRole("contentinfo")).toContainText("1.202 Elemente");
    const large = germanList(page).getByRole("row", { name: "alt.bin, " });
    // Writing to the file has changed its time.
    await expect(large).toHaveAccessibleName(/^alt\.bin, 1,84 GB, Heute \d\d:\d\d$/);
    await expect(germanList(page).getByRole("row", { name: "alt.bin.txt, " })).toHaveAccessibleName(/, 14\. März 2024$/);

    await large.focus();
    await page.keyboard.press("Space");
    const selection = page.getByRole("region", { name: "Auswahl" });
    await expect(selection).toContainText("1 ausgewählt · 1,84 GB");
    await page.keyboard.press("Alt+Enter");
    const details = page.getByRole("complementary", { name: "Details" });
    await expect(details).toContainText("1.840.000.000 Byte (1,84 GB)");
    await page.keyboard.press("Delete");
    await expect(page.getByText("„alt.bin“ wurde in den Papierkorb verschoben.").first()).toBeVisible();
    await expect(page.getByRole("contentinfo")).toContainText("1.201 Elemente");
  });

  test("what the server refuses is told in German", async ({ signIn, uploads, complaints }) => {
    complaints.expectNetworkError(status(400), /\/api\/move$/);
    await uploads.writeAll("a.txt");
    const page = await signIn();
    await germanList(page).getByRole("row", { name: /^a\.txt/ }).focus();
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "Neuer Name" }).fill("was?.txt");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText(
      "„was?.txt“ ist als Name nicht möglich: Ein Name darf kein „?“ enthalten.",
    );
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Tastenkürzel" });
    await expect(keys.getByRole("row", { name: "Strg + Z" })).toContainText("rückgängig");
  });

  test("names of buttons have the words that are seen on them", async ({ page, signIn, uploads, own }) => {
    const named = async (state: string) => {
      const { violations } = await new AxeBuilder({ page }).withRules(["label-content-name-mismatch", "button-name"]).analyze();
      expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)), state).toEqual([]);
    };
    await uploads.writeAll("a.txt");
    await own.write("groß.bin", noise(8_000_000));
    await signIn();
    const line = await slowDown(page, 400_000);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Hochladen", exact: true }).click();
    await (await chooser).setFiles([own.at("groß.bin")]);
    await expect(page.getByRole("progressbar", { name: "Fortschritt von groß.bin" })).toBeVisible();
    await named("the tray");
    await line.end();
    await expect(page.getByRole("region", { name: "Hochladen" })).toContainText("Hochgeladen und geprüft");
    await germanList(page).getByRole("row", { name: /^a\.txt/ }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("button", { name: "Berechnen" }).click();
    await expect(page.getByRole("button", { name: "BLAKE3 kopieren" })).toBeVisible();
    await named("the details");
  });

  test("gets English where the texts can't be got", async ({ page, signIn, complaints }) => {
    complaints.expectNetworkError(/^Failed to load resource: net::ERR_FAILED/, TEXTS);
    await page.route(TEXTS, (route) => route.abort());
    await signIn();
    await expect(page.getByRole("region", { name: "Nothing here yet" })).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "en");
  });
});

test.describe("a browser that wants French, then German", () => {
  test.use({ locale: "fr-FR" });

  test("gets the first language that the page speaks", async ({ page, signIn }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "languages", { value: ["fr-FR", "de-AT", "en"] });
    });
    await signIn();
    await expect(html(page)).toHaveAttribute("lang", "de");
    await expect(page.getByRole("region", { name: "Hier ist noch nichts" })).toBeVisible();
  });
});

for (const [locale, time, day] of [
  ["en-US", /, Today \d{1,2}:\d\d\s[AP]M$/, "Mar 14, 2024"],
  ["en-GB", /, Today \d\d:\d\d$/, "14 Mar 2024"],
  // Nobody has written the page in French, but times and numbers can be.
  ["fr-FR", /, Today \d\d:\d\d$/, "14 mars 2024"],
] as const) {
  test.describe(`a browser of ${locale}`, () => {
    test.use({ locale });

    test("has times and days as they are written there", async ({ signIn, uploads }) => {
      await uploads.writeAll("new.txt");
      await uploads.write("old.txt", "a", new Date("2024-03-14T12:00:00Z"));
      const page = await signIn();
      await expect(list(page).getByRole("row", { name: /^new\.txt/ })).toHaveAccessibleName(time);
      await expect(list(page).getByRole("row", { name: /^old\.txt/ })).toHaveAccessibleName(`old.txt, 1 B, ${day}`);
    });
  });
}

test("an English browser loads no other language", async ({ page, signIn }) => {
  const asked: string[] = [];
  page.on("request", (request) => void asked.push(request.url()));
  await signIn();
  await expect.poll(() => asked.some((url) => /\/holdall-dialogs-/.test(url)), "parts are loaded").toBe(true);
  expect(asked.filter((url) => TEXTS.test(url))).toEqual([]);
});

test("German is chosen in the menu, kept over a reload, and left again", async ({ signIn, uploads }) => {
  await uploads.writeAll("a.txt");
  const page = await signIn();
  await expect(list(page)).toBeVisible();
  await chooseInTopMenu(page, "menuitemradio", "Deutsch");
  await expect(germanList(page)).toBeVisible();
  await expect(html(page)).toHaveAttribute("lang", "de");
  await expect(page).toHaveTitle("Dateien – Holdall");
  const menu = page.getByRole("banner").getByRole("button", { name: "Menü" });
  await expect(menu, "the focus is where it was").toBeFocused();

  await page.reload();
  await expect(germanList(page)).toBeVisible();
  await menu.click();
  await expect(page.getByRole("menuitemradio", { name: "Deutsch" })).toHaveAttribute("aria-checked", "true");
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(list(page)).toBeVisible();
  await expect(html(page)).toHaveAttribute("lang", "en");

  await chooseInTopMenu(page, "menuitemradio", "As in the browser");
  await expect(list(page)).toBeVisible();
  await chooseInTopMenu(page, "menuitemradio", "Deutsch");
  await expect(germanList(page)).toBeVisible();
});

test("the address names a language for this time only", async ({ signIn }) => {
  const page = await signIn("/?lang=de");
  await expect(html(page)).toHaveAttribute("lang", "de");
  await page.goto("/");
  await expect(html(page)).toHaveAttribute("lang", "en");
});

test("an upload goes on while the language is changed", async ({ signIn, uploads, own }) => {
  const path = await own.write("groß.bin", noise(8_000_000));
  const page = await signIn();
  const line = await slowDown(page, 400_000);
  await upload(page, path);
  await expect(trayRow(page, "groß.bin").getByRole("progressbar")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isThisVeryPage: true }));

  await chooseInTopMenu(page, "menuitemradio", "Deutsch");
  const tray = page.getByRole("region", { name: "Hochladen" });
  await expect(tray).toContainText("Datei 1 von 1 wird hochgeladen");
  await expect(tray.getByRole("progressbar", { name: "Fortschritt von groß.bin" })).toBeVisible();
  await line.end();
  await expect(tray).toContainText("1 Datei hochgeladen");
  await expect(tray).toContainText("Hochgeladen und geprüft");
  expect(await page.evaluate(() => "isThisVeryPage" in window), "without a reload").toBe(true);
  expect(await uploads.sha256("groß.bin")).toBe(await sha256OfFile(path));
});

test("a long list stays where it was, with its selection", async ({ signIn, uploads }) => {
  uploads.fill("", Array.from({ length: 500 }, (_, n) => `file ${String(n).padStart(3, "0")}.txt`));
  const page = await signIn();
  await rows(page).first().waitFor();
  await list(page).evaluate((list) => list.scrollTo({ top: 8_000 }));
  const name = "file 203.txt";
  await list(page).getByRole("row", { name: new RegExp(`^${name}`) }).click({ position: { x: 500, y: 10 } });
  const before = await list(page).evaluate((list) => list.scrollTop);
  await chooseInTopMenu(page, "menuitemradio", "Deutsch");
  const row = germanList(page).getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(row).toHaveAttribute("aria-selected", "true");
  await expect(row).toBeInViewport();
  expect(await germanList(page).evaluate((list) => list.scrollTop)).toBe(before);
});
