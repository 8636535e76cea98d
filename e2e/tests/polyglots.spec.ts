import type { BrowserContext, Page } from "@playwright/test";
import { Complaints } from "../fixtures/complaints.ts";
import { breadcrumbs, list, row, rows } from "../fixtures/holdall.ts";
import { TOKEN } from "../fixtures/server.ts";
import { expect, test as base } from "../fixtures/test.ts";

/** What the browser refuses is what is wanted here: its complaints are no failure. */
const test = base.extend({
  complaints: [async ({}, use) => use(new Complaints()), { auto: true }],
});

/** Asks for an address of ours that nothing else asks for. */
const canary = (name: string): string => `fetch("/api/canary?${name}");globalThis.canary="${name}";`;
const script = (name: string): string => `<script>${canary(name)}</script>`;

/** Files that are programs to some reader, by their names. */
const POLYGLOTS: [string, (name: string) => string | Buffer][] = [
  ["page.html", (name) => `<!doctype html>${script(name)}<img src=x onerror='${canary(name)}'>`],
  ["page.htm", script],
  ["page.xhtml", (name) => `<html xmlns="http://www.w3.org/1999/xhtml"><head>${script(name)}</head></html>`],
  ["page.xht", (name) => `<html xmlns="http://www.w3.org/1999/xhtml"><body onload='${canary(name)}'/></html>`],
  ["page.shtml", script],
  ["picture.svg", (name) => `<svg xmlns="http://www.w3.org/2000/svg" onload='${canary(name)}'>${script(name)}</svg>`],
  ["foreign.svg", (name) => foreign(name)],
  ["data.xml", (name) => `<x:script xmlns:x="http://www.w3.org/1999/xhtml">${canary(name)}</x:script>`],
  ["styled.xml", () => `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/files/style.xsl"?><a/>`],
  ["style.xsl", (name) => stylesheet(name)],
  ["document.pdf", (name) => pdf(name)],
  ["page.mht", (name) => `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${script(name)}`],
  ["page.mhtml", (name) => `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${script(name)}`],
  ["script.js", canary],
  ["module.mjs", (name) => `${canary(name)}export default 1;`],
  ["style.css", (name) => `@import "/api/canary?${name}";body{background:url("/api/canary?${name}")}`],
  ["data.json", canary],
  ["text.txt", (name) => `<!doctype html>${script(name)}`],
  ["commented.txt", (name) => `/*<html>${script(name)}*/${canary(name)}`],
  ["table.csv", canary],
  ["no-extension", (name) => `<!doctype html>${script(name)}`],
  ["no-extension-js", canary],
  ["unknown.zzz", (name) => `<!doctype html>${script(name)}`],
  ["picture.png", (name) => Buffer.from(`\x89PNG\r\n\x1a\n${script(name)}`, "latin1")],
  ["picture.gif", (name) => `GIF89a/*${script(name)}*/=1;${canary(name)}`],
  ["picture.jpg", (name) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(script(name))])],
  ["sound.wav", (name) => `RIFF=1/*WAVE*/;${canary(name)}`],
  ["utf-7.txt", (name) => `+ADw-script+AD4-${canary(name)}+ADw-/script+AD4-`],
  ["utf-7.html", (name) => `<meta charset="utf-7">+ADw-script+AD4-${canary(name)}+ADw-/script+AD4-`],
  ["utf-16.txt", (name) => Buffer.from(`\ufeff${script(name)}`, "utf16le")],
  ["utf-16.html", (name) => Buffer.from(`\ufeff${script(name)}`, "utf16le")],
];

const foreign = (name: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">${script(name)}` +
  `<iframe src="javascript:${canary(name).replaceAll('"', "'")}"/></body></foreignObject></svg>`;

const stylesheet = (name: string): string =>
  `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">` +
  `<html xmlns="http://www.w3.org/1999/xhtml">${script(name)}</html></xsl:template></xsl:stylesheet>`;

const pdf = (name: string): string =>
  `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(${canary(name)})>>>>endobj\n` +
  `2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n${script(name)}`;

/** Notes every request for the canary by any page, frame or worker. */
function watch(context: BrowserContext): string[] {
  const heard: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/canary") heard.push(request.url());
  });
  return heard;
}

