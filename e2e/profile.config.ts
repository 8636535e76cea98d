import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser.ts";

/** Finds which of the page's functions run before anybody does anything: `scripts/profile-page`. */
export default defineConfig({
  testDir: ".",
  testMatch: "profile.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 60_000,
  reporter: [["list"]],
  use: { ...browserOptions, trace: "off" },
});
