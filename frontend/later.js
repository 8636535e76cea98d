// Appended to the script that loads the page's parts (scripts/place-parts.mjs): brings the half of the page's wasm that the
// list does not need to stand (frontend/pack). It is fetched once the page has started. What calls into it before it is
// there waits for it: wasm has no other way of waiting than a request that blocks.

const LATER = new URL("./later.wasm", import.meta.url);
/** Which functions of the other half the table holds, by their places in it (frontend/pack/src/cut/stand_ins.rs). */
const AWAITED = "stand-ins.json";
/** How long the page waits before it tries again, in ms: at first, and at most. */
const [AGAIN, AT_MOST] = [1000, 30_000];
/** The page begins anew for what it could not get at most so often, in ms. */
const ANEW = 10_000;

let isLaterThere = false;
let fetched;
let tell;
/** Kept once the other half is there: what the page does after its first list waits for it (frontend/src/browser/rest.rs). */
const there = new Promise((resolve) => (tell = resolve));
globalThis.holdallLater = there;

const imports = () => ({ ...__wbg_get_imports(), first: initSync(undefined, undefined) });

const arrive = () => {
  isLaterThere = true;
  tell();
};

/** Resolves once the other half is there, by whichever way. What has failed is tried anew by whoever asks next. */
function fetchLater() {
  if (isLaterThere) return there;
  fetched ??= Promise.race([there, instantiateLater()]).catch((error) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

const instantiateLater = async () => {
  const response = await fetch(LATER);
  // The server has another page by now, and this file no more.
  if (response.status === 404) beginAnew();
  const module = await WebAssembly.compileStreaming(response);
  if (isLaterThere) return;
  // Who does not want to wait may bring it at the same time: it has nothing of its own, and may be there twice.
  await WebAssembly.instantiate(module, imports());
  arrive();
};

const keepFetching = (pause) =>
  fetchLater().catch(() => setTimeout(keepFetching, pause, Math.min(2 * pause, AT_MOST)));
addEventListener("TrunkApplicationStarted", () => keepFetching(AGAIN), { once: true });

/** Returns once the other half is there: what stands in for one of its functions was called. */
const awaitLater = () => {
  if (isLaterThere) return;
  performance.mark("holdall-later-awaited");
  const request = new XMLHttpRequest();
  request.open("GET", LATER, false);
  // The bytes as they are, each as one character: a request that blocks gives no others.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  try {
    request.send();
    if (request.status !== 200) throw new Error(`it was answered with ${request.status}`);
    const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff);
    new WebAssembly.Instance(new WebAssembly.Module(bytes), imports());
  } catch (error) {
    beginAnew();
    throw new Error("A file of the page could not be loaded", { cause: error });
  }
  arrive();
};

let isLeft = false;
addEventListener("pagehide", () => (isLeft = true));
addEventListener("pageshow", () => (isLeft = false));

/**
 * Nothing can go on in the middle of what has called: the page begins anew. Where it has just done so, or there is no
 * network, it says what to do instead. One that is being left does neither: then the browser grants no requests.
 */
const beginAnew = () => {
  if (isLeft) return;
  if (!navigator.onLine || hasJustBegun()) sayWhatToDo();
  else location.reload();
};

/** Whether the page has begun anew a moment ago; from now on it has. Without a place to remember it, it never begins anew. */
const hasJustBegun = () => {
  try {
    const last = Number(sessionStorage.getItem("holdall-anew"));
    sessionStorage.setItem("holdall-anew", String(Date.now()));
    return Date.now() - last < ANEW;
  } catch {
    return true;
  }
};

/** The page's texts are in what may not be there. */
const WORDS = {
  en: "A part of this page could not be loaded. Reload the page when the server can be reached.",
  de: "Ein Teil dieser Seite konnte nicht geladen werden. Laden Sie die Seite neu, sobald der Server erreichbar ist.",
};

const sayWhatToDo = () => {
  const words = document.querySelector(".not-whole") ?? document.createElement("p");
  words.className = "noscript not-whole";
  words.setAttribute("role", "alert");
  words.textContent = WORDS[document.documentElement.lang] ?? WORDS.en;
  document.body.prepend(words);
};

/** Puts what stands in for the functions of the other half into the table: a module made for it. */
export const standIn = ({ __indirect_function_table: table }) =>
  WebAssembly.instantiate(standIns(AWAITED), { first: { table, awaitLater } });

/** That module: https://webassembly.github.io/spec/core/binary/modules.html. */
const standIns = ({ signatures, places }) => {
  const TYPES = { i: 0x7f, l: 0x7e, f: 0x7d, d: 0x7c, e: 0x6f };
  const [FUNCREF, FUNC, CALL, GET, CONST, CALL_INDIRECT, END] = [0x70, 0x60, 0x10, 0x20, 0x41, 0x11, 0x0b];
  const number = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >> 7)]);
  // As signed: the sign is the bit 0x40 of the last byte.
  const place = (value) => (value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...place(value >> 7)]);
  const sized = (bytes) => [...number(bytes.length), ...bytes];
  const list = (items) => [...number(items.length), ...items.flat()];
  const text = (letters) => sized([...letters].map((letter) => letter.charCodeAt(0)));
  const section = (id, bytes) => [id, ...number(bytes.length), ...bytes];

  const types = signatures.map((signature) => signature.split(":").map((letters) => [...letters].map((of) => TYPES[of])));
  const awaited = [...places].flatMap((letter, at) => (letter === "." ? [] : [{ at, type: letter.charCodeAt(0) - 0x61 }]));
  const body = ({ at, type }) => {
    const parameters = types[type][0].flatMap((_, parameter) => [GET, ...number(parameter)]);
    return sized([0, CALL, 0, ...parameters, CONST, ...place(at), CALL_INDIRECT, ...number(type), 0, END]);
  };
  // One of the functions, after the one that is imported, at its place.
  const element = ({ at }, stand) => [0, CONST, ...place(at), END, 1, ...number(stand + 1)];
  const parts = [
    [0x00, ...text("asm").slice(1), 0x01, 0, 0, 0],
    section(1, list([...types.map(([given, got]) => [FUNC, ...sized(given), ...sized(got)]), [FUNC, 0, 0]])),
    section(
      2,
      list([
        [...text("first"), ...text("awaitLater"), 0, ...number(types.length)],
        [...text("first"), ...text("table"), 1, FUNCREF, 0, 0],
      ]),
    ),
    section(3, list(awaited.map(({ type }) => number(type)))),
    section(9, list(awaited.map(element))),
    section(10, list(awaited.map(body))),
  ];
  return Uint8Array.from(parts.flat());
};
