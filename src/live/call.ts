/** One call of the program in a project: what it may use besides the disk comes in, what it printed comes out. */
import type { MemoryWorld } from "../cli/memory-world.ts";
import { run } from "../cli/run.ts";
import type { Clock } from "../http/clock.ts";
import type { Http } from "../http/http.ts";
import type { World } from "../cli/world.ts";

export interface Call {
  readonly words: readonly string[];
  readonly http: Http;
  readonly clock: Clock;
  readonly answers?: readonly string[];
  readonly interrupts?: World["interrupts"];
  /** Called with everything printed so far. */
  readonly heard?: (printed: string) => void;
}

export interface Outcome { readonly printed: string; readonly out: string; readonly exit: number }

/** Where the real server is, is nobody's business: it is always at Nomad's own address. */
const env: Readonly<Record<string, string>> = { NOMAD_ADDR: "http://127.0.0.1:4646" };

export async function call(world: MemoryWorld, { words, http, clock, answers = [], interrupts = () => () => {}, heard = () => {} }: Call): Promise<Outcome> {
  let [printed, out] = ["", ""];
  const write = (text: string) => {
    printed += text;
    heard(printed);
  };
  const channel = (into: (text: string) => void) => ({ colour: false, terminal: false, columns: undefined, write: (bytes: string | Uint8Array) => {
    const text = typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes);
    into(text);
    write(text);
  } });
  const waiting = [...answers];
  const exit = await run(words, {
    ...world, clock, interrupts, connect: () => http, env: (name) => env[name],
    out: channel((text) => (out += text)), err: channel(() => {}),
    ask: async (question) => {
      const answer = waiting.shift();
      write(`${question}${answer ?? ""}\n`);
      return answer;
    },
  });
  return { printed, out, exit };
}
