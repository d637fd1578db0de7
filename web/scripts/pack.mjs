/** Packs the built text files with Brotli beside themselves, for a front that does not pack (the local run; a CDN does it itself). */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const PACKED = /\.(html|js|css|svg|json|webmanifest|txt)$/;
/** As CDNs do it: below this size nothing is won. */
const MINIMUM_BYTES = 1_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const path = dist + name;
  if (name.startsWith(".") || !PACKED.test(name) || statSync(path).size < MINIMUM_BYTES) continue;
  writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}
