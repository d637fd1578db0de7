/**
 * Prints how much a first visit loads on the pages before a session, and fails above a budget: JavaScript (the entry
 * chunk, the page's own chunk and everything they import statically), and of each static page its HTML, the fonts that it
 * names, and how many files are fetched before the app is there. All gzip, level 9, but for fonts, which are packed already.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 130_000;
const PAGE_BUDGET = { html: 20_000, fonts: 45_000, files: 12 };
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** Route → module that its page is code-split at. */
const pages = {
  "/": "src/features/home/HomePage.tsx",
  "/readers": "src/features/readers/BrowsePage.tsx",
  "/readers/:reader_id": "src/features/readers/ReaderPage.tsx",
  "/wallet": "src/features/wallet/WalletPage.tsx",
  "/sessions": "src/features/history/HistoryPage.tsx",
  "/earnings": "src/features/earnings/EarningsPage.tsx",
  "/reader": "src/features/reader-home/ReaderHomePage.tsx",
};

function closure(keys) {
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build's manifest: is the page still code-split there?`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const key of keys) visit(key);
  return [...files].filter((file) => file.endsWith(".js"));
}

const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

let tooBig = false;
for (const [route, module] of Object.entries(pages)) {
  const files = closure(["index.html", module]);
  const bytes = files.reduce((sum, file) => sum + gzipped(file), 0);
  tooBig ||= bytes > BUDGET_BYTES;
  console.log(`${route.padEnd(20)} ${(bytes / 1000).toFixed(1).padStart(6)} kB gz in ${files.length} files`);
}
console.log(`budget               ${(BUDGET_BYTES / 1000).toFixed(1).padStart(6)} kB gz\n`);

const { pages: addresses } = JSON.parse(readFileSync(new URL(".edge/pages.json", dist), "utf8"));
for (const file of [...new Set(addresses.map((page) => page.file))].sort()) {
  const html = readFileSync(new URL(file, dist), "utf8");
  const named = [...html.matchAll(/<(?:link|script)\b[^>]*?\b(?:src|href)="\/(assets\/[^"]+)"[^>]*>/g)]
    .filter(([tag]) => !tag.includes(" disabled"))
    .map(([, name]) => name);
  const found = {
    html: gzipped(file),
    fonts: named.filter((name) => name.endsWith(".woff2")).reduce((sum, name) => sum + readFileSync(new URL(name, dist)).length, 0),
    files: named.length,
  };
  tooBig ||= Object.entries(PAGE_BUDGET).some(([what, limit]) => found[what] > limit);
  console.log(
    `${file.padEnd(20)} ${(found.html / 1000).toFixed(1).padStart(6)} kB gz, fonts ${(found.fonts / 1000).toFixed(1)} kB, ${found.files} files`,
  );
}
const budget = `${PAGE_BUDGET.html / 1000} kB gz, fonts ${PAGE_BUDGET.fonts / 1000} kB, ${PAGE_BUDGET.files} files`;
console.log(`budget               ${budget.padStart(6)}`);
if (tooBig) {
  console.error("The first load is over its budget.");
  process.exit(1);
}
