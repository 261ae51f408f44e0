// Looks at every sample page: html-validate, axe (WCAG 2.2 AA) at 360 and 1366 px, no sideways scrolling, strict CSP without
// reports, weight of a first visit. node tests/gallery/check.mjs [GALLERY_PROGRAM] [--shots DIR]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const shots_at = process.argv.indexOf("--shots");
const shots = shots_at > 0 ? process.argv[shots_at + 1] : undefined;
const given = process.argv[2]?.startsWith("--") ? undefined : process.argv[2];
const program = given ?? ["build/release/tests/gallery/gallery", "build/dev/tests/gallery/gallery"].find((p) => existsSync(p));
if (!program) throw new Error("build the target `gallery` first");
const folder = mkdtempSync(path.join(os.tmpdir(), "gallery-"));
const made = spawnSync(program, [folder], { stdio: "inherit" });
if (made.status !== 0) process.exit(1);

const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const server = createServer((request, response) => {
  const file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "text/plain", "content-security-policy": CSP });
  response.end(readFileSync(file));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;

const problems = [];
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
const validator = new HtmlValidate(new FileSystemConfigLoader());
for (const name of pages) {
  const report = await validator.validateFile(path.join(folder, name), undefined).catch(() => null) ?? (await validator.validateString(readFileSync(path.join(folder, name), "utf8"), path.resolve(name)));
  for (const result of report.results) for (const m of result.messages) problems.push(`${name}:${m.line} html-validate ${m.ruleId}: ${m.message}`);
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
let checks = 0;
for (const width of [360, 1366]) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  for (const name of pages) {
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && problems.push(`${name} @${width} console: ${m.text()}`));
    page.on("pageerror", (e) => problems.push(`${name} @${width} script: ${e.message}`));
    await page.goto(`${base}/${name}`, { waitUntil: "load", timeout: 120000 });
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) problems.push(`${name} @${width}: ${wide} px wider than the window`);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Runtime.evaluate", { expression: axe });
    const found = await page.evaluate(async () => {
      const r = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
      return { bad: r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`), passes: r.passes.length };
    });
    checks += found.passes;
    for (const bad of found.bad) problems.push(`${name} @${width} axe ${bad}`);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: path.join(shots, `${name.replace(".html", "")}-${width}.png`), fullPage: true });
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();

// First visit of a citizen, fonts apart: page + style sheet + scripts that load at once, all packed.
const assets = readdirSync(path.join(folder, "tai-san"));
const packed = (name) => statSync(path.join(folder, "tai-san", name + ".gz")).size;
const at_once = assets.filter((f) => (f.startsWith("citizen.") || f.startsWith("favicon.")) && !f.endsWith(".gz"));
const entry = readFileSync(path.join(folder, "tai-san", assets.find((f) => /^citizen\..*\.js$/.test(f))), "utf8");
const imported = assets.filter((f) => f.startsWith("chunk.") && f.endsWith(".js") && new RegExp(`from"\\./${f.replaceAll(".", "\\.")}"|import"\\./${f.replaceAll(".", "\\.")}"`).test(entry));
const { gzipSync } = await import("node:zlib");
const weight = [...at_once, ...imported].reduce((sum, f) => sum + packed(f), 0) + gzipSync(readFileSync(path.join(folder, "home.html"))).length;
if (weight > 60 * 1024) problems.push(`first visit of a citizen weighs ${weight} bytes, limit 61440`);
rmSync(folder, { recursive: true });
console.log(`gallery: ${pages.length} pages, ${checks} axe rules passed, first citizen visit ${(weight / 1024).toFixed(1)} KB`);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
