/**
 * Measures pages with Lighthouse: `node measure.mjs <where it is installed> <chromium> <origin> <runs> <path> …`.
 *
 * Lighthouse's own settings for a phone: simulated throttling (the page is loaded unthrottled, and a model of a slow 4G
 * line and a slow processor tells what it would have been), so that a run depends little on the machine's network. Each
 * run has a browser of its own, with nothing cached. Prints one JSON object.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [installed, chromium, origin, runs, ...paths] = process.argv.slice(2);
const require = createRequire(`${installed}/`);
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")));
const { launch } = await import(pathToFileURL(require.resolve("chrome-launcher")));

/**
 * Lighthouse slows the processor down four times, which makes a phone of the middle class of a desktop whose benchmark
 * index is 1,500 to 2,000. Its documentation says to calibrate the factor on slower machines, busy ones among them.
 */
const USUAL_SLOWDOWN = 4;
const USUAL_INDEX = 1750;

async function visit(path, cpuSlowdownMultiplier) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  try {
    const flags = { port: chrome.port, logLevel: "error", throttling: { ...SLOW_4G, cpuSlowdownMultiplier } };
    const { lhr } = await lighthouse(origin + path, flags);
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    await chrome.kill();
  }
}

const { throttling: SLOW_4G } = (await import(pathToFileURL(require.resolve("lighthouse/core/config/constants.js")))).defaultSettings;

// The first visit wakes the functions behind the API and tells how fast this machine is just now.
const { environment } = await visit(paths[0], USUAL_SLOWDOWN);
const slowdown = Math.round(10 * Math.max(1, USUAL_SLOWDOWN * Math.min(1, environment.benchmarkIndex / USUAL_INDEX))) / 10;

const METRICS = {
  fcp_ms: "first-contentful-paint",
  lcp_ms: "largest-contentful-paint",
  speed_index_ms: "speed-index",
  tbt_ms: "total-blocking-time",
  cls: "cumulative-layout-shift",
};

function summary(lhr) {
  const failed = Object.values(lhr.categories)
    .filter(({ id }) => id !== "performance")
    .flatMap(({ auditRefs }) => auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score === 0).map(({ id }) => id));
  return {
    scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(100 * score)])),
    metrics: Object.fromEntries(Object.entries(METRICS).map(([name, id]) => [name, lhr.audits[id].numericValue])),
    failed,
  };
}

const found = Object.fromEntries(paths.map((path) => [path, []]));
for (let run = 0; run < Number(runs); run++) {
  for (const path of paths) found[path].push(summary(await visit(path, slowdown)));
}
const pages = paths.map((path) => {
  const byScore = found[path].sort((one, other) => one.scores.performance - other.scores.performance);
  return { path, ...byScore[Math.floor(byScore.length / 2)], performance: byScore.map(({ scores }) => scores.performance) };
});
console.log(JSON.stringify({ benchmark_index: environment.benchmarkIndex, slowdown, pages }));
