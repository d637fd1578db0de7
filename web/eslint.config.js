import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports go one way: app → features → components → lib. */
const oneWay = (from, forbidden) => ({
  files: [`src/${from}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: forbidden.map((area) => ({
          group: [`@/${area}/**`],
          message: `${from} may not import ${area}: imports go app → features → components → lib.`,
        })),
      },
    ],
  },
});

export default defineConfig(
  { ignores: ["dist/", "node_modules/", "test-results/", "playwright-report/", "src/lib/api/schema.ts", "src/lib/api/limits.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    languageOptions: {
      parserOptions: { project: ["./tsconfig.app.json", "./tsconfig.node.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers are read out in many labels; turning each into a string by hand hides the sentence.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `onClick={() => void save()}` and arrow shorthands returning void are how React handlers are written.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["scripts/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  {
    files: ["public/*.js"],
    languageOptions: {
      globals: {
        document: "readonly",
        fetch: "readonly",
        Image: "readonly",
        localStorage: "readonly",
        location: "readonly",
        window: "readonly",
      },
    },
  },
  oneWay("lib", ["app", "features", "components"]),
  oneWay("components", ["app", "features"]),
  oneWay("features", ["app"]),
);
