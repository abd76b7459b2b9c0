/** Where a log's last lines start: walks back from its end, four times as far each time, until there are enough of them. */
import { LEAST_REACH, endOf, open, type LogSource, type LogStart } from "./log-source.ts";
import type { LogPiece, LogPlace } from "./log-frames.ts";

/** Each line costs some bytes of memory while they are looked for. */
export const MOST_LINES = 1_000_000;

/** undefined: all of the log. As `tail -n` counts: what follows the last line feed is a line if there is anything. */
export async function lastLines(source: LogSource, lines: number, signal?: AbortSignal): Promise<LogStart | undefined> {
  for (let reach = LEAST_REACH; ; reach *= 4) {
    const starts = new LineStarts(lines);
    for await (const event of open(source, { follow: false, ...(signal === undefined ? {} : { signal }) }, { end: reach })) if ("piece" in event) starts.push(event.piece);
    const found = starts.first();
    if (found !== undefined || starts.bytes < reach) return found;
  }
}

/** The last `most` places where a line starts. */
export class LineStarts {
  bytes = 0;
  private readonly ring: { place: LogPlace; before: number }[] = [];
  private next = 0;
  private end: LogPlace | undefined;
  private afterFeed = false;

  constructor(private readonly most: number) {}

  push(piece: LogPiece): void {
    const { at, data } = piece;
    if (this.afterFeed && data.length > 0) this.keep(at, 0);
    for (let i = data.indexOf(FEED); i >= 0; i = data.indexOf(FEED, i + 1)) if (i + 1 < data.length) this.keep({ file: at.file, offset: at.offset + i + 1 }, i + 1);
    if (data.length > 0) this.afterFeed = data.at(-1) === FEED;
    this.bytes += data.length;
    this.end = endOf(piece);
  }

  /** Where the first of them starts; undefined if fewer were seen. */
  first(): LogStart | undefined {
    if (this.most === 0) return this.end === undefined ? undefined : { place: this.end, back: 0 };
    if (this.ring.length < this.most) return undefined;
    const { place, before } = this.ring[this.next]!;
    return { place, back: this.bytes - before };
  }

  private keep(place: LogPlace, into: number): void {
    if (this.most === 0) return;
    this.ring[this.next] = { place, before: this.bytes + into };
    this.next = (this.next + 1) % this.most;
  }
}

const FEED = 0x0a;
