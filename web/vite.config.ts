import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { mockApi } from "./mock/plugin.ts";

/** Where `npm run dev` finds a running product: the front of the local run. */
const front = process.env.SOULSEER_FRONT ?? "http://localhost:8000";
const mocked = process.env.SOULSEER_MOCK === "1";

export default defineConfig({
  plugins: [react(), tailwindcss(), ...(mocked ? [mockApi()] : [])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    port: 18100,
    strictPort: true,
    proxy: mocked
      ? undefined
      : {
          "/v1": front,
          "/media": front,
          "/config.json": front,
          "/local": { target: front, ws: true },
        },
  },
  preview: { port: 18101, strictPort: true },
  // Agora's SDK is one large file that only its own calls load; the rest is held small by scripts/bundle-size.mjs.
  build: {
    chunkSizeWarningLimit: 1_600,
    target: "es2023",
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A few files of a first visit instead of thirty, of which the largest changes with its packages only.
          groups: [
            { name: "vendor", test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack|openapi-fetch)[\\/]/, priority: 3 },
            { name: "app", tags: ["$initial"], priority: 2 },
            { name: "parts", test: /src[\\/](components|lib)[\\/]/, minShareCount: 4, priority: 1 },
            { name: "readers", test: /src[\\/]features[\\/]readers[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"], environment: "node" },
});
