/** As in `make test`, with ten times as much and more, and with proxies that take longer. */

import { CASES, LONG_CASES, expectArrival } from "../fixtures/arrivals.ts";
import { test } from "../fixtures/test.ts";

for (const proxy of [...CASES, ...LONG_CASES]) {
  test(`200 MiB and 10 000 files arrive through a proxy that ${proxy.name}`, async ({ page, server, behind, own, uploads, complaints }) => {
    const amount = { largeBytes: 200 << 20, files: 10_000, timeoutMs: 1_500_000 };
    await expectArrival({ page, server, behind, own, uploads, complaints }, proxy, amount);
  });
}
