/**
 * Prints how much JavaScript (gzip, level 9) a first visit loads on the pages before a session, and fails above the
 * budget: the entry chunk, the page's own chunk and everything they import statically.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 130_000;
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
console.log(`budget               ${(BUDGET_BYTES / 1000).toFixed(1).padStart(6)} kB gz`);
if (tooBig) {
  console.error("The first load is over its budget.");
  process.exit(1);
}
