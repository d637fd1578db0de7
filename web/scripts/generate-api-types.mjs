/**
 * Writes src/lib/api/schema.ts and src/lib/api/limits.ts from docs/openapi.json. With --check it writes nothing and fails
 * when a committed file differs from what the document gives.
 */
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";

import { limitsOf } from "./api-limits.mjs";

const document = new URL("../../docs/openapi.json", import.meta.url);
const banner = "/** Generated from docs/openapi.json by `npm run generate`. Not to be edited by hand. */\n\n";
const limitsBanner = banner.replace("*/", "What it takes of each field, for forms. */");

const generated = {
  "src/lib/api/schema.ts": banner + astToString(await openapiTS(document)),
  "src/lib/api/limits.ts": limitsBanner + limitsOf(JSON.parse(await readFile(document, "utf8"))),
};

for (const [path, wanted] of Object.entries(generated)) {
  const target = new URL(`../${path}`, import.meta.url);
  if (process.argv.includes("--check")) {
    const present = await readFile(target, "utf8");
    if (present !== wanted) {
      console.error(`${path} differs from docs/openapi.json: run \`npm run generate\` and commit the result.`);
      process.exit(1);
    }
    console.log(`${path} agrees with docs/openapi.json.`);
  } else {
    await writeFile(target, wanted);
    console.log(`${path} written.`);
  }
}
