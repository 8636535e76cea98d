import type { Locator, Page } from "@playwright/test";
import { breadcrumbs, expectFolder, expectNames, row, selectionBar, toast } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

/** The card at the foot that says what dropping would do. */
const card = (page: Page) => page.locator(".drop-card");

/** Takes a row by its time and carries it over something, with a key held down; the button stays down. */
async function carry(page: Page, from: Locator, over: Locator, key?: "Control"): Promise<void> {
  await from.getByRole("time").hover();
  await page.mouse.down();
  // Before it is over a folder, which opens when somebody stays there.
  if (key) await page.keyboard.down(key);
  await over.hover();
  // The browser tells the page where a drag is only when it moves.
  const box = (await over.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 + 2, box.y + box.height / 2 + 2);
}

test.beforeEach(async ({ uploads }) => {
  await uploads.writeAll("a.txt", "b.txt", "c.txt", "Photos/2024/beach.jpg", "Music/song.mp3");
});

test("a row is dropped on a folder, which is framed and named; Undo takes it back", async ({ signIn, uploads }) => {
  const page = await signIn();
  await carry(page, row(page, "a.txt"), row(page, "Music"));
  await expect(card(page)).toHaveText("Move to “Music”");
  await expect(row(page, "Music")).toHaveAttribute("data-drop", "");
  await expect(page.getByText(/Drop to upload/), "files of one's own disk are something else").toHaveCount(0);
  await page.mouse.up();
  await expectNames(page, ["Music", "Photos", "b.txt", "c.txt"]);
  await expect(toast(page)).toHaveText("“a.txt” was moved to “Music”.");
  await expect(card(page)).toHaveCount(0);
  await expect(row(page, "Music")).not.toHaveAttribute("data-drop");
  expect(await uploads.read("Music/a.txt")).toBe("This is a.txt.\n");
  await page.getByRole("button", { name: "Undo" }).click();
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
});

test("all that is selected goes along, an unselected row goes alone", async ({ signIn, uploads }) => {
  const page = await signIn();
  for (const name of ["a.txt", "b.txt"]) await row(page, name).getByRole("checkbox").check();
  await carry(page, row(page, "c.txt"), row(page, "Music"));
  await page.mouse.up();
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt"]);
  await expect(selectionBar(page)).toContainText("2 selected");
  await carry(page, row(page, "a.txt"), row(page, "Photos"));
  await page.mouse.up();
  await expectNames(page, ["Music", "Photos"]);
  await expect(toast(page)).toHaveText("2 items were moved to “Photos”.");
  expect(await uploads.names("Photos")).toEqual(["2024", "a.txt", "b.txt"]);
  expect(await uploads.names("Music")).toEqual(["c.txt", "song.mp3"]);
});

test("with Ctrl it is copied", async ({ signIn, uploads }) => {
  const page = await signIn();
  await carry(page, row(page, "a.txt"), row(page, "Music"), "Control");
  await expect(card(page)).toHaveText("Copy to “Music”");
  await page.mouse.up();
  await page.keyboard.up("Control");
  await expect(toast(page)).toHaveText("“a.txt” was copied to “Music”.");
  expect(await uploads.names()).toEqual(["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.names("Music")).toEqual(["a.txt", "song.mp3"]);
});

test("on one of the breadcrumbs it goes up", async ({ signIn, uploads }) => {
  const page = await signIn("/browse/Photos/2024");
  await carry(page, row(page, "beach.jpg"), breadcrumbs(page).getByRole("link", { name: "Files" }));
  await expect(card(page)).toHaveText("Move to “Files”");
  await page.mouse.up();
  await expect(toast(page)).toHaveText("“beach.jpg” was moved to “Files”.");
  expect(await uploads.read("beach.jpg")).toBe("This is Photos/2024/beach.jpg.\n");
});

test("a folder under it opens, and takes it between its rows", async ({ signIn, uploads, page }) => {
  await signIn();
  await carry(page, row(page, "a.txt"), row(page, "Photos"));
  await expectFolder(page, "Photos");
  await expectNames(page, ["2024"]);
  const area = page.getByRole("grid", { name: "Files and folders" });
  await area.hover({ position: { x: 300, y: 400 } });
  await area.hover({ position: { x: 310, y: 410 } });
  await expect(card(page)).toHaveText("Move to “Photos”");
  await page.mouse.up();
  await expectNames(page, ["2024", "a.txt"]);
  expect(await uploads.names()).toEqual(["Music", "Photos", "b.txt", "c.txt"]);
});

test("nothing happens over what does not take it: its own folder, itself, a file", async ({ signIn, uploads }) => {
  const page = await signIn();
  await carry(page, row(page, "Photos"), row(page, "Music"));
  await expect(card(page)).toHaveText("Move to “Music”");
  for (const name of ["Photos", "b.txt"]) {
    await row(page, name).hover({ position: { x: 70, y: 14 } });
    await expect(card(page)).toHaveCount(0);
  }
  await page.mouse.up();
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  await expect(toast(page)).toHaveCount(0);
  expect(await uploads.names("Music")).toEqual(["song.mp3"]);
});

test("Escape stops it", async ({ signIn, uploads }) => {
  const page = await signIn();
  const session = await page.context().newCDPSession(page);
  await carry(page, row(page, "a.txt"), row(page, "Music"));
  await expect(card(page)).toHaveText("Move to “Music”");
  // What the browser makes of Escape while something is dragged.
  const box = (await row(page, "Music").boundingBox())!;
  const data = { items: [], dragOperationsMask: 19 };
  await session.send("Input.dispatchDragEvent", { type: "dragCancel", x: box.x + 60, y: box.y + 12, data });
  await expect(card(page)).toHaveCount(0);
  await page.mouse.up();
  await expectNames(page, ["Music", "Photos", "a.txt", "b.txt", "c.txt"]);
  expect(await uploads.names("Music")).toEqual(["song.mp3"]);
});

test("a name that is taken is asked about", async ({ signIn, uploads }) => {
  await uploads.write("Music/a.txt");
  const page = await signIn();
  await carry(page, row(page, "a.txt"), row(page, "Music"));
  await page.mouse.up();
  const question = page.getByRole("dialog", { name: "“a.txt” is already in “Music”" });
  await question.getByRole("button", { name: "Move here" }).click();
  await expect(toast(page)).toHaveText("“a (2).txt” was moved to “Music”.");
  expect(await uploads.names("Music")).toEqual(["a (2).txt", "a.txt", "song.mp3"]);
});

test("a single file takes its address along, for the desktop", async ({ signIn, server }) => {
  const page = await signIn();
  const types = page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        document.addEventListener("dragstart", (event) => {
          const { dataTransfer } = event;
          resolve(Object.fromEntries([...dataTransfer!.types].map((type) => [type, dataTransfer!.getData(type)])));
        });
      }),
  );
  await carry(page, row(page, "a.txt"), row(page, "b.txt"));
  expect(await types).toMatchObject({ downloadurl: `text/plain:a.txt:${server.origin}/files/a.txt`, "text/plain": "a.txt" });
  await page.mouse.up();
});
