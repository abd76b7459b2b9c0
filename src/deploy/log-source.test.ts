/** Reading a log from any place on, against a server in memory that frames as Nomad's does: reads of 64 KiB, frames of a window, rotated files. */
import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HttpFailure, type Http, type Request } from "../http/http.ts";
import { logEvents, type LogPlace } from "./log-frames.ts";
import { endOf, from, type LogSource } from "./log-source.ts";
import { LineStarts, lastLines } from "./log-tail.ts";
import { Nomad } from "./nomad.ts";

const READ = 64 * 1024;

/** Files of one log, the first of them by its index; the last one may grow while it is read. */
interface Files { first: number; contents: Uint8Array[]; growth?: Uint8Array }

/** `cut`: after so many bytes of an answer the connection breaks, once. */
function serverOf(files: Files, cut?: number): { http: Http; requests: Request[] } {
  const requests: Request[] = [];
  return {
    requests,
    http: {
      send: async (request) => {
        requests.push(request);
        const asked = new URL(request.path, "http://x").searchParams;
        const limit = requests.length === 1 ? cut : undefined;
        return { status: 200, headers: {}, body: chunks(framesOf(files, { back: asked.get("origin") === "end" ? Number(asked.get("offset")) : undefined, ahead: Number(asked.get("offset") ?? 0) }), limit) };
      },
    },
  };
}

async function* chunks(frames: readonly string[], cut: number | undefined): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(frames.join(""));
  for (let i = 0; i < Math.min(bytes.length, cut ?? Infinity); i += 1000) yield bytes.subarray(i, Math.min(i + 1000, cut ?? Infinity));
  if (cut !== undefined && cut < bytes.length) throw new HttpFailure("dropped", "dropped");
}

/** As StreamFramer: a frame has the offset behind the first read in it, and full frames leave at once. */
function framesOf({ first, contents, growth }: Files, { back, ahead }: { back: number | undefined; ahead: number }): string[] {
  const total = contents.reduce((sum, { length }) => sum + length, 0);
  let skip = back === undefined ? ahead : Math.max(0, total - back);
  const frames: string[] = [];
  for (const [i, content] of contents.entries()) {
    const start = Math.min(skip, content.length);
    skip -= start;
    if (start === content.length && i < contents.length - 1 && skip > 0) continue;
    const last = i === contents.length - 1;
    frames.push(...fileFrames(`alloc/logs/t.stdout.${first + i}`, [content.subarray(start), ...(last && growth !== undefined ? [growth] : [])], start));
  }
  return ["{}", ...frames, "{}"];
}

function fileFrames(file: string, parts: readonly Uint8Array[], start: number): string[] {
  const frames: string[] = [];
  let [held, offset, at]: [number[], number, number] = [[], 0, start];
  const send = (size: number) => {
    frames.push(JSON.stringify({ File: file, Data: Buffer.from(held.slice(0, size)).toString("base64"), Offset: offset }));
    held = held.slice(size);
  };
  for (const part of parts) for (let i = 0; i < part.length; i += READ) {
    const read = part.subarray(i, i + READ);
    at += read.length;
    if (held.length === 0) offset = at;
    held.push(...read);
    while (held.length >= READ) send(READ);
  }
  if (held.length > 0) send(held.length);
  return frames;
}

function sourceOf(http: Http): LogSource {
  const nomad = new Nomad(http, { address: "http://x", namespace: "default", clock: { random: () => 1, now: () => 0, wait: async () => {} }, say: () => {} });
  return { nomad, allocation: "a", task: "t", type: "stdout" };
}

async function textFrom(source: LogSource, place: LogPlace | undefined, back = 0, offset?: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const event of from(source, { follow: false }, place === undefined ? undefined : { place, back, ...(offset === undefined ? {} : { offset }) })) if ("piece" in event) pieces.push(event.piece.data);
  return Buffer.concat(pieces).toString();
}

/** Numbered lines of different lengths, in files of different sizes. */
function logOf(lines: number, fileSizes: readonly number[]): { files: Files; text: string } {
  const text = Array.from({ length: lines }, (_, i) => `${i} ${"x".repeat((i * 37) % 90)}\n`).join("");
  const bytes = new TextEncoder().encode(text);
  const contents: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = fileSizes[i % fileSizes.length]!;
    contents.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { files: { first: 3, contents: contents.length === 0 ? [bytes] : contents }, text };
}

const test = suite("log source");
const sizes = fc.array(fc.integer({ min: 500, max: 150_000 }), { minLength: 1, maxLength: 3 });

test("the whole log arrives, whatever the files and chunks", () => fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 4000 }), sizes, async (lines, fileSizes) => {
  const { files, text } = logOf(lines, fileSizes);
  assert.is(await textFrom(sourceOf(serverOf(files).http), undefined), text);
}), { numRuns: 15 }));

