// Builds the style sheets (sass) and scripts (esbuild), names everything by its content and writes what the program embeds.
// node assets/build.mjs OUT_DIR: OUT_DIR/files/… (plain and .gz), OUT_DIR/assets_table.S, OUT_DIR/assets_table.cpp
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const out = path.resolve(process.argv[2] ?? "build/assets");
const files = path.join(out, "files");
rmSync(files, { recursive: true, force: true });
mkdirSync(files, { recursive: true });

const PREFIX = "/tai-san/";
const TYPES = { ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const assets = [];
function add(name, bytes, fixed_url) {
  const ext = path.extname(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const url = PREFIX + (fixed_url ?? `${name.slice(0, -ext.length)}.${hash}${ext}`);
  const packed = ext === ".woff2" ? Buffer.alloc(0) : gzipSync(bytes, { level: 9 });
  assets.push({ name, url, type: TYPES[ext], bytes, packed });
  return url;
}

for (const subset of ["vietnamese", "latin"])
  for (const weight of [400, 600]) {
    const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
    add(name, readFileSync(path.join(root, "node_modules/@fontsource/be-vietnam-pro/files", name)));
  }
add("favicon.svg", readFileSync(path.join(root, "assets/favicon.svg")));

const fonts = new Map(assets.filter((a) => a.type === "font/woff2").map((a) => [a.name, a.url]));
for (const sheet of ["staff", "citizen", "display"]) {
  const built = sass.compile(path.join(root, "assets/scss", `${sheet}.scss`), {
    loadPaths: [path.join(root, "node_modules")],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  const css = built.css.replace(/url\("?(be-vietnam-pro[^")]+)"?\)/g, (_, name) => `url(${fonts.get(name)})`).replace(/^\uFEFF/, "");
  // Nothing may be fetched from elsewhere, and no picture or font of another government may slip in.
  const strange = [...css.matchAll(/url\(([^)]*)\)/g)].map((m) => m[1]).filter((u) => !u.startsWith(PREFIX) && !u.startsWith('"data:image/svg') && !u.startsWith("data:image/svg"));
  if (strange.length > 0) throw new Error(`${sheet}.css names ${strange.join(", ")}`);
  add(`${sheet}.css`, Buffer.from(css));
}

const built = await esbuild.build({
  entryPoints: [path.join(root, "assets/ts/staff.ts"), path.join(root, "assets/ts/citizen.ts")],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["es2022"],
  outdir: files,
  chunkNames: "chunk.[name].[hash]", // what a page fetches can be told apart
  write: false,
  legalComments: "none",
  logLevel: "warning",
});
for (const file of built.outputFiles) {
  const name = path.basename(file.path);
  add(name, Buffer.from(file.contents), name.startsWith("chunk.") ? name : undefined);
}

assets.sort((a, b) => (a.url < b.url ? -1 : 1));
let asm = '  .section .note.GNU-stack,"",@progbits\n  .section .rodata\n';
let declarations = "";
let rows = "";
assets.forEach((asset, i) => {
  const base = path.join(files, path.basename(asset.url));
  const parts = [["plain", base, asset.bytes], ["gzip", base + ".gz", asset.packed]];
  for (const [kind, file, bytes] of parts) {
    writeFileSync(file, bytes);
    const symbol = `motcua_asset_${i}_${kind}`;
    asm += `  .global ${symbol}, ${symbol}_end\n  .balign 16\n${symbol}:\n  .incbin "${file}"\n${symbol}_end:\n  .byte 0\n`;
    declarations += `extern "C" const char ${symbol}[];\nextern "C" const char ${symbol}_end[];\n`;
  }
  const view = (kind) => `{motcua_asset_${i}_${kind}, static_cast<std::size_t>(motcua_asset_${i}_${kind}_end - motcua_asset_${i}_${kind})}`;
  rows += `    {"${asset.name}", "${asset.url}", "${asset.type}", ${view("plain")}, ${view("gzip")}},\n`;
});
writeFileSync(path.join(out, "assets_table.S"), asm);
writeFileSync(
  path.join(out, "assets_table.cpp"),
  `#include "web/assets_table.hpp"\n\n${declarations}namespace motcua::web {\nstd::span<const Asset> asset_table() {\n  static const Asset table[] = {\n${rows}  };\n  return table;\n}\n}  // namespace motcua::web\n`,
);
for (const asset of assets) console.log(`${asset.url}  ${asset.bytes.length}  gzip ${asset.packed.length}`);
