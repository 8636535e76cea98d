import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser.ts";

/** The tests: every one has a server process of its own, so two at a time are what two cores carry. */
export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // The page follows its folder: a test that races with it is tried once more in CI, and named as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  // A debug build on a slow machine: generous, because a test that passes never waits for it.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./fixtures/summary_reporter.ts"]],
  use: browserOptions,
});
