// The page as an app: it opens where there is no network, and takes what other apps share.
//
// 1. The page's document is always asked of the server. What is kept of it shows only where nobody answers: nobody ever
//    sees an old page.
// 2. Beside it only files with a hash in their names are kept, which never change. When the document has changed, those of
//    the one before it go.
// 3. All else (files, folders, the API) goes to the server as if this were not here.
// 4. What is shared is kept until the page has taken it (`frontend/src/browser/shared.rs`).

const SHELL = "holdall-shell";
const SHARED = "holdall-shared";
const DOCUMENT = "/";
const PAGES = /^\/($|index\.html$|trash$|browse($|\/))/;
const HASHED = /^\/[^/]*-[0-9a-f]{12,16}[._][^/]*$/;
const HASHED_IN_DOCUMENT = /["'](\/[^"'/]*-[0-9a-f]{12,16}[._][^"'/]*)["']/g;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === "/share-target") event.respondWith(take(request));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate" && PAGES.test(pathname)) event.respondWith(page(event));
  else if (HASHED.test(pathname)) event.respondWith(hashed(event));
});

/** The document and what it names, from the browser's own cache where it has them. */
async function keepAll() {
  const cache = await caches.open(SHELL);
  const response = await fetch(DOCUMENT, { cache: "no-cache" });
  if (!response.ok) throw new Error(`the page was answered with ${response.status}`);
  const text = await response.clone().text();
  await cache.put(DOCUMENT, response);
  await cache.addAll(new Set([...text.matchAll(HASHED_IN_DOCUMENT)].map(([, path]) => path)));
}

async function page(event) {
  const answered = fetch(event.request);
  // Whether it fails is looked at below, once it is known what is kept.
  answered.catch(() => {});
  const cache = await caches.open(SHELL);
  const kept = await cache.match(DOCUMENT);
  let response;
  try {
    response = await answered;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
  const isNew = response.ok && response.headers.get("etag") !== kept?.headers.get("etag");
  if (isNew) {
    const before = await cache.keys();
    const copy = response.clone();
    event.waitUntil(Promise.all([...before.map((request) => cache.delete(request))]).then(() => cache.put(DOCUMENT, copy)));
  }
  return response;
}

async function hashed(event) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
  return response;
}

/** Keeps what is shared: files, or else a text as a file of its own; and opens the page. */
async function take(request) {
  const form = await request.formData();
  let shared = form.getAll("files").filter((file) => file instanceof File);
  if (shared.length === 0) {
    const words = ["title", "text", "url"].map((name) => form.get(name)).filter((word) => typeof word === "string" && word);
    const title = words[0]?.replace(/[\p{C}\s/\\:*?"<>|]+/gu, " ").trim().slice(0, 60);
    if (words.length > 0) shared = [new File([words.join("\n"), "\n"], `${title || "Shared"}.txt`, { type: "text/plain" })];
  }
  const cache = await caches.open(SHARED);
  let place = Date.now();
  for (const file of shared) {
    await cache.put(`/shared/${place++}/${encodeURIComponent(file.name || "Shared")}`, new Response(file));
  }
  return Response.redirect("/", 303);
}
