// Puts the parts of the page, which scripts/page-tools/wasm-bindgen has cut off, beside the rest of it.
// Usage: node scripts/place-parts.mjs PARTS DIST [WASM_OPT_ARGUMENT...]
//
// Each part is optimised (where arguments say how) and named by its content. The script that loads them names them, and the page's script and that
// one name each other: both are named by the content of both. So every name is one that never changes its content, and a
// page that was opened before an update never gets parts that do not fit: their names are gone.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [parts, dist, ...optimise] = process.argv.slice(2);
const hash = (...contents) => {
  const digest = createHash("sha256");
  for (const content of contents) digest.update(content);
  return digest.digest("hex").slice(0, 16);
};

/** A script whose imports from `from` are from `to`; the same name inside the wasm stays. */
const renamed = (script, from, to) => {
  if (!script.includes(` from "${from}"`)) throw new Error(`nothing is imported from ${from}`);
  return script.replaceAll(` from "${from}"`, ` from "${to}"`);
};

let loader = readFileSync(join(parts, "__wasm_split.js"), "utf8");
for (const name of readdirSync(parts)) {
  const [, part] = name.match(/^(?:split_)?(.+)\.wasm$/) ?? [];
  if (!part || part === "holdall-page") continue;
  const file = join(parts, name);
  if (optimise.length > 0) {
    execFileSync("wasm-opt", [...optimise, file, "-o", file], { stdio: ["ignore", "inherit", "ignore"] });
  }
  const content = readFileSync(file);
  const placed = `holdall-${part.replace("_", "")}-${hash(content)}.wasm`;
  writeFileSync(join(dist, placed), content);
  if (!loader.includes(`"./${name}"`)) throw new Error(`${name} is loaded by nothing`);
  loader = loader.replace(`"./${name}"`, `"./${placed}"`);
}

// Trunk leaves out zeros that lead a hash.
const former = readdirSync(dist).find((name) => /^holdall-page-[0-9a-f]+\.js$/.test(name));
const page = readFileSync(join(dist, former), "utf8");
const both = hash(page, loader);
const names = { page: `holdall-page-${both}.js`, loader: `holdall-parts-${both}.js` };
writeFileSync(join(dist, names.page), renamed(page, "./__wasm_split.js", `./${names.loader}`));
writeFileSync(join(dist, names.loader), renamed(loader, "./holdall-page.js", `./${names.page}`));
rmSync(join(dist, former));

const index = join(dist, "index.html");
const preload = (name) => `<link rel="modulepreload" href="/${name}" crossorigin="anonymous">`;
const html = readFileSync(index, "utf8");
if (!html.includes(preload(former))) throw new Error("index.html does not load the page as it did");
writeFileSync(
  index,
  html.replaceAll(preload(former), preload(former) + preload(names.loader)).replaceAll(former, names.page),
);
