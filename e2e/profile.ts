// Finds which of the page's functions run before anybody does anything: they are what the page begins with, and all others
// come later. `scripts/profile-page` builds a page whose functions tell when they run, runs this, and makes
// frontend/later.list of it.
import { appendFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import { expectNames } from "./fixtures/holdall.ts";

declare global {
  /** The places of the functions that have run so far, among all of the page's wasm. */
  var holdallRan: () => number[];
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** What is loaded on its own: its functions, and those that only run with it, come later. The texts are needed at once. */
const PART = /\/holdall-(?!page-|de-)[a-z]+[0-9]*-[0-9a-f]{16}\.wasm$/;
/** How long nobody does anything, in ms. */
const QUIET = 2500;

test.use({ serverArgs: async ({}, use) => use(["--static-dir", "../dist"]), serviceWorkers: "block" });

/** Opens the page anew, with none of its parts, and writes down what has run until it rests. */
async function profile(page: Page, path: string, stands: () => Promise<void>): Promise<void> {
  await page.goto("about:blank");
  await page.route(PART, () => {});
  await page.goto(path);
  await stands();
  await page.waitForTimeout(QUIET);
  await lookAround(page);
  const ran = await page.evaluate(() => globalThis.holdallRan());
  expect(ran.length).toBeGreaterThan(0);
  await appendFile(ranFile(), `${ran.join("\n")}\n`);
  console.log(`${path}: ${ran.length} functions`);
}

/** What people do who want nothing yet: look, turn to something else, come back, leave. */
async function lookAround(page: Page): Promise<void> {
  for (const y of [20, 120, 240, 300]) await page.mouse.move(300, y, { steps: 4 });
  await page.mouse.wheel(0, 300);
  await page.evaluate(() => {
    const tell = (target: EventTarget, name: string) => target.dispatchEvent(new Event(name, { cancelable: true }));
    const show = (state: DocumentVisibilityState) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
      tell(document, "visibilitychange");
    };
    for (const name of ["blur", "focus", "resize"]) tell(window, name);
    show("hidden");
    show("visible");
    for (const name of ["beforeunload", "pagehide"]) tell(window, name);
  });
  await page.waitForTimeout(500);
}

function ranFile(): string {
  const path = process.env["RAN"];
  if (!path) throw new Error("RAN must name the file for the functions that run: scripts/profile-page does that");
  return path;
}

test("signed out", async ({ page, server }) => {
  await profile(page, server.origin, () => expect(page.locator("body")).not.toBeEmpty());
});

test.describe("a guest", () => {
  test.use({ serverArgs: async ({}, use) => use(["--static-dir", "../dist", "--public-read"]) });

  test("a folder", async ({ page, server, uploads }) => {
    await uploads.write("notes.txt", "What to do");
    // The second time the folder is asked for before it is known who asks.
    for (let time = 0; time < 2; time += 1) await profile(page, server.origin, () => expectNames(page, ["notes.txt"]));
  });
});

test("a folder as tiles: what draws them comes later", async ({ signedInPage: page, uploads }) => {
  await uploads.write("notes.txt", "What to do");
  await profile(page, "/?view=grid", () => expect(page.getByRole("banner")).toBeVisible());
});

for (const [machine, options] of [["desktop", {}], ["phone", PHONE]] as const) {
  test.describe(machine, () => {
    test.use(options);

    test("files and folders", async ({ signedInPage: page, uploads }) => {
      await uploads.write("notes.txt", "What to do");
      await uploads.write("Photos/2026/sea.jpg", "no picture");
      await profile(page, "/", () => expectNames(page, ["Photos", "notes.txt"]));
      await profile(page, "/browse/Photos/2026/", () => expectNames(page, ["sea.jpg"]));
    });

    test("an empty folder", async ({ signedInPage: page }) => {
      await profile(page, "/", () => expect(page.getByRole("button", { name: "New folder" }).first()).toBeVisible());
    });
  });
}

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("files and folders", async ({ signedInPage: page, uploads }) => {
    await uploads.write("notes.txt", "What to do");
    await profile(page, "/", () => expect(page.getByRole("row", { name: /^notes\.txt/ })).toBeVisible());
  });
});
