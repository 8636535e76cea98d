/** Uploads arrive byte by byte through proxies that misbehave (fixtures/proxy.ts), with no setting changed. */

import { CASES, expectArrival } from "../fixtures/arrivals.ts";
import { test } from "../fixtures/test.ts";

for (const proxy of CASES) {
  test(`20 MiB and 500 files arrive through a proxy that ${proxy.name}`, async ({ page, server, behind, own, uploads, complaints }) => {
    test.setTimeout(300_000);
    const amount = { largeBytes: 20 << 20, files: 500, timeoutMs: 240_000 };
    await expectArrival({ page, server, behind, own, uploads, complaints }, proxy, amount);
  });
}
