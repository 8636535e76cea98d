import { type Page } from "@playwright/test";
import { expectFolder, expectNames, list, row, rows, statusBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { MOST_ROWS, numbered, rowNodes } from "../fixtures/window.ts";

const field = (page: Page) => page.getByRole("searchbox");
const scopes = (page: Page) => page.getByRole("group", { name: "Search in" });
const noMatch = (page: Page) => page.getByRole("region", { name: "No match" });

/** The row of what was found: its name is `NAME, in FOLDER, SIZE, TIME`. */
const hit = (page: Page, name: string, folder: string) =>
  list(page).getByRole("row", { name: `${name}, in ${folder}, `, exact: false });

/** What was found, in order, each with its folder. */
async function found(page: Page): Promise<string[]> {
  const labels = await list(page)
    .locator("[role=row][id]:not([hidden])")
    .evaluateAll((rows) =>
      rows
        .map((row) => ({ top: row.getBoundingClientRect().top, label: row.getAttribute("aria-label") ?? "" }))
        .sort((a, b) => a.top - b.top)
        .map(({ label }) => label.replace(/, [^,]+, [^,]+$/, "")),
    );
  return labels;
}

/** A promise that somebody else keeps. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}

async function expectFound(page: Page, hits: string[]): Promise<void> {
  await expect.poll(() => found(page), "what was found").toEqual(hits);
}

test.describe("searching in all folders", () => {
  test.beforeEach(async ({ uploads }) => {
    await uploads.writeAll(
      "Photos/2024/oslo harbour.jpg",
      "Photos/2024/notes.txt",
      "Work/Oslo plan.pdf",
      "Work/notes.txt",
      "readme.txt",
    );
  });

  test("what is not in this folder is looked for in all, and shown with its folder", async ({ signIn }) => {
    const page = await signIn("/browse/Work");
    await field(page).fill("harbour");
    await expect(noMatch(page)).toContainText("No names contain “harbour” here.");
    await noMatch(page).getByRole("button", { name: "Search all folders" }).click();
    await expectFound(page, ["oslo harbour.jpg, in Photos/2024"]);
    await expect(list(page).locator("mark")).toHaveText("harbour");
    expect(new URL(page.url()).search).toBe("?search=harbour");
    await expect(statusBar(page)).toContainText("1 match");
    await expect(page).toHaveTitle("“harbour” – Holdall");

    await list(page).getByRole("link", { name: "Photos/2024" }).click();
    await expectFolder(page, "2024");
    await expectNames(page, ["notes.txt", "oslo harbour.jpg"]);
    await expect(row(page, "oslo harbour.jpg")).toBeFocused();
    await page.goBack();
    await expectFound(page, ["oslo harbour.jpg, in Photos/2024"]);
    await expect(field(page)).toHaveValue("harbour");
  });

  test("it goes on from a filter that finds something, and back and Escape lead out of it", async ({ signIn }) => {
    const page = await signIn("/browse/Work");
    await field(page).fill("notes");
    await expectNames(page, ["notes.txt"]);
    await scopes(page).getByRole("button", { name: "All folders" }).click();
    await expectFound(page, ["notes.txt, in Work", "notes.txt, in Photos/2024"]);
    await expect(scopes(page).getByRole("button", { name: "All folders" })).toHaveAttribute("aria-pressed", "true");
    await page.goBack();
    await expectNames(page, ["notes.txt"]);
    await page.goForward();
    await expectFound(page, ["notes.txt, in Work", "notes.txt, in Photos/2024"]);
    await page.reload();
    await expectFound(page, ["notes.txt, in Work", "notes.txt, in Photos/2024"]);
    await field(page).focus();
    await page.keyboard.press("Escape");
    await expectNames(page, ["notes.txt", "Oslo plan.pdf"]);
    await expectFolder(page, "Work");
    expect(new URL(page.url()).search).toBe("");
    await expect(scopes(page)).toHaveCount(0);
  });

  test("equal names are told apart by their folders: selected, renamed, deleted one by one", async ({ signIn, uploads }) => {
    const page = await signIn("/?search=notes");
    await expectFound(page, ["notes.txt, in Work", "notes.txt, in Photos/2024"]);
    const [first, second] = [hit(page, "notes.txt", "Photos/2024"), hit(page, "notes.txt", "Work")];
    await second.click({ position: { x: 500, y: 8 } });
    await expect(second).toHaveAttribute("aria-selected", "true");
    await expect(first).toHaveAttribute("aria-selected", "false");
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "New name" }).fill("notes of work.txt");
    await page.keyboard.press("Enter");
    // In its place, until the search is answered anew: then the whole word comes first.
    await expect.poll(async () => (await found(page)).sort()).toEqual(["notes of work.txt, in Work", "notes.txt, in Photos/2024"]);
    expect(await uploads.names("Work")).toEqual(["Oslo plan.pdf", "notes of work.txt"]);

    await first.click({ position: { x: 500, y: 8 } });
    await page.keyboard.press("Delete");
    await expectFound(page, ["notes of work.txt, in Work"]);
    await expect.poll(() => uploads.names("Photos/2024")).toEqual(["oslo harbour.jpg"]);
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect.poll(() => uploads.has("Photos/2024/notes.txt")).toBe(true);
  });

  test("a folder that is found opens, and the menu shows a file in its folder", async ({ signIn }) => {
    const page = await signIn("/?search=2024");
    await hit(page, "2024", "Photos").getByRole("link", { name: "2024", exact: true }).click();
    await expectFolder(page, "2024");
    await page.goBack();
    await field(page).fill("plan");
    await expectFound(page, ["Oslo plan.pdf, in Work"]);
    await hit(page, "Oslo plan.pdf", "Work").hover();
    await page.getByRole("button", { name: "Actions for Oslo plan.pdf" }).click();
    await page.getByRole("menuitem", { name: "Show in folder" }).click();
    await expectFolder(page, "Work");
    await expect(row(page, "Oslo plan.pdf")).toBeFocused();
  });

  test("nothing anywhere is a state of its own", async ({ signIn }) => {
    const page = await signIn("/?search=xyz");
    await expect(noMatch(page)).toContainText("No names contain “xyz” in any folder.");
    await expect(noMatch(page).getByRole("button", { name: "Search all folders" })).toHaveCount(0);
    await noMatch(page).getByRole("button", { name: "Show all" }).click();
    await expectNames(page, ["Photos", "Work", "readme.txt"]);
  });

  test("an older answer never replaces a newer one", async ({ signIn, page }) => {
    const [asked, held, over] = [deferred(), deferred(), deferred()];
    await page.route(/api\/search\?q=notes&/, async (route) => {
      asked.resolve();
      await held.promise;
      // The page may have given it up: then there is nobody to answer.
      await route.continue().catch(() => undefined);
      over.resolve();
    });
    await signIn("/?search=plan");
    await expectFound(page, ["Oslo plan.pdf, in Work"]);
    await field(page).fill("notes");
    await asked.promise;
    await field(page).fill("harbour");
    await expectFound(page, ["oslo harbour.jpg, in Photos/2024"]);
    held.resolve();
    await over.promise;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await expectFound(page, ["oslo harbour.jpg, in Photos/2024"]);
  });

  test("one question is asked when somebody types on", async ({ signIn, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.pathname === "/api/search") asked.push(url.searchParams.get("q") ?? "");
    });
    await signIn("/?search=qqq");
    await expect(noMatch(page)).toBeVisible();
    await field(page).fill("");
    // Of what stood there nothing is asked any more.
    asked.length = 0;
    // By the page's own clock: on a busy machine keys from outside come later than somebody types.
    await field(page).evaluate(async (input: HTMLInputElement) => {
      for (const letter of "harbour") {
        input.value += letter;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await expectFound(page, ["oslo harbour.jpg, in Photos/2024"]);
    expect(asked).toEqual(["harbour"]);
  });
});

test("ten thousand hits are a few rows, and all of them can be gone to", async ({ signIn, uploads }) => {
  uploads.fill("one", numbered(5_000));
  uploads.fill("two", numbered(5_000));
  const page = await signIn("/?search=file");
  await expect(statusBar(page)).toContainText("10,000 matches");
  expect(await rowNodes(page)).toBeLessThan(MOST_ROWS);
  await rows(page).or(list(page).locator("[role=row][id]")).first().click({ position: { x: 500, y: 8 } });
  await page.keyboard.press("End");
  await expect(list(page).locator("[role=row][id]:focus")).toHaveAttribute("aria-rowindex", "10001");
  expect(await rowNodes(page)).toBeLessThan(MOST_ROWS);
});

test("an answer that is not whole says so, and is asked again until it is", async ({ signIn, uploads, page }) => {
  await uploads.writeAll("a/report.txt");
  // A tree that takes seconds to read is large: here only the word of an answer is changed, the rest is the server's.
  let whole = false;
  await page.route(/api\/search/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), complete: whole } });
  });
  await signIn("/?search=report");
  await expect(scopes(page)).toContainText("Still looking…");
  await expect(statusBar(page)).toContainText("1 match so far");
  await uploads.writeAll("b/report 2.txt");
  await expectFound(page, ["report.txt, in a", "report 2.txt, in b"]);
  whole = true;
  await expect(scopes(page)).not.toContainText("Still looking…");
  await expect(statusBar(page)).toContainText("2 matches");
});