/** Signs in without the page. */
async function signInByToken(page: Page): Promise<void> {
  const answer = await page.request.post("/api/session", { data: { credential: TOKEN } });
  expect(answer.status()).toBe(200);
}

/** A document of our own origin that has no policy: whatever may run anywhere in our name runs here. */
async function openHost(page: Page): Promise<void> {
  await page.goto("/healthz");
  expect(await page.evaluate(() => document.contentType)).not.toContain("xml");
}

/** Proof that a canary that sings is heard: one of our own. */
async function proveThatItIsHeard(page: Page, heard: string[]): Promise<void> {
  expect(heard, "requests by what is stored").toEqual([]);
  await openHost(page);
  await page.evaluate(() => {
    const element = document.createElement("script");
    element.textContent = 'fetch("/api/canary?control")';
    document.documentElement.append(element);
  });
  await expect.poll(() => heard).toHaveLength(1);
}

test.use({ serviceWorkers: "allow" });

test("no file runs in our name when its address is opened", async ({ page, context, uploads, server }) => {
  const heard = watch(context);
  for (const [name, content] of POLYGLOTS) await uploads.write(name, content(name));
  await signInByToken(page);
  for (const [name] of POLYGLOTS) {
    for (const query of ["", "?inline", "?inline=true#x"]) {
      const saved = page.waitForEvent("download").then(
        () => true,
        () => true,
      );
      // A navigation that ends in a download is told as an error; a file that is shown comes to its load event.
      await Promise.race([page.goto(`/files/${name}${query}`).catch(() => saved), saved]);
      expect(await page.evaluate(() => (globalThis as { canary?: string }).canary), `${name}${query}`).toBeUndefined();
    }
  }
  expect(server.log, "what a worker or a download would have asked").not.toContain("/api/canary");
  await proveThatItIsHeard(page, heard);
});

test("no file runs in our name as a part of a page", async ({ page, context, uploads, server }) => {
  const heard = watch(context);
  for (const [name, content] of POLYGLOTS) await uploads.write(name, content(name));
  await signInByToken(page);
  for (const query of ["", "?inline"]) {
    await openHost(page);
    const urls = POLYGLOTS.map(([name]) => `/files/${name}${query}`);
    const ran = await page.evaluate(embedEverywhere, urls);
    expect(ran, query).toBeUndefined();
  }
  expect(server.log).not.toContain("/api/canary?");
  // Style sheets cannot ask for anything in our name but pictures; the canary of style.css is one.
  expect(heard.filter((url) => !url.endsWith("?style.css"))).toEqual([]);
  heard.length = 0;
  await proveThatItIsHeard(page, heard);
});

/** Puts each address into each element that loads something, and waits for what comes of it. */
async function embedEverywhere(urls: string[]): Promise<string | undefined> {
  const kinds: [string, string, Record<string, string>][] = [
    ["script", "src", {}],
    ["script", "src", { type: "module" }],
    ["img", "src", {}],
    ["iframe", "src", {}],
    ["iframe", "src", { sandbox: "allow-scripts allow-same-origin" }],
    ["object", "data", {}],
    ["embed", "src", {}],
    ["link", "href", { rel: "stylesheet" }],
    ["link", "href", { rel: "modulepreload" }],
    ["video", "src", {}],
  ];
  const settled = urls.flatMap((url) =>
    kinds.map(([tag, attribute, more]) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
      const done = new Promise<void>((resolve) => {
        for (const event of ["load", "error", "loadeddata"]) element.addEventListener(event, () => resolve());
        // A frame whose content is saved instead of shown comes to no event.
        setTimeout(resolve, 4_000);
      });
      element.setAttribute(attribute, url);
      document.documentElement.append(element);
      return done;
    }),
  );
  await Promise.all(settled);
  const workers = urls.flatMap((url) => [
    new Promise<void>((resolve) => {
      const worker = new Worker(url);
      worker.addEventListener("error", () => resolve());
      setTimeout(resolve, 4_000);
    }),
    navigator.serviceWorker.register(url).then(
      () => {
        (globalThis as { canary?: string }).canary ??= `service worker ${url}`;
      },
      () => undefined,
    ),
    import(url).then(
      () => {
        (globalThis as { canary?: string }).canary ??= `module ${url}`;
      },
      () => undefined,
    ),
  ]);
  await Promise.all(workers);
  return (globalThis as { canary?: string }).canary;
}

