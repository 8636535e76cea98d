/** The proxy that misbehaves (fixtures/proxy.ts) does what it says: between a plain client and a server that writes down what it gets. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { test as base, expect } from "@playwright/test";
import { chance, noiseOf } from "../fixtures/dice.ts";
import { Proxy, type Mode } from "../fixtures/proxy.ts";

const MIB = 1 << 20;

/** What the server got of one request. */
type Got = { path: string; body: Buffer; whole: boolean; host?: string };

const test = base.extend<{ got: Got[]; server: Server; through: (mode: Mode) => Promise<Proxy> }>({
  got: async ({}, use) => use([]),
  server: async ({ got }, use) => {
    const server = createServer(async (request, answer) => {
      const entry: Got = { path: request.url ?? "", body: Buffer.alloc(0), whole: false, host: request.headers.host };
      got.push(entry);
      try {
        for await (const piece of request) entry.body = Buffer.concat([entry.body, piece as Buffer]);
        entry.whole = true;
        answer.writeHead(201, { "X-Answer": "yes" }).end(`${entry.body.length} bytes`);
      } catch {
        // The client is gone.
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    await use(server);
    server.closeAllConnections();
    server.close();
  },
  through: async ({ server }, use) => {
    const open: Proxy[] = [];
    await use(async (mode) => {
      const proxy = await Proxy.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, mode);
      open.push(proxy);
      return proxy;
    });
    await Promise.all(open.map((proxy) => proxy.close()));
  },
});

/** Sends a body; what came back, or that nothing did. */
async function send(proxy: Proxy, path: string, body: Buffer, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return fetch(proxy.origin + path, { method: "POST", body: new Uint8Array(body), headers }).then(
    async (answer) => ({ status: answer.status, text: await answer.text() }),
    () => ({ status: 0, text: "no answer" }),
  );
}

test("a plain proxy hands on requests and answers as they are", async ({ through, got }) => {
  const proxy = await through({ kind: "plain" });
  const body = noiseOf("plain", 3 * MIB);
  expect(await send(proxy, "/a%20b?c=d", body)).toEqual({ status: 201, text: `${body.length} bytes` });
  const answer = await fetch(`${proxy.origin}/none`);
  expect([answer.status, answer.headers.get("x-answer"), await answer.text()]).toEqual([201, "yes", "0 bytes"]);
  expect(got.map(({ path }) => path)).toEqual(["/a%20b?c=d", "/none"]);
  expect(got[0]!.body.equals(body)).toBe(true);
  expect(got[0]!.host, "so that the server knows the page's own address").toBe(new URL(proxy.origin).host);
  expect(proxy.met).toEqual([{ method: "POST", path: "/a%20b?c=d", sent: body.length, fate: "passed" }]);
});

test("bodies are cut, and the server gets what came before", async ({ through, got }) => {
  const proxy = await through({ kind: "cut", after: MIB });
  const body = noiseOf("cut", 3 * MIB);
  expect(await send(proxy, "/long", body)).toEqual({ status: 0, text: "no answer" });
  expect(await send(proxy, "/just", body.subarray(0, MIB))).toEqual({ status: 201, text: `${MIB} bytes` });
  await expect.poll(() => got[0]!.body.equals(body.subarray(0, MIB))).toBe(true);
  expect(got.map(({ whole }) => whole)).toEqual([false, true]);
  expect(proxy.met.map(({ sent, fate }) => [sent, fate])).toEqual([[MIB, "cut"], [MIB, "passed"]]);
});

test("bodies beyond the limit are answered in HTML and never seen by the server", async ({ through, got }) => {
  const proxy = await through({ kind: "limit", most: 10 * MIB });
  const answer = await send(proxy, "/long", noiseOf("limit", 10 * MIB + 1));
  expect([answer.status, answer.text]).toEqual([413, expect.stringContaining("<title>413 Request Entity Too Large</title>")]);
  expect(await send(proxy, "/just", noiseOf("limit", 10 * MIB))).toEqual({ status: 201, text: `${10 * MIB} bytes` });
  expect(got.map(({ path }) => path)).toEqual(["/just"]);
});

test("a buffering proxy tells the server when it has all", async ({ through, got, server }) => {
  const proxy = await through({ kind: "buffer" });
  const socket = connect(Number(new URL(proxy.origin).port), "127.0.0.1");
  const connections = () => new Promise<number>((tell, fail) => server.getConnections((error, count) => (error ? fail(error) : tell(count))));
  socket.write("POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
  await expect.poll(() => proxy.met.length).toBe(1);
  expect([got.length, await connections()]).toEqual([0, 0]);
  socket.write("67890");
  await expect.poll(() => got.map(({ body, whole }) => [body.toString(), whole])).toEqual([["1234567890", true]]);
  socket.destroy();
});

test("a stall goes on after a while, or never, and only so often", async ({ through, got }) => {
  const body = noiseOf("stall", 100_000);
  const proxy = await through({ kind: "stall", part: 0.4, forMs: 300, times: 1 });
  const started = performance.now();
  expect((await send(proxy, "/a", body)).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThan(290);
  expect((await send(proxy, "/a", body)).status).toBe(201);
  expect(got.every((got) => got.body.equals(body))).toBe(true);
  expect(proxy.met.map(({ fate }) => fate)).toEqual(["stalled", "passed"]);

  proxy.mode = { kind: "stall", part: 0.4, times: 2 };
  const gone = new AbortController();
  const answer = fetch(`${proxy.origin}/never`, { method: "POST", body: new Uint8Array(body), signal: gone.signal }).catch(() => "gone");
  await expect.poll(() => got.at(-1)!.body.length).toBe(40_000);
  gone.abort();
  expect(await answer).toBe("gone");
  expect(got.at(-1)).toMatchObject({ path: "/never", whole: false });
});

test("resets come by the seed at any byte, or take the answer", async ({ through, got }) => {
  const outcomes = async (seed: number) => {
    const proxy = await through({ kind: "reset", seed, share: 0.5 });
    for (let n = 0; n < 24; n += 1) await send(proxy, `/${n % 8}`, noiseOf(n, 1 + n * 5000));
    return proxy.met.map(({ fate, sent }) => [fate, sent]);
  };
  const first = await outcomes(1);
  expect(await outcomes(1), "the same again").toEqual(first);
  expect(await outcomes(2), "another seed").not.toEqual(first);
  const resets = first.filter(([fate]) => fate === "reset");
  expect(resets.length).toBeGreaterThan(6);
  expect(resets.length).toBeLessThan(18);
  const proxy = await through({ kind: "reset", seed: 3, share: 1 });
  for (let n = 0; n < 40; n += 1) expect((await send(proxy, `/lost-${n}`, Buffer.alloc(1000))).status).toBe(0);
  const lost = got.filter(({ path, whole }) => path.startsWith("/lost") && whole);
  expect(lost.length, "answers that were lost").toBeGreaterThan(4);
  expect(lost.length).toBeLessThan(18);
});

test("a half-closed connection ends for the client while the server waits", async ({ through, got }) => {
  const proxy = await through({ kind: "half-close", part: 0.2, times: 1 });
  const socket = connect({ port: Number(new URL(proxy.origin).port), host: "127.0.0.1", allowHalfOpen: true });
  socket.write("POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n");
  socket.write(Buffer.alloc(2000));
  socket.resume();
  await once(socket, "end");
  await expect.poll(() => got.map(({ body, whole }) => [body.length, whole])).toEqual([[1000, false]]);
  expect(socket.writable, "only the way back is closed").toBe(true);
  socket.destroy();
  expect((await send(proxy, "/half", Buffer.alloc(5000))).status).toBe(201);
  expect(proxy.met.map(({ fate }) => fate)).toEqual(["half-closed", "passed"]);
});

test("one bit of a body is flipped, and of no JSON", async ({ through, got }) => {
  const proxy = await through({ kind: "flip", seed: 1, share: 1, times: 2 });
  const body = noiseOf("flip", 50_000);
  await send(proxy, "/plan", body, { "Content-Type": "application/json" });
  for (const path of ["/a", "/b", "/c"]) expect((await send(proxy, path, body)).status).toBe(201);
  const bits = got.map((got) => [...got.body].reduce((sum, byte, at) => sum + ones(byte ^ body[at]!), 0));
  expect(bits).toEqual([0, 1, 1, 0]);
  expect(got[1]!.body.equals(got[2]!.body), "at another place").toBe(false);
});

test("a server that is gone is a bad gateway", async ({ through, server }) => {
  const proxy = await through({ kind: "plain" });
  server.close();
  const answer = await send(proxy, "/a", Buffer.from("x"));
  expect([answer.status, answer.text]).toEqual([502, expect.stringContaining("502 Bad Gateway")]);
});

test("chance is even and comes out the same again", () => {
  const chances = Array.from({ length: 1000 }, (_, n) => chance("seed", n));
  expect(Array.from({ length: 1000 }, (_, n) => chance("seed", n))).toEqual(chances);
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
  expect(new Set(chances).size).toBeGreaterThan(990);
  expect(noiseOf(1, 1000).equals(noiseOf(1, 1000))).toBe(true);
  expect(noiseOf(1, 1000).equals(noiseOf(2, 1000))).toBe(false);
});

function ones(byte: number): number {
  return byte === 0 ? 0 : (byte & 1) + ones(byte >> 1);
}
