/**
 * Writes src/lib/api/schema.ts from docs/openapi.json. With --check it writes nothing and fails when the committed file
 * differs from what the document gives.
 */
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/lib/api/schema.ts", import.meta.url);

const banner = "/** Generated from docs/openapi.json by `npm run generate`. Not to be edited by hand. */\n\n";
const wanted = banner + astToString(await openapiTS(document));

if (process.argv.includes("--check")) {
  const present = await readFile(target, "utf8");
  if (present !== wanted) {
    console.error("src/lib/api/schema.ts differs from docs/openapi.json: run `npm run generate` and commit the result.");
    process.exit(1);
  }
  console.log("src/lib/api/schema.ts agrees with docs/openapi.json.");
} else {
  await writeFile(target, wanted);
  console.log("src/lib/api/schema.ts written.");
}
