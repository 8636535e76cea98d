// Puts the parts of the page, which scripts/page-tools/wasm-bindgen has cut off, beside the rest of it.
// Usage: node scripts/place-parts.mjs PARTS DIST
//
// Each wasm is named by its content. The script that loads the parts names them, and the page's script and that one name
// each other: both are named by the content of both. So every name is one that never changes its content, and a page that
// was opened before an update never gets parts that do not fit: their names are gone.
//
// What scripts/pack-page has made is put there too: the half of the page's wasm that comes later, or what tells which
// functions run.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [parts, dist] = process.argv.slice(2);
const hash = (...contents) => {
  const digest = createHash("sha256");
  for (const content of contents) digest.update(content);
  return digest.digest("hex").slice(0, 16);
};

/** A text with each `from` replaced, of which there must be one at least. */
const replaced = (text, from, to) => {
  if (!text.includes(from)) throw new Error(`what the page is built by has changed: there is no ${from}`);
  return text.replaceAll(from, to);
};

/** Puts a wasm into dist/; answers its name there. */
const place = (name, file) => {
  const content = readFileSync(file);
  const placed = `holdall-${name}-${hash(content)}.wasm`;
  writeFileSync(join(dist, placed), content);
  return placed;
};

/** The script that loads the parts, with what loads the half of the page that comes later. */
const withLater = (loader, placed) => {
  // What shares code with the rest of the page may call all of it.
  const waiting = replaced(loader, "[__chunk_", "[fetchLater, __chunk_");
  const awaited = readFileSync(join(parts, "stand-ins.json"), "utf8");
  const script = replaced(readFileSync("frontend/later.js", "utf8"), "./later.wasm", `./${placed}`);
  const importing = replaced(waiting, "import { initSync }", "import { initSync, __wbg_get_imports }");
  return `${importing}\n${replaced(script, '"stand-ins.json"', awaited)}`;
};

/** The page's script, which has stand-ins put for what comes later before the page begins. */
const withStandIns = (page) => {
  const exporting = replaced(page, "export { initSync,", "export { initSync, __wbg_get_imports,");
  const loaded = "const { instance, module } = await __wbg_load(await module_or_path, imports);\n";
  return `import { standIn } from "./__wasm_split.js";\n${replaced(exporting, loaded, `${loaded}    await standIn(instance.exports);\n`)}`;
};

/** A script without what nobody reads who loads it: comments on lines of their own, and indentation. */
const lean = (script) => {
  const bare = script.replace(/^\s*\/\*(?:(?!\*\/)[^])*\*\/\s*$/gm, "").replace(/^\s*\/\/.*$/gm, "");
  const isOdd = (line) => (line.match(/`/g) ?? []).length % 2 !== 0;
  if (bare.split("\n").some(isOdd)) throw new Error("a text of several lines would lose its indentation");
  return bare.replace(/^[ \t]+/gm, "").replace(/\n+/g, "\n");
};

/** What is told of the functions that run. What comes later never does: only what needs none of it is to be known. */
const TELLING = `
const ran = new Set();
globalThis.holdallRan = () => [...ran];
globalThis.holdallLater = new Promise(() => {});
const tell = (place) => ran.add(place);
export { tell as ran };
`;

let loader = readFileSync(join(parts, "__wasm_split.js"), "utf8");
for (const name of readdirSync(parts)) {
  const [, part] = name.match(/^(?:split_)?(.+)\.wasm$/) ?? [];
  if (!part || ["holdall-page", "named", "later"].includes(part)) continue;
  loader = replaced(loader, `"./${name}"`, `"./${place(part.replace("_", ""), join(parts, name))}"`);
}

// Trunk leaves out zeros that lead a hash.
const found = (pattern) => readdirSync(dist).find((name) => pattern.test(name));
const former = { page: found(/^holdall-page-[0-9a-f]+\.js$/), wasm: found(/^holdall-page-[0-9a-f]+_bg\.wasm$/) };
let page = readFileSync(join(dist, former.page), "utf8");
const index = join(dist, "index.html");
let html = readFileSync(index, "utf8");

if (existsSync(join(parts, "later.wasm"))) {
  const later = place("later", join(parts, "later.wasm"));
  loader = lean(withLater(loader, later));
  page = lean(withStandIns(page));
  // Named there too, so that the service worker keeps it with the rest of what the page begins with.
  html = replaced(html, "</head>", `<meta name="holdall-later" content="/${later}"></head>`);
}
if (existsSync(join(parts, "named.wasm"))) loader += TELLING;

const both = hash(page, loader);
const names = {
  page: `holdall-page-${both}.js`,
  loader: `holdall-parts-${both}.js`,
  // Trunk names it by what it was before it was optimised and cut.
  wasm: `holdall-page-${hash(readFileSync(join(dist, former.wasm)))}_bg.wasm`,
};
// The same names inside the wasm stay.
writeFileSync(join(dist, names.page), replaced(page, ' from "./__wasm_split.js"', ` from "./${names.loader}"`));
writeFileSync(join(dist, names.loader), replaced(loader, ' from "./holdall-page.js"', ` from "./${names.page}"`));
rmSync(join(dist, former.page));
renameSync(join(dist, former.wasm), join(dist, names.wasm));

const preload = (name) => `<link rel="modulepreload" href="/${name}" crossorigin="anonymous">`;
html = replaced(html, preload(former.page), preload(former.page) + preload(names.loader));
html = replaced(html, former.page, names.page);
writeFileSync(index, replaced(html, former.wasm, names.wasm));
