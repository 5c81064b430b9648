import { defineConfig } from "vite";
import { configDefaults } from "vitest/config";
import { lean } from "./lean.ts";
import { packed } from "./packed.ts";

const api = process.env.RUELLE_URL ?? "http://127.0.0.1:8000";

/** Each page is built by itself (`vite build --mode operate`), so that none carries or waits for a piece of another. */
const PAGES: Readonly<Record<string, string>> = { operate: "operate.html" };

export default defineConfig(({ mode }) => ({
  base: "/",
  plugins: [lean(), packed()],
  build: {
    target: "es2022",
    assetsDir: "assets",
    // What the page itself needs at once is named in it; what scripts ask for later, they ask for themselves.
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []) },
    chunkSizeWarningLimit: 1200,
    emptyOutDir: !(mode in PAGES),
    rolldownOptions: { input: PAGES[mode] ?? "street.html" },
  },
  resolve: { dedupe: ["three"] },
  server: { proxy: { "/api": api } },
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/**/*.test.ts"], exclude: [...configDefaults.exclude, "tests/browser/**"] } },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
}));
