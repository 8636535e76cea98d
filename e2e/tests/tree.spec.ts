import { drag, dialog, expectNames, row, tray } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";

test("a folder is dropped with all that is in it, empty folders too", async ({ signIn, uploads, own }) => {
  await own.writeAll("Trip/a.txt", "Trip/day 1/b.txt", "Trip/day 1/deep/er/c.txt");
  await own.makeFolder("Trip/empty");
  await own.makeFolder("Trip/day 1/empty too");
  const page = await signIn();
  const files = await drag(page, [own.at("Trip"), await own.write("beside.txt")]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  await expect(tray(page)).toContainText("4 files uploaded");
  await expectNames(page, ["Trip", "beside.txt"]);
  expect(await uploads.names("Trip")).toEqual(["a.txt", "day 1", "empty"]);
  await expect.poll(() => uploads.names("Trip/day 1")).toEqual(["b.txt", "deep", "empty too"]);
  expect(await uploads.names("Trip/empty")).toEqual([]);
  expect(await uploads.read("Trip/day 1/deep/er/c.txt")).toBe("This is Trip/day 1/deep/er/c.txt.\n");
});

test("a folder of more files than browsers tell at once is read to its last", async ({ signIn, uploads, own }) => {
  own.fill("many", Array.from({ length: 230 }, (_, n) => `${n}.txt`));
  const page = await signIn();
  const files = await drag(page, [own.at("many")]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  await expect(tray(page)).toContainText("230 files uploaded", { timeout: 60_000 });
  expect((await uploads.names("many")).length).toBe(230);
});

test("a folder dropped on the row of another goes into that", async ({ signIn, uploads, own }) => {
  await uploads.makeFolder("Photos");
  await own.writeAll("Trip/a.txt");
  const page = await signIn();
  const files = await drag(page, [own.at("Trip")]);
  await files.enter(row(page, "Photos"));
  await files.drop(row(page, "Photos"));
  await expect(tray(page)).toContainText("1 file uploaded");
  expect(await uploads.names("Photos/Trip")).toEqual(["a.txt"]);
});

test("a folder is chosen by the menu of the button", async ({ signIn, uploads, own }) => {
  await own.writeAll("Trip/a.txt", "Trip/day 1/b.txt");
  const page = await signIn();
  await page.getByRole("button", { name: "More ways to upload" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Upload a folder" }).click();
  await (await chooser).setFiles(own.at("Trip"));
  await expect(tray(page)).toContainText("2 files uploaded");
  expect(await uploads.names("Trip")).toEqual(["a.txt", "day 1"]);
  expect(await uploads.read("Trip/day 1/b.txt")).toBe("This is Trip/day 1/b.txt.\n");
});

test("files of a folder that is there are asked about by their names", async ({ signIn, uploads, own }) => {
  await uploads.write("Trip/a.txt", "the old one");
  await own.writeAll("Trip/a.txt", "Trip/b.txt", "Trip/bad?/c.txt", "Trip/bad?/d.txt");
  const page = await signIn();
  const files = await drag(page, [own.at("Trip")]);
  await files.enter(page.getByRole("main"));
  await files.drop(page.getByRole("main"));
  const question = dialog(page, "“a.txt” is already here");
  await expect(question).toContainText("One needs another name:");
  await question.getByRole("textbox", { name: "New name for “bad?”" }).fill("good");
  await question.getByRole("radio", { name: "Skip" }).check();
  await question.getByRole("button", { name: "Upload 3 files" }).click();
  await expect(tray(page)).toContainText("3 files uploaded");
  expect(await uploads.names("Trip")).toEqual(["a.txt", "b.txt", "good"]);
  expect(await uploads.names("Trip/good")).toEqual(["c.txt", "d.txt"]);
  expect(await uploads.read("Trip/a.txt")).toBe("the old one");
});

test("what is in the clipboard is pasted", async ({ signIn, uploads }) => {
  const page = await signIn();
  await page.getByRole("main").evaluate((main) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["a picture"], "image.png", { type: "image/png" }));
    main.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(tray(page)).toContainText("1 file uploaded");
  await expectNames(page, ["image.png"]);
  expect(await uploads.read("image.png")).toBe("a picture");
});

test("nothing is pasted while somebody types", async ({ signIn, uploads }) => {
  const page = await signIn();
  await page.getByRole("searchbox").evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["a picture"], "image.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(tray(page)).toBeHidden();
  expect(await uploads.names()).toEqual([]);
});
