import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser.ts";

/** The long variants, for `make soak`: one at a time, so that what they measure is theirs. */
export default defineConfig({
  testDir: "soak",
  outputDir: "soak-results",
  workers: 1,
  retries: 0,
  timeout: 1_800_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["./fixtures/summary_reporter.ts"]],
  use: browserOptions,
});