test("the last lines are exactly those", () => fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 7000 }), sizes, async (lines, wanted, fileSizes) => {
  const { files, text } = logOf(lines, fileSizes);
  const source = sourceOf(serverOf(files).http);
  const start = await lastLines(source, wanted);
  const expected = wanted === 0 ? "" : text.split("\n").slice(0, -1).slice(-wanted).map((line) => `${line}\n`).join("");
  assert.is(start === undefined && wanted === 0 ? "" : await textFrom(source, start?.place, start?.back), expected);
}), { numRuns: 25 }));

test("an unfinished line is a line", async () => {
  const { http } = serverOf({ first: 0, contents: [new TextEncoder().encode("a\nb\nc")] });
  const start = await lastLines(sourceOf(http), 2);
  assert.is(await textFrom(sourceOf(http), start?.place, start?.back), "b\nc");
});

test("what is written while the first frame is made does not move its place", async () => {
  const { files, text } = logOf(3000, [100_000]);
  const growing: Files = { ...files, growth: new TextEncoder().encode("late\n") };
  const end = { file: files.first + files.contents.length - 1, offset: files.contents.at(-1)!.length };
  assert.is(await textFrom(sourceOf(serverOf(growing).http), end), "late\n");
  assert.is(await textFrom(sourceOf(serverOf({ first: 0, contents: [new TextEncoder().encode("a\n")], growth: new TextEncoder().encode("b\n") }).http), { file: 0, offset: 2 }), "b\n");
  assert.ok(text.length > 100_000);
});

test("after a break it goes on at the byte where it stopped", () => fc.assert(fc.asyncProperty(fc.integer({ min: 10, max: 5000 }), fc.integer({ min: 100, max: 300_000 }), sizes, fc.boolean(), async (lines, cut, fileSizes, counted) => {
  const { files, text } = logOf(lines, fileSizes);
  const { http } = serverOf(files, cut);
  const source = sourceOf(http);
  let [got, place]: [string, LogPlace | undefined] = ["", undefined];
  try {
    for await (const event of from(source, { follow: true }, undefined)) if ("piece" in event) [got, place] = [got + Buffer.from(event.piece.data).toString(), endOf(event.piece)];
  } catch (error) {
    assert.instance(error, HttpFailure);
    got += await textFrom(source, place, 0, counted ? got.length : undefined);
  }
  assert.is(got, text);
}), { numRuns: 25 }));

test("what rotation took is said to be lost", async () => {
  const { files } = logOf(4000, [50_000]);
  const left = { first: files.first + 2, contents: files.contents.slice(2) };
  const events: string[] = [];
  for await (const event of from(sourceOf(serverOf(left).http), { follow: false }, { place: { file: files.first, offset: 10 }, back: 0 })) events.push("piece" in event ? "piece" : Object.keys(event)[0]!);
  assert.is(events.filter((name) => name === "lost").length, 1);
  assert.ok(events.includes("piece"));
});

test("where rotation moved the log's start, the place is still found", async () => {
  const { files, text } = logOf(6000, [50_000]);
  const left = { first: files.first + 1, contents: files.contents.slice(1) };
  assert.is(await textFrom(sourceOf(serverOf(left).http), { file: files.first + 3, offset: 7 }, 0, 150_007), text.slice(150_007));
});

test("plain words in the stream are the server's refusal", async () => {
  const body = async function* () { yield new TextEncoder().encode('{"Data":"YQ==","File":"alloc/logs/t.stdout.0","Offset":1}'); yield new TextEncoder().encode("failed to list entries: gone\n"); };
  const events = [];
  for await (const event of logEvents(body())) events.push(event);
  assert.equal(events.map((event) => ("refusal" in event ? event.refusal : Object.keys(event)[0])), ["piece", "failed to list entries: gone"]);
});

test("frames are found whatever stands in their strings, and a truncated file starts again", async () => {
  const frames = [{ Data: "YWI=", File: 'alloc/logs/t}"{\\.stdout.0', Offset: 2 }, {}, { Data: "Yw==", File: 'alloc/logs/t}"{\\.stdout.0', FileEvent: "file truncated", Offset: 1 }].map((frame) => JSON.stringify(frame)).join("\n");
  const places: LogPlace[] = [];
  for await (const event of logEvents(async function* () { for (const letter of frames) yield new TextEncoder().encode(letter); }())) if ("piece" in event) places.push(event.piece.at);
  assert.equal(places, [{ file: 0, offset: 0 }, { file: 0, offset: 0 }]);
});

test("line starts are remembered up to a number", () => {
  const starts = new LineStarts(2);
  starts.push({ at: { file: 0, offset: 0 }, data: new TextEncoder().encode("a\nb\n") });
  assert.equal(starts.first(), undefined);
  starts.push({ at: { file: 1, offset: 0 }, data: new TextEncoder().encode("c\nd") });
  assert.equal(starts.first(), { place: { file: 1, offset: 0 }, back: 3 });
});

test.run();
