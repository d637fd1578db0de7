import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

import { defineConfig } from "@playwright/test";

/** A browser of the system's own if there is one; else the one that `npx playwright install chromium` fetches. */
const SYSTEM_BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.SOULSEER_CHROMIUM ?? SYSTEM_BROWSERS.find((path) => existsSync(path));

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
/** A pretended camera of five frames a second: encoding thirty is most of what a video session costs, and shows nothing more. */
const FEW_FRAMES = "--use-fake-device-for-media-stream=fps=5";
const SESSION = "session/*.spec.ts";
/** What is there before any script has run: no width is known then. */
const FIRST_LOAD = "first-load.spec.ts";
/** Another port lets two checkouts be tested at once. */
const PORT = Number(process.env.SOULSEER_PAGES_PORT ?? 18101);
const BASE_URL = `http://localhost:${PORT}`;

/** The pages of the production build against the mocked API: looks, keyboard, access, and what each page does with an answer. */
export default defineConfig({
  testDir: "pages-tests",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  // Two more than cores: a page waits about as long as it works, and with one more a seventh of the cores' time is idle.
  workers: availableParallelism() + 2,
  reporter: [["list"]],
  timeout: 60_000,
  // A machine that is busy is no fault of a page: what is waited for may take its time, and a stumble of the browser
  // itself is tried once more, and reported as flaky.
  expect: { timeout: 20_000 },
  retries: 1,
  use: {
    baseURL: BASE_URL,
    timezoneId: "America/New_York",
    locale: "en-US",
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args: FLAGS },
  },
  projects: [
    { name: "desktop", testIgnore: SESSION, use: { viewport: { width: 1280, height: 900 } } },
    { name: "phone", testIgnore: [SESSION, FIRST_LOAD], grepInvert: /@any-width/, use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
    {
      // Sets its widths itself, talks over real WebRTC with pretended devices, and waits for what takes real time.
      name: "session",
      testMatch: SESSION,
      timeout: 90_000,
      expect: { timeout: 20_000 },
      use: {
        launchOptions: { executablePath, args: [...FLAGS, "--use-fake-ui-for-media-stream", FEW_FRAMES] },
      },
    },
  ],
  webServer: {
    // `make test` has built the web app before, and others look at that build meanwhile.
    command: `${process.env.SOULSEER_WEB_BUILT === "1" ? "" : "npm run build && "}npx vite preview --port ${PORT}`,
    url: `${BASE_URL}/config.json`,
    env: { SOULSEER_MOCK: "1" },
    reuseExistingServer: false,
  },
});
