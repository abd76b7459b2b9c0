/** `logs`: the log of one member, bytes to stdout, everything said about it to stderr. */
import { showLog, type LogRequest } from "../../deploy/logs.ts";
import { MOST_LINES } from "../../deploy/log-tail.ts";
import { Failed } from "../../deploy/failed.ts";
import { memberNamed } from "../../deploy/members.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Arguments } from "../arguments.ts";
import { onSite } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { TerminalText } from "../terminal-text.ts";
import { exitCodes, type Channel, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("logs", args, world, async ({ deployment, names, nomad }) => {
    const member = memberNamed(deployment, names[0], "logs");
    const job = deployment.jobs.find(({ id }) => id === member.job)!;
    const [task, tail] = [args.value("task"), linesOf(args.value("tail"))];
    const request: LogRequest = {
      file: deployment.file, job, member, type: args.has("stderr") ? "stderr" : "stdout", follow: args.has("follow"), write: writer(world.out),
      ...(task === undefined ? {} : { task }), ...(tail === undefined ? {} : { tail }),
    };
    if (!request.follow) return showLog(nomad, request).then(() => exitCodes.ok);
    return interruptible(world, async (signal) => showLog(nomad, { ...request, signal }).then(() => exitCodes.ok));
  });
}

function linesOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const lines = /^\d{1,9}$/.test(word) ? Number(word) : Infinity;
  if (lines > MOST_LINES) throw new Failed(diagnose("bad-tail", { word, most: MOST_LINES }));
  return lines;
}

/** A log may hold what moves the cursor or renames the window; files and pipes get it unchanged. */
function writer(out: Channel): (bytes: Uint8Array) => void {
  if (!out.terminal) return out.write;
  const text = new TerminalText();
  return (bytes) => out.write(text.push(bytes));
}