/** What runs in them would open a dialog: their own text has no room for an address. */
const MARKUP = [
  "<img src=x onerror=alert(1)>.txt",
  "'\"><svg onload=alert(1)>.md",
  "{{7*7}} ${7*7} <b>bold<b> &lt;i&gt; &amp;",
  "javascript:alert(1)",
];

test("markup in names is text wherever a name is shown", async ({ signIn, uploads, context }) => {
  const heard = watch(context);
  const folder = "<img src=x onerror=alert(1)> folder";
  for (const name of MARKUP) await uploads.write(name);
  for (const name of MARKUP) await uploads.write(`${folder}/${name}`);
  const page = await signIn();
  page.on("dialog", () => heard.push("a dialog"));
  const shown = async () => {
    await expectNamesInAnyOrder(page, MARKUP);
    await expect(list(page).locator("img[src='x'], svg[onload], b")).toHaveCount(0);
  };
  await expect(row(page, folder)).toHaveCount(1);
  for (const name of MARKUP) await expect(row(page, name), name).toHaveCount(1);
  await row(page, MARKUP[0]).getByRole("checkbox").check();
  await expect(page.locator("img[src='x']")).toHaveCount(0);
  await page.goto(`/browse/${encodeURIComponent(folder)}`);
  await expect(breadcrumbs(page).getByRole("listitem").last()).toHaveText(folder);
  await shown();
  await choose(page, MARKUP[2], "Rename");
  await page.keyboard.press("Escape");
  await choose(page, MARKUP[0], "Delete");
  const dialog = page.getByRole("dialog");
  if (await dialog.isVisible()) await dialog.getByRole("button", { name: /delete/i }).click();
  await expect(row(page, MARKUP[0])).toHaveCount(0);
  await page.goto("/trash");
  await page.getByRole("banner").waitFor();
  await expect(page.locator("img[src='x'], svg[onload]")).toHaveCount(0);
  await proveThatItIsHeard(page, heard);
});

test("markup in addresses is text in the reference, in problems and on the page", async ({ page, context }) => {
  const heard = watch(context);
  await signInByToken(page);
  const markup = encodeURIComponent(`<img src=x onerror='${canary("address")}'>`);
  for (const address of ["/problems/", "/api/docs?q=", "/api/docs#", "/api/", "/api/entries/", "/files/", "/browse/", "/none/"]) {
    await page.goto(`${address}${markup}`).catch(() => undefined);
    await expect(page.locator("img[src='x']"), address).toHaveCount(0);
  }
  await proveThatItIsHeard(page, heard);
});

async function expectNamesInAnyOrder(page: Page, names: string[]): Promise<void> {
  await expect(rows(page)).toHaveCount(names.length);
  for (const name of names) await expect(row(page, name), name).toHaveCount(1);
}

/** As `chooseInMenu`, for names that no selector can quote. */
async function choose(page: Page, name: string, item: string): Promise<void> {
  await row(page, name).hover();
  await row(page, name).getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menu", { name: /^Actions for / }).getByRole("menuitem", { name: item }).click();
}
