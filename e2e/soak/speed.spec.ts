/** What uploading from the page costs beside `curl` of the same bytes in the same run: figures to read, nothing is timed. */

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { sha256OfFile } from "../fixtures/disk.ts";
import { BareBrowser } from "../fixtures/bare_browser.ts";
import { expect, test } from "../fixtures/machine.ts";
import { TOKEN } from "../fixtures/server.ts";

const MIB = 1 << 20;
const LARGE_MIB = Number(process.env.HOLDALL_SOAK_LARGE_MIB ?? 1024);
const SMALL_FILES = Number(process.env.HOLDALL_SOAK_SMALL_FILES ?? 2000);
const curl = (...args: string[]) =>
  promisify(execFile)("curl", ["-sS", "--fail", "-H", `Authorization: Bearer ${TOKEN}`, ...args], { maxBuffer: 64 * MIB });

/** Private memory in MiB of all processes whose command line has all of `words`. */
function memory(...words: string[]): number {
  let kib = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (!words.every((word) => line.includes(word))) continue;
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      for (const [, amount] of rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)) kib += Number(amount);
    } catch {
      // It has ended meanwhile.
    }
  }
  return kib / 1024;
}

/** The most that `read` tells while `work` goes on, beyond what it told before. */
async function growth(read: () => number, work: () => Promise<void>): Promise<number> {
  const before = read();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, read())), 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most - before;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** What the tray says, as an expression of the page. */
const TRAY = `document.querySelector("[aria-label=Uploads]")?.textContent ?? ""`;

/** The page, signed in, once its list is there. */
async function open(link: string): Promise<BareBrowser> {
  const page = await BareBrowser.open(link);
  await page.until(`document.querySelector("#file-picker") !== null && document.body.textContent.includes("Nothing here yet")`, 30_000);
  return page;
}

test("one large file", async ({ server, uploads, own }) => {
  const path = own.at("large.bin");
  await writeFile(path, "");
  const block = Buffer.alloc(16 * MIB);
  for (let at = 0; at < LARGE_MIB / 16; at += 1) {
    for (let word = 0; word < block.length; word += 4096) block.writeDoubleLE(Math.random(), word);
    await appendFile(path, block);
  }
  const byCurl = await seconds(() => curl("-X", "POST", "-T", path, `${server.origin}/files/by-curl.bin`));
  // Three of them may be more than the disk has room for.
  await rm(uploads.at("by-curl.bin"));
  const page = await open(server.link);
  let byPage = 0;
  const grown = await growth(
    () => memory("chromium", "--type=renderer"),
    async () => {
      byPage = await seconds(async () => {
        await page.choose("#file-picker", [path]);
        await page.until(`(${TRAY}).includes("Uploaded and checked")`, 1_500_000);
      });
    },
  );
  await page.close();
  expect(await sha256OfFile(uploads.at("large.bin"))).toBe(await sha256OfFile(path));
  console.log(
    `${LARGE_MIB} MiB: page ${byPage.toFixed(1)} s, ${(LARGE_MIB / byPage).toFixed(0)} MiB/s; curl ${byCurl.toFixed(1)} s, ` +
      `${(LARGE_MIB / byCurl).toFixed(0)} MiB/s; renderers grew by ${grown.toFixed(0)} MiB at most; ` +
      `server has ${memory(server.folder, "--listen").toFixed(0)} MiB`,
  );
});

/** Has the worker of the page hash `pieces` slices of 8 MiB, as uploads have it do, and tells how many milliseconds it took. */
const HASH = (pieces: number) => `(() => {
  const piece = new Uint8Array(8 << 20);
  for (let at = 0; at < piece.length; at += 65536) crypto.getRandomValues(piece.subarray(at, at + 65536));
  const [file, size] = [new Blob([piece]), ${pieces} * piece.length];
  const worker = new Worker("/holdall-hasher_loader.js");
  let [answered, began] = [0, 0];
  worker.onmessage = ({ data }) => {
    if (data === "ready") {
      began = performance.now();
      for (let n = 0; n < ${pieces}; n += 1) worker.postMessage([n + 1, 1, file, n * piece.length, size]);
    } else if (data.length !== 3) {
      globalThis.hashed = "unreadable";
    } else if ((answered += 1) === ${pieces}) {
      globalThis.hashed = { ms: performance.now() - began, whole: data[2] };
    }
  };
})()`;

test("hashing beside the page", async ({ server }) => {
  const page = await open(server.link);
  await page.evaluate(HASH(64));
  await page.until("globalThis.hashed !== undefined", 120_000);
  const hashed = (await page.evaluate("globalThis.hashed")) as { ms: number; whole: string };
  await page.close();
  expect(hashed.whole, "the digest of the whole").toMatch(/^[A-Za-z0-9+/]{43}=$/);
  console.log(`512 MiB hashed in the worker: ${(512 / (hashed.ms / 1000)).toFixed(0)} MiB/s`);
});

test("many small files", async ({ server, own, uploads }) => {
  await mkdir(own.at("small"));
  const paths = Array.from({ length: SMALL_FILES }, (_, n) => own.at(`small/${n}.txt`));
  for (const [n, path] of paths.entries()) await writeFile(path, `${n} `.repeat(200));
  const page = await open(server.link);
  const byPage = await seconds(async () => {
    await page.choose("#file-picker", paths);
    await page.until(`(${TRAY}).includes("${SMALL_FILES.toLocaleString("en")} files uploaded")`, 600_000);
  });
  await page.close();
  await mkdir(uploads.at("by-curl"));
  const config = own.at("curl.txt");
  const one = (path: string, n: number) => `upload-file = "${path}"\nrequest = POST\nurl = "${server.origin}/files/by-curl/${n}.txt"\n`;
  await writeFile(config, paths.map(one).join(""));
  const byCurl = await seconds(() => curl("--parallel", "--parallel-max", "4", "-K", config));
  console.log(
    `${SMALL_FILES} small files: page ${(SMALL_FILES / byPage).toFixed(0)}/s, curl with 4 connections ${(SMALL_FILES / byCurl).toFixed(0)}/s`,
  );
});
