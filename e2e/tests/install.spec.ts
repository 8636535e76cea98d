import { cp, readFile, writeFile } from "node:fs/promises";
import { browserOptions } from "../fixtures/browser.ts";
import { NO_ANSWER } from "../fixtures/complaints.ts";
import { chooseInTopMenu, dialog, expectNames, tray } from "../fixtures/holdall.ts";
import { expect, test } from "../fixtures/test.ts";
import type { Page } from "@playwright/test";

/** The page as an app: installed, without a network, and as what other apps share to. */

const DIST = new URL("../../dist", import.meta.url).pathname;

const launch = browserOptions.launchOptions;
test.use({
  serviceWorkers: "allow",
  launchOptions: { ...launch, args: [...(launch?.args ?? []), "--host-resolver-rules=MAP holdall.lan 127.0.0.1"] },
});

/** Once the service worker has the page and answers for it. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** Sends a form to the app as the share sheet of a phone does. */
async function share(page: Page, fields: Record<string, string>, files: { name: string; text: string }[]) {
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page.evaluate(
      ({ fields, files }) => {
        const form = Object.assign(document.createElement("form"), {
          action: "/share-target",
          method: "POST",
          enctype: "multipart/form-data",
        });
        for (const [name, value] of Object.entries(fields)) {
          form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        }
        const input = Object.assign(document.createElement("input"), { type: "file", name: "files", multiple: true });
        const carried = new DataTransfer();
        for (const { name, text } of files) carried.items.add(new File([text], name, { type: "text/plain" }));
        input.files = carried.files;
        if (files.length > 0) form.append(input);
        document.body.append(form);
        form.submit();
      },
      { fields, files },
    ),
  ]);
}

test("it can be installed: a manifest without errors, icons of the sizes it names", async ({ signedInPage: page, context }) => {
  const session = await context.newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  expect(new URL(url).pathname).toBe("/manifest.webmanifest");
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? "") as { icons: { src: string; type: string; sizes: string }[] };
  for (const { src, type, sizes } of icons) {
    const answer = await page.request.get(src);
    expect(answer.headers()["content-type"], src).toBe(type);
    if (type !== "image/png") continue;
    const png = await answer.body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }
  const touch = await page.locator("link[rel=apple-touch-icon]").getAttribute("href");
  expect((await page.request.get(touch ?? "")).headers()["content-type"]).toBe("image/png");
  await untilKept(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});

test("the menu installs it where the browser offers that, once", async ({ signedInPage: page }) => {
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "About" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Install as an app" })).toBeHidden();
  await page.keyboard.press("Escape");
  const isHeld = await page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: () => void document.documentElement.setAttribute("data-asked", "yes"),
    });
    return !window.dispatchEvent(offer);
  });
  expect(isHeld, "the browser makes no offer of its own").toBe(true);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("menuitem", { name: "Install as an app" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-asked", "yes");
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "About" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Install as an app" })).toBeHidden();
});

