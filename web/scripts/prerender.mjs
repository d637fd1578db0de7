/**
 * Writes each static page of a build as HTML of its own, with everything in it that its first paint needs, and what a
 * front must know: which file answers which address, and which script in the pages is ours (.edge/pages.json). See
 * docs/decisions/0021-first-load.md.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const read = (name) => readFileSync(new URL(name, dist), "utf8");
const write = (name, text) => writeFileSync(new URL(name, dist), text);

const { PATHS, STATIC_PAGES, renderPage, renderShell } = await import(new URL(".prerender/prerender.js", dist));
const manifest = JSON.parse(read(".vite/manifest.json"));
const entry = manifest["index.html"];
const template = read("index.html");
const boot = read("boot.js")
  .replace(/^\s*\/\/.*\n/gm, "")
  .replace(/\n\s*/g, " ")
  .trim();
const styles = (entry.css ?? []).map(read).join("").trim();
const lettering = entry.assets.find((name) => name.includes("/lettering-"));
/** Where the app stands when it is deployed; without it pages name no address of their own. */
const origin = process.env.WEB_ORIGIN;

const escape = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The scripts that `modules` import statically, themselves included. */
function scripts(modules) {
  const found = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build's manifest: is the page still code-split there?`);
    if (found.has(chunk.file)) return;
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const key of modules) visit(key);
  return [...found];
}

/** What a page's head has of its own. Fonts and data come before scripts: they are what the first paint waits for. */
function head({ path, title, description, module, lettering: hasLettering }) {
  const address = origin && !path.includes(":") && path !== "*" ? new URL(path, origin).href : undefined;
  const rest = scripts(module ? ["index.html", module] : ["index.html"]).filter((file) => file !== entry.file);
  return [
    `<title>${escape(title)}</title>`,
    `<meta name="description" content="${escape(description)}" />`,
    ...(path === "*" ? [`<meta name="robots" content="noindex" />`] : []),
    `<meta property="og:type" content="website" />`,
    `<meta property="og:site_name" content="SoulSeer" />`,
    `<meta property="og:title" content="${escape(title)}" />`,
    `<meta property="og:description" content="${escape(description)}" />`,
    `<meta property="og:image" content="${new URL("/social.png", origin ?? "http://-").href.replace("http://-", "")}" />`,
    `<meta name="twitter:card" content="summary_large_image" />`,
    ...(address ? [`<link rel="canonical" href="${address}" />`, `<meta property="og:url" content="${address}" />`] : []),
    ...(hasLettering ? [`<link rel="preload" as="font" type="font/woff2" crossorigin href="/${lettering}" />`] : []),
    `<style>${styles}</style>`,
    // Disabled: it is in the page already, and Vite's loader would fetch it along with the first part that is loaded later.
    ...(entry.css ?? []).map((name) => `<link rel="stylesheet" href="/${name}" disabled />`),
    `<script>${boot}</script>`,
    `<script type="module" crossorigin fetchpriority="low" src="/${entry.file}"></script>`,
    ...rest.map((file) => `<link rel="modulepreload" crossorigin fetchpriority="low" href="/${file}" />`),
  ].join("\n    ");
}

function html(page, body) {
  const first = page.first ? ` data-first="${escape(page.first)}"${page.firstPhoto ? " data-first-photo" : ""}` : "";
  return template
    .replace(/<title>.*?<\/title>\s*/s, "")
    .replace(/<meta\s+name="description".*?\/>\s*/s, "")
    .replace(/<script src="\/boot.js"><\/script>\s*/, "")
    .replace(/<script type="module".*?<\/script>\s*/s, "")
    .replace(/<link rel="(modulepreload|stylesheet)"[^>]*>\s*/g, "")
    .replace('<html lang="en"', `<html lang="en"${first}`)
    .replace("</head>", () => `  ${head(page)}\n  </head>`)
    .replace('<div id="root"></div>', () => `<div id="root"${page.module ? ` data-page="${page.path}"` : ""}>${body}</div>`);
}

for (const page of STATIC_PAGES) write(page.file, html(page, await renderPage(page.path)));
const app = { path: "*", title: "SoulSeer", description: STATIC_PAGES[0].description };
write("app.html", html(app, await renderShell()));

const files = new Map(STATIC_PAGES.map(({ path, file }) => [path, file]));
const pages = PATHS.map((path) => ({ path, file: files.get(path) ?? "app.html" }));
const inline_scripts = [`sha256-${createHash("sha256").update(boot).digest("base64")}`];
mkdirSync(new URL(".edge", dist), { recursive: true });
write(".edge/pages.json", `${JSON.stringify({ pages, nowhere: files.get("*"), inline_scripts }, null, 1)}\n`);

// The same for a CDN, as two functions of CloudFront. Whether the response's one is told the address or the file that the
// request's one put in its place is not documented: either is understood.
const patterns = pages.map(({ path, file }) => [path.replace(/:\w+/g, "[^/]+"), file]);
const nowhere = `/${files.get("*")}`;
const fileOf = `var PAGES = ${JSON.stringify(patterns)};
function fileOf(uri) {
  if (uri.split("/").pop().indexOf(".") !== -1) return uri;
  for (var i = 0; i < PAGES.length; i++) if (new RegExp("^" + PAGES[i][0] + "/?$").test(uri)) return "/" + PAGES[i][1];
  return "${nowhere}";
}
`;
write(
  ".edge/viewer-request.js",
  `${fileOf}function handler(event) {\n  event.request.uri = fileOf(event.request.uri);\n  return event.request;\n}\n`,
);
write(
  ".edge/viewer-response.js",
  `${fileOf}function handler(event) {\n  if (fileOf(event.request.uri) === "${nowhere}") event.response.statusCode = 404;\n  return event.response;\n}\n`,
);

rmSync(new URL(".prerender", dist), { recursive: true });
rmSync(new URL("boot.js", dist));
