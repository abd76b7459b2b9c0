/**
 * Nomad's framed log stream -> pieces of log, each with the place that it has in the log's files. In: bytes as they arrive. Frames are JSON
 * objects without anything between them; nothing but the frame that is arriving is kept.
 */

/** `alloc/logs/<task>.stdout.<file>`, and an offset into it: bytes. */
export interface LogPlace { readonly file: number; readonly offset: number }

export interface LogPiece {
  /** Where `data` starts. */
  readonly at: LogPlace;
  readonly data: Uint8Array;
}

/** The server says once a second that it is still there. */
export type LogEvent = { readonly piece: LogPiece } | { readonly heartbeat: true } | { readonly refusal: string };

interface Frame {
  readonly Data?: string;
  readonly File?: string;
  readonly FileEvent?: string;
  readonly Offset?: number;
}

/** A frame holds 64 KiB of log at most; what is longer is no frame. */
const LONGEST = 1024 * 1024;

/**
 * The stream must start at a log's start, or 64 KiB or more before its end: then the first frame says where it starts. Its `Offset` is the
 * place behind the server's first read of at most 64 KiB; the frame may hold later reads too, but only where the first one ended its file.
 */
export async function* logEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<LogEvent> {
  let at: LogPlace | undefined;
  for await (const text of objects(body)) {
    const frame = text.whole ? parsed(text.text) : undefined;
    if (frame === undefined) return yield { refusal: text.text.trim().slice(0, 500) };
    if (frame.Data === undefined && frame.FileEvent === undefined) {
      yield { heartbeat: true };
      continue;
    }
    const data = frame.Data === undefined ? new Uint8Array() : bytesOf(frame.Data);
    const start = startOf(frame, data.length, at);
    at = { file: start.file, offset: start.offset + data.length };
    if (data.length > 0) yield { piece: { at: start, data } };
  }
}

function startOf({ File, FileEvent, Offset }: Frame, length: number, at: LogPlace | undefined): LogPlace {
  const file = Number(/\.(\d+)$/.exec(File ?? "")?.[1] ?? at?.file ?? 0);
  if (at === undefined) return { file, offset: Math.max(0, (Offset ?? 0) - length) };
  return file === at.file && FileEvent !== "file truncated" ? at : { file, offset: 0 };
}

function parsed(text: string): Frame | undefined {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return undefined;
  }
}

/** Base64 with padding. */
function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Frames hold no braces in their strings (base64, names of tasks), but a name is not ours: strings are skipped. */
async function* objects(body: AsyncIterable<Uint8Array>): AsyncGenerator<{ text: string; whole: boolean }> {
  const decoder = new TextDecoder();
  const scan = new ObjectScan();
  for await (const chunk of body) {
    for (const text of scan.push(decoder.decode(chunk, { stream: true }))) yield { text, whole: true };
    if (scan.rest.length > LONGEST) break;
  }
  if (scan.rest.trim() !== "") yield { text: scan.rest, whole: false };
}

class ObjectScan {
  rest = "";
  private position = 0;
  private depth = 0;
  private inString = false;

  push(text: string): string[] {
    this.rest += text;
    const found: string[] = [];
    for (; this.position < this.rest.length; this.position++) if (this.ends(this.rest.charCodeAt(this.position))) {
      found.push(this.rest.slice(0, this.position + 1));
      this.rest = this.rest.slice(this.position + 1);
      this.position = -1;
    }
    return found;
  }

  /** Whether an object ends with this character. */
  private ends(code: number): boolean {
    if (this.inString) {
      if (code === BACKSLASH) this.position++;
      else if (code === QUOTE) this.inString = false;
      return false;
    }
    if (code === QUOTE) this.inString = true;
    else if (code === OPEN) this.depth++;
    else if (code === CLOSE) return --this.depth === 0;
    return false;
  }
}

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];
