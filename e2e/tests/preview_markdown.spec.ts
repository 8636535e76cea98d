// Markdown as it is meant, without anything in it that could act.
import { PART } from "../fixtures/complaints.ts";
import { nameLink, pressInPreview, preview, stage } from "../fixtures/holdall.ts";
import { png } from "../fixtures/media.ts";
import { expect, test } from "../fixtures/test.ts";

const README = `# Garden

One *plan* and [another](plan%20two.md), see <https://example.org/>.

![Beds](pictures/beds.png)

| bed | plant |
|-----|-------|
| 1   | peas  |

- [x] dig
`;

const ATTACKS = `<script>document.title = 'run'</script>
<img src="x" onerror="document.title = 'run'">

Text <svg onload="document.title = 'run'"> and <iframe srcdoc="<script>parent.document.title = 'run'</script>"></iframe>

[one](javascript:document.title='run') [two](JaVa&Tab;script:document.title='run') [three](data:text/html,<script>1</script>)
[four][x] <javascript:document.title='run'> ![five](https://example.org/track.png) ![six](javascript:1)

[x]: vbscript:run
`;

test("it is rendered, or shown as it is written", async ({ signIn, uploads, page }) => {
  await uploads.write("docs/README.md", README);
  await uploads.write("docs/pictures/beds.png", png(30, 20));
  await signIn("/browse/docs");
  await nameLink(page, "README.md").click();
  const shown = stage(page, "README.md");
  await expect(shown.getByRole("heading", { name: "Garden" })).toBeVisible();
  await expect(shown.getByRole("cell", { name: "peas" })).toBeVisible();
  await expect(shown.getByRole("listitem")).toHaveText("☑ dig");
  await expect(shown.getByRole("link", { name: "another" })).toHaveAttribute("href", "/files/docs/plan%20two.md");
  const elsewhere = shown.getByRole("link", { name: "https://example.org/" });
  await expect(elsewhere).toHaveAttribute("rel", "noopener noreferrer");
  const picture = shown.getByRole("img", { name: "Beds" });
  await expect.poll(() => picture.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(30);
  const source = preview(page, "README.md").getByRole("button", { name: "Source" });
  await expect(source).toHaveAttribute("aria-pressed", "false");
  await pressInPreview(page, "Source");
  await expect(shown.locator("pre")).toHaveText(README);
  await expect(source).toHaveAttribute("aria-pressed", "true");
  await pressInPreview(page, "Source");
  await expect(shown.getByRole("heading", { name: "Garden" })).toBeVisible();
});

test("nothing in it runs, is loaded from elsewhere, or leads to a script", async ({ signIn, uploads, page }) => {
  await uploads.write("evil.md", ATTACKS);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await signIn("/?preview=evil.md");
  const shown = stage(page, "evil.md");
  await expect(shown).toContainText("<script>document.title = 'run'</script>");
  await expect(shown).toContainText("one two three");
  await expect(shown.getByRole("link")).toHaveCount(0);
  await expect(shown.locator("script, svg, iframe, img, [onload], [onerror], [style]")).toHaveCount(0);
  await expect(page).toHaveTitle("evil.md – Holdall");
  expect(asked.filter((url) => url.includes("example.org"))).toEqual([]);
});

test("its parser is loaded for Markdown alone", async ({ signIn, uploads, page }) => {
  await uploads.writeAll("a.txt", "b.md");
  const parts: string[] = [];
  page.on("request", (request) => void (PART.test(request.url()) && parts.push(request.url())));
  await signIn();
  await expect.poll(() => parts.filter((part) => part.includes("preview")), "the parts are fetched beforehand").toHaveLength(1);
  await nameLink(page, "a.txt").click();
  await expect(stage(page, "a.txt")).toContainText("This is a.txt.");
  const before = [...parts];
  await page.keyboard.press("ArrowRight");
  await expect(stage(page, "b.md")).toContainText("This is b.md.");
  expect(before.filter((part) => part.includes("markdown"))).toEqual([]);
  expect(parts.filter((part) => part.includes("markdown"))).toHaveLength(1);
});
