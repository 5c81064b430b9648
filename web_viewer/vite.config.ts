import { defineConfig } from "vite";
import { configDefaults } from "vitest/config";
import { lean } from "./lean.ts";
import { packed } from "./packed.ts";

const api = process.env.RUELLE_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [lean(), packed()],
  build: {
    target: "es2022",
    assetsDir: "assets",
    modulePreload: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: "street.html" },
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
});
