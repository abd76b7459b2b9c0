/**
 * A task's log, read from any of its places on. Nomad counts offsets from the first of the files that rotation left, or from the end; neither
 * stands still. A place is a file and an offset into it, found again by asking for more than is needed and leaving out what lies before.
 */
import { query } from "../http/http.ts";
import type { LogEvent, LogPiece, LogPlace } from "./log-frames.ts";
import { logEvents } from "./log-frames.ts";
import type { Nomad } from "./nomad.ts";
import { watching } from "./retries.ts";

export interface LogSource {
  readonly nomad: Nomad;
  readonly allocation: string;
  readonly task: string;
  readonly type: "stdout" | "stderr";
}

export interface LogStart {
  readonly place: LogPlace;
  /** About how many bytes there are from there to the end. */
  readonly back: number;
  /** Bytes from the log's start, where it was read from there. Rotation makes it less. */
  readonly offset?: number;
}

export interface Reading {
  readonly follow: boolean;
  readonly signal?: AbortSignal;
}

/** Also more than the 64 KiB before the end for which a first frame does not say where it starts. */
export const LEAST_REACH = 128 * 1024;
/** `lost`: rotation took what was to come first; it goes on with what is left. */
export type SourceEvent = LogEvent | { readonly lost: true };

/** Where an answer starts: so many bytes behind the log's start, or (more than 64 KiB) before its end. */
export type Origin = { readonly start: number } | { readonly end: number };

export async function* open({ nomad, allocation, task, type }: LogSource, { follow, signal }: Reading, origin: Origin): AsyncGenerator<LogEvent> {
  const where = "end" in origin ? { origin: "end", offset: origin.end } : origin.start === 0 ? {} : { origin: "start", offset: origin.start };
  const values = { task, type, ...(follow ? { follow: "true" } : {}), ...where };
  yield* logEvents(await nomad.stream(`/v1/client/fs/logs/${allocation}`, { query: values, ...(follow ? { patience: watching } : {}), ...(signal === undefined ? {} : { signal }) }));
}

/** From a place on; fails like `open`. */
export async function* from(source: LogSource, reading: Reading, start: LogStart | undefined): AsyncGenerator<SourceEvent> {
  if (start === undefined) return yield* open(source, reading, { start: 0 });
  let origin: Origin = start.offset === undefined ? { end: start.back + LEAST_REACH } : { start: Math.max(0, start.offset - LEAST_REACH) };
  let earliest: LogPlace | undefined;
  for (;;) {
    let first: LogPlace | undefined;
    for await (const event of open(source, reading, origin)) {
      if (!("piece" in event)) {
        yield event;
        continue;
      }
      if (first === undefined) {
        first = event.piece.at;
        const late = isBefore(start.place, first);
        if (late && (earliest === undefined || isBefore(first, earliest))) break;
        if (late) yield { lost: true };
      }
      const rest = behind(event.piece, start.place);
      if (rest !== undefined) yield { piece: rest };
    }
    // It is read when it began early enough, when there was nothing, and when going back further does not help.
    if (first === undefined || !isBefore(start.place, first) || (earliest !== undefined && !isBefore(first, earliest))) return;
    earliest = "end" in origin ? first : undefined;
    origin = furtherBack(origin, first, start);
  }
}

/** Inside of a file it is known how far; files before it are of unknown sizes. */
function furtherBack(origin: Origin, first: LogPlace, { place, back }: LogStart): Origin {
  if ("start" in origin) return { end: back + LEAST_REACH };
  return { end: first.file === place.file ? origin.end + first.offset - place.offset + LEAST_REACH : origin.end * 4 };
}

export function isBefore(a: LogPlace, b: LogPlace): boolean {
  return a.file < b.file || (a.file === b.file && a.offset < b.offset);
}

export function endOf({ at, data }: LogPiece): LogPlace {
  return { file: at.file, offset: at.offset + data.length };
}

/** What of a piece lies at a place or behind it. */
function behind(piece: LogPiece, place: LogPlace): LogPiece | undefined {
  if (!isBefore(piece.at, place)) return piece;
  if (!isBefore(place, endOf(piece))) return undefined;
  return { at: place, data: piece.data.subarray(place.offset - piece.at.offset) };
}
