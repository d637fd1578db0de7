/** The limits that the API document sets to what people send, as constants: one for each body and each operation's query. */

/** What every list has, and what nobody types. */
const PAGING = ["limit", "cursor"];
const KINDS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"];

/** The module's text. Each limit is a constant by itself, so that a bundle has only those that are used, each in its place. */
export function limitsOf(document) {
  const bodies = sentSchemas(document).map((name) => [name, limitsOfFields(document.components.schemas[name].properties ?? {})]);
  const queries = operationsOf(document).map(({ operationId, parameters = [] }) => [
    operationId,
    limitsOfFields(Object.fromEntries(parameters.filter((each) => each.in === "query").map(({ name, schema }) => [name, schema]))),
  ]);
  return [...bodies, ...queries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, limits]) => constantsOf(name, limits))
    .join("");
}

function constantsOf(name, value) {
  if (Array.isArray(value)) return `export const ${name} = ${JSON.stringify(value)} as const;\n`;
  if (typeof value === "number") return `export const ${name} = ${value};\n`;
  return Object.entries(value).flatMap(([part, each]) => constantsOf(`${name}_${part}`, each));
}

function operationsOf(document) {
  return Object.values(document.paths).flatMap((methods) => Object.values(methods));
}

/** Names of the schemas of request bodies, and of those inside them. */
function sentSchemas(document) {
  const found = new Set();
  const visit = (part) => {
    if (part === null || typeof part !== "object") return;
    const name = typeof part.$ref === "string" ? part.$ref.split("/").at(-1) : undefined;
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      visit(document.components.schemas[name]);
    }
    Object.values(part).forEach(visit);
  };
  operationsOf(document).forEach(({ requestBody }) => visit(requestBody));
  return [...found];
}

function limitsOfFields(fields) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, { pattern }]) => !PAGING.includes(name) && pattern === undefined)
      .map(([name, schema]) => [name, limitsOfValue(schema)])
      .filter(([, limits]) => Object.keys(limits).length > 0),
  );
}

/** Of text that is tidied before it counts, what may be kept is the limit: more comes in only for what tidying takes away. */
function limitsOfValue(schema) {
  const value = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
  const limits = Object.fromEntries(KINDS.filter((kind) => kind in value).map((kind) => [kind, value[kind]]));
  const ofItems = value.items && !value.items.$ref ? limitsOfValue(value.items) : {};
  if ("x-tidied-max-length" in value) limits.maxLength = value["x-tidied-max-length"];
  if (value.enum) limits.enum = value.enum;
  if (Object.keys(ofItems).length > 0) limits.items = ofItems;
  return limits;
}
