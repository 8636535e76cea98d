import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser.ts";

/** The tests: every one has a server process of its own, so two at a time are what two cores carry. */
export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  // A debug build on a slow machine: generous, because a test that passes never waits for it.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./fixtures/summary_reporter.ts"]],
  use: browserOptions,
});
