// What the preview shows of files of each kind, and what it says of the others.
import { noise } from "../fixtures/disk.ts";
import { nameLink, pressInPreview, preview, row, stage } from "../fixtures/holdall.ts";
import { png, wav, webm } from "../fixtures/media.ts";
import { expect, test } from "../fixtures/test.ts";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="document.title='run'">
  <script>document.title = 'run'; fetch('/api/session', { method: 'DELETE' })</script><rect width="40" height="30"/></svg>`;

test("pictures are fitted, and shown pixel by pixel by a click, a key or a button", async ({ signIn, uploads, page }) => {
  await uploads.write("large.png", png(3_000, 2_000));
  await signIn();
  await nameLink(page, "large.png").click();
  const picture = stage(page, "large.png").getByRole("img", { name: "large.png" });
  const width = () => picture.evaluate((picture) => picture.getBoundingClientRect().width);
  const natural = () => picture.evaluate((picture: HTMLImageElement) => picture.naturalWidth);
  await expect.poll(natural).toBe(3_000);
  const fitted = await width();
  expect(fitted).toBeLessThan(1_300);
  const turns = [
    () => picture.click(),
    () => page.keyboard.press("Enter"),
    () => pressInPreview(page, "Actual size"),
    () => pressInPreview(page, "Actual size"),
  ];
  for (const [at, turn] of turns.entries()) {
    await turn();
    await expect.poll(width).toBe(at % 2 === 0 ? 3_000 : fitted);
    const button = preview(page, "large.png").getByRole("button", { name: "Actual size" });
    await expect(button).toHaveAttribute("aria-pressed", String(at % 2 === 0));
  }
});

test("a picture that has changed is shown anew", async ({ signIn, uploads, page }) => {
  await uploads.write("a.png", png(30, 20));
  await signIn("/?preview=a.png");
  const width = () => stage(page, "a.png").getByRole("img").evaluate((picture: HTMLImageElement) => picture.naturalWidth);
  await expect.poll(width).toBe(30);
  await uploads.write("a.png", png(50, 20));
  await expect(preview(page, "a.png")).toContainText("has changed");
  await pressInPreview(page, "Show it anew");
  await expect.poll(width).toBe(50);
});

test("a drawing is shown, and no script in it runs", async ({ signIn, uploads, page, server }) => {
  await uploads.write("plan.svg", SVG);
  await signIn("/?preview=plan.svg");
  const picture = stage(page, "plan.svg").getByRole("img", { name: "plan.svg" });
  await expect.poll(() => picture.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(40);
  await expect(page).toHaveTitle("plan.svg – Holdall");
  expect(server.log).not.toContain("DELETE /api/session");
});

test("what is no picture though its name says so is told, and can be downloaded", async ({ signIn, uploads, page }) => {
  await uploads.write("broken.jpg", noise(5_000));
  await signIn("/?preview=broken.jpg");
  await expect(stage(page, "broken.jpg")).toContainText("This picture can't be shown");
  await expect(stage(page, "broken.jpg").getByRole("link", { name: "Download" })).toHaveAttribute("href", "/files/broken.jpg");
});

test("a sound plays by Space, and goes to any place in it", async ({ signIn, uploads, page }) => {
  await uploads.write("tone.wav", wav(20));
  await uploads.write("another.wav", wav(1));
  const parts: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/files/tone.wav") parts.push(request.headers().range);
  });
  await signIn();
  await nameLink(page, "tone.wav").click();
  const player = stage(page, "tone.wav").locator("audio");
  const read = (what: "paused" | "currentTime" | "duration") =>
    player.evaluate((player: HTMLAudioElement, what) => player[what], what);
  await expect.poll(() => read("duration")).toBe(20);
  expect(await read("paused"), "nothing plays by itself").toBe(true);
  await page.keyboard.press("Space");
  await expect.poll(() => read("paused")).toBe(false);
  await player.evaluate((player: HTMLAudioElement) => {
    player.currentTime = 15;
  });
  await expect.poll(() => read("currentTime")).toBeGreaterThan(15);
  await page.keyboard.press("Space");
  await expect.poll(() => read("paused")).toBe(true);
  await player.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(stage(page, "tone.wav"), "a player has keys of its own").toBeVisible();
  expect(parts[0], "the browser asks for parts").toMatch(/^bytes=/);
});

test("a film plays by Space", async ({ signIn, uploads, page }) => {
  await signIn();
  await uploads.write("film.webm", await webm(page));
  await page.goto("/?preview=film.webm");
  const player = stage(page, "film.webm").locator("video");
  await expect.poll(() => player.evaluate((player: HTMLVideoElement) => player.videoWidth)).toBe(160);
  await page.keyboard.press("Space");
  await expect.poll(() => player.evaluate((player: HTMLVideoElement) => player.currentTime)).toBeGreaterThan(0);
});

test("what cannot be played is told, and one goes on from it", async ({ signIn, uploads, page }) => {
  await uploads.write("a.mp4", noise(5_000));
  await uploads.write("b.wav", wav(1));
  await signIn("/?preview=a.mp4");
  await expect(stage(page, "a.mp4")).toContainText("This can't be played");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => stage(page, "b.wav").locator("audio").evaluate((player: HTMLAudioElement) => player.duration)).toBe(1);
});

test("of a long text only the beginning is asked for", async ({ signIn, uploads, page }) => {
  await uploads.write("long.log", `x${`${"ä".repeat(7)}\n`.repeat(200_000)}`);
  await signIn();
  const asked = page.waitForRequest((request) => request.url().endsWith("/files/long.log"));
  await nameLink(page, "long.log").click();
  const request = await asked;
  expect(request.headers().range).toBe("bytes=0-262143");
  expect((await request.response())?.status()).toBe(206);
  await expect(stage(page, "long.log")).toContainText("The first 256 KiB of 3.00 MB");
  await expect(stage(page, "long.log").getByRole("link", { name: "Download" })).toBeVisible();
  const text = (await stage(page, "long.log").locator("pre").textContent()) ?? "";
  expect(Buffer.byteLength(text), "a character that was cut in two is left out").toBe(262_143);
  expect(text).not.toContain("\u{FFFD}");
});

test("texts are told by what is in them", async ({ signIn, uploads, page }) => {
  await uploads.write("1 latin.txt", Buffer.from("Grüße", "latin1"));
  await uploads.write("2 empty.txt", "");
  await uploads.write("3 picture.txt", png(4, 4));
  await uploads.write("4 LICENSE", "As is.");
  await uploads.write("5 program", noise(300_000));
  await uploads.write("6 page.html", "<script>document.title = 'run'</script>");
  await uploads.write("7 report.pdf", "%PDF-1.7");
  await signIn();
  await nameLink(page, "1 latin.txt").click();
  for (const [name, words] of [
    ["1 latin.txt", /Some of it is no text in UTF-8 .*Gr\uFFFD\uFFFDe/s],
    ["2 empty.txt", "This file is empty"],
    ["3 picture.txt", "No preview for this kind of file"],
    ["4 LICENSE", "As is."],
    ["5 program", "No preview for this kind of file"],
    ["6 page.html", "<script>document.title = 'run'</script>"],
    ["7 report.pdf", "No preview for this kind of file"],
  ] as const) {
    await expect(stage(page, name)).toContainText(words);
    await expect(page).toHaveTitle(`${name} – Holdall`);
    await page.keyboard.press("ArrowRight");
  }
  await expect(stage(page, "7 report.pdf").getByRole("link", { name: "Download" })).toHaveAttribute("download", "7 report.pdf");
  await page.keyboard.press("Escape");
  await expect(row(page, "7 report.pdf")).toBeFocused();
});
