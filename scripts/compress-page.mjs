// Writes a .br (quality 11) and a .gz (level 9) beside every file of the built page that gets smaller by it.
// Usage: node scripts/compress-page.mjs dist
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(html|js|css|wasm|svg|json|txt|webmanifest)$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const folder = process.argv[2] ?? "dist";
for (const path of files(folder)) {
  if (/\.(br|gz)$/.test(path)) rmSync(path);
}
const total = { identity: 0, br: 0 };
for (const path of [...files(folder)].filter((path) => COMPRESSIBLE.test(path))) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const variants = { br: brotliCompressSync(bytes, { params }), gz: gzipSync(bytes, { level: 9 }) };
  for (const [suffix, variant] of Object.entries(variants)) {
    if (variant.length < bytes.length) writeFileSync(`${path}.${suffix}`, variant);
  }
  total.identity += bytes.length;
  total.br += Math.min(variants.br.length, bytes.length);
}
console.log(`page: ${(total.identity / 1000).toFixed(0)} kB, ${(total.br / 1000).toFixed(0)} kB as brotli`);
