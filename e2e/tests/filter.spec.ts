import { expectFolder, expectNames, goToList, list, nameLink, row, rows, statusBar } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered } from "../fixtures/window.ts";

const field = "Search in Files";

test.describe("searching in a folder", () => {
  test.beforeEach(async ({ uploads }) => {
    await uploads.writeAll("Summer in Oslo/x.txt", "Café bill.pdf", "notes.txt", "oslo photo.jpg", "report of the summer.pdf");
  });

  test("the rows narrow while one types, and what matches is marked", async ({ signIn }) => {
    const page = await signIn();
    await goToList(page);
    await page.keyboard.press("/");
    const search = page.getByRole("searchbox", { name: field });
    await expect(search).toBeFocused();
    await page.keyboard.type("cafe");
    await expectNames(page, ["Café bill.pdf"]);
    await expect(row(page, "Café bill.pdf").locator("mark")).toHaveText("Café");
    await expect(statusBar(page)).toContainText("1 match");
    await search.fill("summer oslo");
    await expectNames(page, ["Summer in Oslo"]);
    await expect(row(page, "Summer in Oslo").locator("mark")).toHaveText(["Summer", "Oslo"]);
    await search.fill("SUMMER");
    await expectNames(page, ["Summer in Oslo", "report of the summer.pdf"]);
    await expect(page.getByRole("status")).toHaveText("2 matches");
    expect(new URL(page.url()).search).toBe("?filter=SUMMER");

    await expect(search, "the focus stays where one types").toBeFocused();
    await page.keyboard.press("Escape");
    await expect(rows(page)).toHaveCount(5);
    await expect(search).toHaveValue("");
    await expect(rows(page).and(page.locator(":focus"))).toHaveCount(1);
    expect(new URL(page.url()).search).toBe("");
    await expect(statusBar(page)).toContainText("5 items");
  });

  test("the arrow down goes into the list, and Escape there ends the search", async ({ signIn }) => {
    const page = await signIn();
    await page.getByRole("searchbox", { name: field }).fill("oslo");
    await expectNames(page, ["Summer in Oslo", "oslo photo.jpg"]);
    await page.keyboard.press("ArrowDown");
    await expect(row(page, "Summer in Oslo")).toBeFocused();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Escape");
    await expectNames(page, ["Summer in Oslo", "oslo photo.jpg"]);
    await page.keyboard.press("Escape");
    await expect(rows(page)).toHaveCount(5);
  });

  test("nothing that matches is a state of its own", async ({ signIn }) => {
    const page = await signIn();
    const search = page.getByRole("searchbox", { name: field });
    await search.fill("xyz");
    const state = page.getByRole("region", { name: "No match" });
    await expect(state).toContainText("No names contain “xyz” here.");
    await expect(search).toBeFocused();
    await expect(statusBar(page)).toContainText("0 matches");
    await state.getByRole("button", { name: "Show all" }).click();
    await expect(rows(page)).toHaveCount(5);
    await expect(search).toHaveValue("");
  });

  test("the address has it: back ends it, and comes back to it", async ({ signIn }) => {
    const page = await signIn();
    const search = page.getByRole("searchbox", { name: field });
    await search.pressSequentially("oslo");
    await expectNames(page, ["Summer in Oslo", "oslo photo.jpg"]);
    await nameLink(page, "Summer in Oslo").click();
    await expectFolder(page, "Summer in Oslo");
    await expectNames(page, ["x.txt"]);
    await expect(page.getByRole("searchbox", { name: "Search in Summer in Oslo" })).toHaveValue("");
    await page.goBack();
    await expectFolder(page, "Files");
    await expectNames(page, ["Summer in Oslo", "oslo photo.jpg"]);
    await expect(search).toHaveValue("oslo");
    await page.reload();
    await expectNames(page, ["Summer in Oslo", "oslo photo.jpg"]);
    await page.goBack();
    await expect(rows(page)).toHaveCount(5);
    await expect(search).toHaveValue("");
  });

  test("on a phone a button opens the field", async ({ signIn, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn();
    const search = page.getByRole("searchbox", { name: field });
    await expect(search).toBeHidden();
    await page.getByRole("navigation", { name: "Actions" }).getByRole("button", { name: "Search" }).click();
    await expect(search).toBeFocused();
    await page.keyboard.type("notes");
    await expectNames(page, ["notes.txt"]);
    await page.getByRole("button", { name: "Clear search" }).click();
    await expect(rows(page)).toHaveCount(5);
    await page.keyboard.press("Escape");
    await expect(search).toBeHidden();
  });
});

test("in a folder that was read before, the rows narrow at once", async ({ signIn, uploads }) => {
  uploads.fill("many", numbered(10_000));
  const page = await signIn("/browse/many");
  await expect(statusBar(page)).toContainText("10,000 items");
  const search = page.getByRole("searchbox", { name: "Search in many" });
  await search.fill("file");
  await expect(statusBar(page)).toContainText("10,000 matches");
  /** From the event of the field to the frame that shows other rows. */
  const narrow = (text: string) =>
    search.evaluate(
      (input, text) =>
        new Promise<number>((resolve) => {
          const list = document.getElementById("list")!;
          const first = () => list.querySelector("mark")?.closest("[role=row]")?.getAttribute("aria-label");
          const [before, start] = [first(), performance.now()];
          const look = () => (first() === before ? requestAnimationFrame(look) : resolve(performance.now() - start));
          (input as HTMLInputElement).value = text;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          requestAnimationFrame(look);
        }),
      text,
    );
  const times: number[] = [];
  for (const text of ["51", "73", "987", "1234", "99", "4321", "77"]) times.push(await narrow(text));
  // Some 30 ms on a quiet machine; far more would be another way of doing it.
  expect(Math.min(...times), `all: ${times.map(Math.round).join(", ")}`).toBeLessThan(250);
  await expect(list(page).locator("mark").first()).toHaveText("77");
});
