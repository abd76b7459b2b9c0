/** A question on the terminal. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** undefined where stdin is no terminal, ends, or is interrupted. */
export function askTerminal(question: string): Promise<string | undefined> {
  return answerTo(question, process.stderr);
}

/** As `askTerminal`, without echo: what is typed goes to the program alone. */
export async function askHidden(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  process.stderr.write(question);
  const answer = await answerTo("", new Writable({ write: (_chunk, _encoding, done) => done() }));
  process.stderr.write("\n");
  return answer;
}

/** `terminal`: the terminal itself echoes nothing, and shows only what is written to `output`. */
function answerTo(question: string, output: NodeJS.WritableStream): Promise<string | undefined> {
  if (!process.stdin.isTTY) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
    lines.once("close", () => resolve(undefined));
    lines.once("SIGINT", () => lines.close());
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
