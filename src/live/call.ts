/** One call of the program in a project: what it may use besides the disk comes in, what it printed comes out. */
import type { MemoryWorld } from "../cli/memory-world.ts";
import { run } from "../cli/run.ts";
import type { Clock } from "../http/clock.ts";
import type { Http } from "../http/http.ts";

export interface Call {
  readonly words: readonly string[];
  /** The server at an address. */
  readonly http: (address: string) => Http;
  readonly clock: Clock;
  readonly answers?: readonly string[];
  /** Ctrl-C is pressed once this has been printed. */
  readonly interruptAt?: string;
}

export interface Outcome { readonly printed: string; readonly exit: number }

/** Where the real server is, is nobody's business: it is always at Nomad's own address. */
export const nomadAddress = "http://127.0.0.1:4646";
const env: Readonly<Record<string, string>> = { NOMAD_ADDR: nomadAddress };

export async function call(world: MemoryWorld, { words, http, clock, answers = [], interruptAt }: Call): Promise<Outcome> {
  const keys = new Keys(interruptAt);
  const waiting = [...answers];
  const channel = { colour: false, terminal: false, columns: undefined, write: (text: string | Uint8Array) => keys.see(typeof text === "string" ? text : new TextDecoder().decode(text)) };
  const ask = async (question: string) => {
    const answer = waiting.shift();
    keys.see(`${question}${answer ?? ""}\n`);
    return answer;
  };
  const exit = await run(words, { ...world, clock, ask, interrupts: keys.interrupts, connect: ({ address }) => http(address), env: (name) => env[name], out: channel, err: channel });
  return { printed: keys.printed, exit };
}

/** Somebody who reads what is printed, with a finger on Ctrl-C. */
class Keys {
  printed = "";
  private pressed = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly at: string | undefined) {}

  see(text: string): void {
    this.printed += text;
    if (this.pressed || this.at === undefined || !this.printed.includes(this.at)) return;
    this.pressed = true;
    queueMicrotask(() => this.listeners.forEach((listener) => listener()));
  }

  readonly interrupts = (called: () => void): (() => void) => {
    this.listeners.add(called);
    return () => void this.listeners.delete(called);
  };
}
