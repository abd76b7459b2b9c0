/**
 * A task's log, read from any of its places on. Nomad counts offsets from the first of the files that rotation left, or from the end; neither
 * stands still. A place is a file and an offset into it, found again by asking for more than is needed and leaving out what lies before.
 */
import { query } from "../http/http.ts";
import type { LogEvent, LogPiece, LogPlace } from "./log-frames.ts";
import { logEvents } from "./log-frames.ts";
import type { Nomad } from "./nomad.ts";

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
}

export interface Reading {
  readonly follow: boolean;
  readonly signal?: AbortSignal;
}

/** Also more than the 64 KiB before the end for which a first frame does not say where it starts. */
export const LEAST_REACH = 128 * 1024;
/** `lost`: rotation took what was to come first; it goes on with what is left. */
export type SourceEvent = LogEvent | { readonly lost: true };

/** `reach`: the bytes before the end, more than 64 KiB; without it from the start. */
export async function* open({ nomad, allocation, task, type }: LogSource, { follow, signal }: Reading, reach?: number): AsyncGenerator<LogEvent> {
  const values = { task, type, ...(follow ? { follow: "true" } : {}), ...(reach === undefined ? {} : { origin: "end", offset: reach }) };
  yield* logEvents(await nomad.stream(`/v1/client/fs/logs/${allocation}`, { query: values, ...(signal === undefined ? {} : { signal }) }));
}

/** From a place on; fails like `open`. */
export async function* from(source: LogSource, reading: Reading, start: LogStart | undefined): AsyncGenerator<SourceEvent> {
  if (start === undefined) return yield* open(source, reading);
  let earlier: LogPlace | undefined;
  for (let reach = start.back + LEAST_REACH; ; reach *= 4) {
    let place: LogPlace | undefined;
    for await (const event of open(source, reading, reach)) {
      if (place === undefined && "piece" in event) {
        place = event.piece.at;
        if (isBefore(start.place, place)) {
          if (earlier === undefined || isBefore(place, earlier)) break;
          yield { lost: true };
        }
      }
      const rest = "piece" in event ? behind(event.piece, start.place) : undefined;
      if (!("piece" in event)) yield event;
      else if (rest !== undefined) yield { piece: rest };
    }
    if (place === undefined || !isBefore(start.place, place) || (earlier !== undefined && !isBefore(place, earlier))) return;
    earlier = place;
  }
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
