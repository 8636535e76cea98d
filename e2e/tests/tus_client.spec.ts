/** Resumable uploads by a client that others wrote: tus-js-client under Node against the real binary, over lines that break. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { DefaultHttpStack, Upload, type HttpRequest, type HttpStack, type UploadOptions } from "tus-js-client";
import { noiseOf } from "../fixtures/dice.ts";
import { sha256 } from "../fixtures/disk.ts";
import { expect, test } from "../fixtures/machine.ts";
import { TOKEN } from "../fixtures/server.ts";

const MIB = 1 << 20;
const OFTEN = Array.from({ length: 40 }, () => 20);

type Content = ConstructorParameters<typeof Upload>[0];

/** Uploads to the end; the last answer's status, or the error. */
function upload(origin: string, content: Content, options: UploadOptions, begun: (upload: Upload) => void = () => undefined): Promise<number> {
  return new Promise((done, fail) => {
    const upload = new Upload(content, {
      endpoint: `${origin}/api/uploads`,
      headers: { Authorization: `Bearer ${TOKEN}` },
      retryDelays: null,
      onError: fail,
      onSuccess: ({ lastResponse }) => done(lastResponse.getStatus()),
      ...options,
    });
    begun(upload);
    upload.start();
  });
}

test("a file arrives in one piece, with the folders above it and its time", async ({ server, uploads }) => {
  const content = noiseOf("plain", 3 * MIB + 1);
  const metadata = { path: "Photos/2026/Grüße.bin", parents: "true", mtime: "1767225600.5", filetype: "image/jpeg" };
  expect(await upload(server.origin, content, { metadata })).toBe(204);
  expect(await uploads.sha256("Photos/2026/Grüße.bin")).toBe(sha256(content));
  const entry = await fetch(`${server.origin}/api/entries/Photos/2026/${encodeURIComponent("Grüße.bin")}`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  expect(await entry.json()).toMatchObject({ modified: "2026-01-01T00:00:00.500Z", size: content.length });
});

test("in pieces, with the first one at the beginning, and empty", async ({ server, uploads }) => {
  const content = noiseOf("pieces", 2_500_000);
  await upload(server.origin, content, { metadata: { filename: "pieces.bin" }, chunkSize: 300_001, uploadDataDuringCreation: true });
  await upload(server.origin, Buffer.alloc(0), { metadata: { name: "empty.bin" } });
  expect(await uploads.sha256("pieces.bin")).toBe(sha256(content));
  expect(await uploads.read("empty.bin")).toBe("");
  expect(await uploads.names()).toEqual(["empty.bin", "pieces.bin"]);
});

test("a stream whose length is not known beforehand", async ({ server, uploads, own }) => {
  const content = noiseOf("deferred", 2 * MIB + 77);
  await own.write("stream.bin", content);
  // Not the file itself: the client knows the length of that.
  const stream = createReadStream(own.at("stream.bin")).pipe(new PassThrough()) as unknown as Content;
  await upload(server.origin, stream, { metadata: { path: "stream.bin" }, uploadLengthDeferred: true, chunkSize: 700_000 });
  expect(await uploads.sha256("stream.bin")).toBe(sha256(content));
});

for (const seed of [3, 4, 7, 10, 12]) {
  test(`a line that is reset at random bytes, ${seed}`, async ({ behind, uploads }) => {
    const proxy = await behind({ kind: "reset", seed, share: 0.75 });
    const content = noiseOf(seed, 3 * MIB);
    await upload(proxy.origin, content, { metadata: { path: "reset.bin" }, retryDelays: OFTEN });
    expect(await uploads.sha256("reset.bin")).toBe(sha256(content));
    expect(await uploads.names()).toEqual(["reset.bin"]);
    expect(proxy.count("reset"), "it was reset").toBeGreaterThan(0);
  });
}

test("what arrived before the line was cut is not sent again", async ({ behind, uploads }) => {
  const proxy = await behind({ kind: "cut", after: MIB });
  const content = noiseOf("cut", 5 * MIB);
  await upload(proxy.origin, content, { metadata: { path: "cut.bin" }, retryDelays: OFTEN });
  expect(await uploads.sha256("cut.bin")).toBe(sha256(content));
  const patches = proxy.met.filter(({ method }) => method === "PATCH");
  expect(patches.map(({ sent, fate }) => [sent, fate])).toEqual([
    ...Array.from({ length: 4 }, () => [MIB, "cut"]),
    [MIB, "passed"],
  ]);
});

test("a proxy that buffers, one that stalls, one that is closed half", async ({ behind, uploads }) => {
  const content = noiseOf("slow", 2 * MIB);
  for (const [name, mode] of [
    ["buffer", { kind: "buffer" }],
    ["stall", { kind: "stall", part: 0.5, forMs: 1500, times: 1 }],
    ["half-close", { kind: "half-close", part: 0.5, times: 1 }],
  ] as const) {
    const proxy = await behind(mode);
    await upload(proxy.origin, content, { metadata: { path: name }, retryDelays: OFTEN });
    expect(await uploads.sha256(name)).toBe(sha256(content));
  }
  expect(await uploads.names()).toEqual(["buffer", "half-close", "stall"]);
});

test("parts that are sent beside each other become one file, over a line that breaks too", async ({ server, behind, uploads }) => {
  const content = noiseOf("parts", 4 * MIB + 3);
  await upload(server.origin, content, { metadata: { path: "parts.bin" }, parallelUploads: 3 });
  const proxy = await behind({ kind: "reset", seed: 7, share: 0.5 });
  await upload(proxy.origin, content, { metadata: { path: "broken/parts.bin", parents: "" }, parallelUploads: 4, retryDelays: OFTEN });
  for (const name of ["parts.bin", "broken/parts.bin"]) expect(await uploads.sha256(name)).toBe(sha256(content));
  expect(proxy.count("reset")).toBeGreaterThan(0);
  expect(await uploads.names(), "the parts are no files").toEqual(["broken", "parts.bin"]);
});

test("bytes that are damaged on the way are sent again", async ({ behind, uploads }) => {
  const proxy = await behind({ kind: "flip", seed: 5, share: 0.5, times: 6 });
  const content = noiseOf("checksum", 3 * MIB);
  await upload(proxy.origin, content, {
    metadata: { path: "checked.bin" },
    chunkSize: 256 * 1024,
    httpStack: new ChecksumStack(),
    retryDelays: OFTEN,
    onShouldRetry: (error) => error.originalResponse?.getStatus() === 460,
  });
  expect(await uploads.sha256("checked.bin")).toBe(sha256(content));
  expect(proxy.count("flipped")).toBe(6);
});

test("a server that is killed goes on where it was", async ({ server, behind, uploads }) => {
  // What was synced goes on: more than one step of 32 MiB.
  const proxy = await behind({ kind: "stall", part: 0.8, times: 1 });
  const content = noiseOf("killed", 50 * MIB);
  const done = upload(proxy.origin, content, { metadata: { path: "killed.bin" }, retryDelays: [500, 500, 500, 500, 500, 500] });
  await expect.poll(() => proxy.count("stalled")).toBe(1);
  const told = async () => {
    const answer = await fetch(server.origin + proxy.met[0]!.path, { headers: { Authorization: `Bearer ${TOKEN}` } });
    return ((await answer.json()) as { offset: number }).offset;
  };
  await expect.poll(told).toBeGreaterThanOrEqual(32 * MIB);
  const kept = await told();
  await server.kill();
  expect(await uploads.has("killed.bin")).toBe(false);
  await server.start();
  await done;
  expect(await uploads.sha256("killed.bin")).toBe(sha256(content));
  expect(proxy.met.at(-1)?.sent, "what was on the disk is not sent again").toBe(content.length - kept);
});

test("another client goes on with the address of an upload that was left", async ({ behind, uploads, server }) => {
  const proxy = await behind({ kind: "stall", part: 0.4, times: 1 });
  const content = noiseOf("left", 3 * MIB);
  let left: Upload | undefined;
  void upload(proxy.origin, content, { metadata: { path: "left.bin" } }, (upload) => (left = upload)).catch(() => undefined);
  await expect.poll(() => proxy.count("stalled")).toBe(1);
  const url = new URL(left!.url!).pathname;
  await left!.abort();
  await upload(server.origin, content, { uploadUrl: server.origin + url, retryDelays: OFTEN });
  expect(await uploads.sha256("left.bin")).toBe(sha256(content));
});

test("a taken name is refused before a byte is sent, and an ended upload leaves nothing", async ({ server, behind, uploads }) => {
  await uploads.write("taken.bin", "mine");
  const refused = await upload(server.origin, noiseOf(1, MIB), { metadata: { path: "taken.bin" } }).catch((error: unknown) => String(error));
  expect(refused).toContain("name-taken");
  expect(await uploads.read("taken.bin")).toBe("mine");

  const proxy = await behind({ kind: "stall", part: 0.5, times: 1 });
  let ended: Upload | undefined;
  void upload(proxy.origin, noiseOf(1, MIB), { metadata: { path: "ended.bin" } }, (upload) => (ended = upload)).catch(() => undefined);
  await expect.poll(() => proxy.count("stalled")).toBe(1);
  await ended!.abort(true);
  const gone = await fetch(ended!.url!, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0", Authorization: `Bearer ${TOKEN}` } });
  expect([404, 410]).toContain(gone.status);
  expect(await uploads.names()).toEqual(["taken.bin"]);
});

/** Sends the SHA-1 of each body with it. */
class ChecksumStack implements HttpStack {
  private readonly inner = new DefaultHttpStack({});

  createRequest(method: string, url: string): HttpRequest {
    const request = this.inner.createRequest(method, url);
    const send = request.send.bind(request);
    request.send = (body: unknown) => {
      if (body) request.setHeader("Upload-Checksum", `sha1 ${createHash("sha1").update(body as Buffer).digest("base64")}`);
      return send(body);
    };
    return request;
  }

  getName(): string {
    return "ChecksumStack";
  }
}
