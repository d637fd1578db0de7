import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

const PORT = 18200;
/** A Chromium of the system where there is one; otherwise the one that Playwright brings. */
const systemChromium = process.env.SOULSEER_CHROMIUM ?? "/usr/bin/chromium";

/** Page tests of the session: the app on its mock API, with the session itself played by each test. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/session",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${PORT}`,
    reducedMotion: "reduce",
    trace: "retain-on-failure",
    launchOptions: {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
      ],
    },
  },
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    cwd: "../..",
    port: PORT,
    env: { SOULSEER_MOCK: "1" },
    reuseExistingServer: false,
  },
});
