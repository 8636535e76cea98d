import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser.ts";

/** Pictures of the page for people to look at: `npm run screenshots`. Nothing is compared. */
export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { ...browserOptions, trace: "off" },
});