test("without a network it opens, says what is wrong, and goes on when the server is back", async ({
  signedInPage: page,
  server,
  uploads,
  complaints,
}) => {
  complaints.expectNetworkError(NO_ANSWER, /\//);
  await uploads.write("a.txt");
  await untilKept(page);
  // The parts of the page are kept as they are loaded.
  await page.reload();
  await expectNames(page, ["a.txt"]);
  await server.kill();
  await page.reload();
  const strip = page.getByRole("main").getByText(/Can't reach Holdall/);
  await expect(strip).toBeVisible();
  await server.start();
  await expect(strip).toBeHidden({ timeout: 45_000 });
  await expectNames(page, ["a.txt"]);
});

test("nobody sees an old page", async ({ page, server, own, complaints }) => {
  complaints.expectNetworkError(NO_ANSWER, /\//);
  const folder = own.at("page");
  await cp(DIST, folder, { recursive: true });
  const stamp = async (text: string) => {
    const html = await readFile(`${DIST}/index.html`, "utf8");
    await writeFile(`${folder}/index.html`, html.replace("<noscript>", `<meta name="stamp" content="${text}"><noscript>`));
  };
  await stamp("first");
  await server.stop();
  server.args = [...server.args, "--static-dir", folder];
  await server.start();
  await page.goto(server.link);
  await untilKept(page);
  const stamped = page.locator("meta[name=stamp]");
  await expect(stamped).toHaveAttribute("content", "first");
  await stamp("second");
  await page.goto("/");
  await expect(stamped).toHaveAttribute("content", "second");
  await server.kill();
  await page.goto("/");
  await expect(stamped, "what is kept is the last that was seen").toHaveAttribute("content", "second");
});

test("files and the API are not touched by what keeps the page", async ({ signedInPage: page, uploads }) => {
  await uploads.write("a.txt", "first");
  await untilKept(page);
  await page.reload();
  const passed: string[] = [];
  page.on("response", (response) => {
    if (response.fromServiceWorker()) passed.push(new URL(response.url()).pathname);
  });
  const read = () => page.evaluate(async () => (await fetch("/files/a.txt")).text());
  expect(await read()).toBe("first");
  await uploads.write("a.txt", "second");
  expect(await read()).toBe("second");
  await page.reload();
  await expectNames(page, ["a.txt"]);
  expect(passed).toContain("/");
  expect(passed.filter((path) => /^\/(api|files|file-list)/.test(path))).toEqual([]);
});

test("files that another app shares are uploaded, with their names", async ({ signedInPage: page, uploads }) => {
  await untilKept(page);
  await share(page, { title: "", text: "" }, [
    { name: "Brief an Zoë.txt", text: "Liebe Zoë" },
    { name: "100%25.txt", text: "second" },
  ]);
  await expect(tray(page)).toContainText("2 files uploaded");
  expect(await uploads.read("Brief an Zoë.txt")).toBe("Liebe Zoë");
  expect(await uploads.read("100%25.txt")).toBe("second");
  await page.reload();
  await expectNames(page, ["100%25.txt", "Brief an Zoë.txt"]);
  await expect(tray(page), "it is taken once").toBeHidden();
});

test("a text that is shared becomes a file", async ({ signedInPage: page, uploads }) => {
  await untilKept(page);
  await share(page, { title: "A page: worth/reading?", text: "", url: "https://example.org/" }, []);
  await expectNames(page, ["A page worth reading.txt"]);
  expect(await uploads.read("A page worth reading.txt")).toBe("A page: worth/reading?\nhttps://example.org/\n");
});

/** The lines of About that begin with `word`. */
const abilities = (page: Page, word: string) =>
  dialog(page, "About Holdall").getByRole("listitem").filter({ hasText: word });

test("on plain HTTP nothing of it is offered, and all else works", async ({ page, server, uploads }) => {
  await uploads.write("a.txt");
  await page.goto(server.link.replace("localhost", "holdall.lan"));
  await expectNames(page, ["a.txt"]);
  expect(await page.evaluate(() => [window.isSecureContext, "serviceWorker" in navigator])).toEqual([false, false]);
  await chooseInTopMenu(page, "menuitem", "About");
  await expect(abilities(page, "Works:")).toHaveText([/Uploads, going on after a break/]);
  await expect(abilities(page, "Does not work:")).toHaveText(Array(5).fill(/Browsers switch this off without HTTPS\./));
  await expect(dialog(page, "About Holdall")).toContainText("start it with --url https://");
});

test("where browsers allow everything, About says so", async ({ signedInPage: page }) => {
  await chooseInTopMenu(page, "menuitem", "About");
  await expect(abilities(page, "Works:")).toHaveCount(6);
  await expect(abilities(page, "Does not work:")).toHaveCount(0);
  await expect(dialog(page, "About Holdall")).not.toContainText("--url");
});
