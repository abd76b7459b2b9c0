/**
 * A member's log: of its allocation that runs, else of its newest one. While it is followed, it goes on after broken connections where it
 * stopped, and with the next allocation when the member gets one. In: the API. Out: bytes as the task wrote them, and lines for stderr.
 */
import { closest } from "../diagnostics/did-you-mean.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { HttpFailure } from "../http/http.ts";
import { ageOf } from "./age.ts";
import { allocationsOf, current, isLive, ofMember, shortId } from "./allocations.ts";
import type { Allocation } from "./api.ts";
import { Failed, Refused } from "./failed.ts";
import { endOf, from, type LogSource, type LogStart } from "./log-source.ts";
import { lastLines } from "./log-tail.ts";
import type { DeployJob, DeployMember } from "./model.ts";
import type { Nomad } from "./nomad.ts";
import { registeredJob } from "./registered.ts";

export interface LogRequest {
  /** The network's file, for advice. */
  readonly file: string;
  readonly job: DeployJob;
  readonly member: DeployMember;
  readonly type: "stdout" | "stderr";
  /** Default: the one that carries the member's role. */
  readonly task?: string;
  /** How many of the last lines; default: all that is left. */
  readonly tail?: number;
  readonly follow: boolean;
  readonly write: (bytes: Uint8Array) => void;
  readonly signal?: AbortSignal;
}

/** Ends when the log does; when it is followed, with the signal, or when nothing will be added. */
export async function showLog(nomad: Nomad, request: LogRequest): Promise<void> {
  try {
    await new LogReader(nomad, request).run();
  } catch (error) {
    if (request.signal?.aborted !== true) throw error;
  }
}

/** Seconds of silence after which it is asked whether the member has another allocation. */
const LOOK_EVERY = 5;
/** Attempts without a byte in between. */
const MOST_ATTEMPTS = 8;

class LogReader {
  private allocation!: Allocation;
  private readonly task: string;
  /** Where to go on; undefined: at the start. */
  private start: LogStart | undefined;
  private tail: number | undefined;
  private attempts = 0;
  private waiting = false;

  constructor(private readonly nomad: Nomad, private readonly request: LogRequest) {
    this.task = request.task ?? request.member.task;
    this.tail = request.tail;
  }

  async run(): Promise<void> {
    const { member, job, follow, file } = this.request;
    const found = await this.look();
    if (found === undefined) throw new Failed(diagnose("member-without-allocation", { member: member.name, job: job.id, file }));
    this.allocation = found;
    this.checkTask();
    this.sayWhich();
    for (let next: Next = "stay"; next !== "over"; ) {
      try {
        next = await this.read();
        if (!follow) return;
      } catch (error) {
        await this.recover(error);
        // What the first attempt to go on does not bring is lost with its node.
        if (follow && this.attempts !== 1) next = await this.step();
      }
    }
  }

  private async look(): Promise<Allocation | undefined> {
    return current(ofMember(await allocationsOf(this.nomad, this.request.job), this.request.member));
  }

  private checkTask(): void {
    const tasks = Object.keys(this.allocation.TaskStates ?? {}).sort();
    if (tasks.length === 0 || tasks.includes(this.task)) return;
    throw new Failed(diagnose("unknown-task", { name: this.task, member: this.request.member.name, guess: closest(this.task, tasks), tasks }));
  }

  private sayWhich(): void {
    const { member, task } = this.request;
    const { ID, ClientStatus, CreateTime, TaskStates } = this.allocation;
    if (!isLive(this.allocation)) this.say(`${member.name} does not run: this is its allocation ${shortId(ID)} of ${ageOf(CreateTime, this.nomad.options.clock)} ago (${ClientStatus}).`);
    const others = Object.keys(TaskStates ?? {}).filter((name) => name !== this.task).sort();
    if (task === undefined && others.length > 0) this.say(`This is the task ${this.task}; with --task there ${others.length === 1 ? "is" : "are"} ${others.join(", ")}.`);
  }

  /** Until the log ends; while it is followed, until the member moves on. */
  private async read(): Promise<Next> {
    const { follow, signal, type, write } = this.request;
    const source: LogSource = { nomad: this.nomad, allocation: this.allocation.ID, task: this.task, type };
    const reading = { follow, ...(signal === undefined ? {} : { signal }) };
    if (this.tail !== undefined) this.start = await lastLines(source, this.tail, signal);
    this.tail = undefined;
    let offset = this.start === undefined ? 0 : this.start.offset;
    let silence = 0;
    for await (const event of from(source, reading, this.start)) {
      if ("refusal" in event) throw refused(event.refusal);
      if ("lost" in event) {
        offset = undefined;
        this.say("What comes next is no longer there, Nomad keeps a few files of log only; it goes on with the oldest of them.");
      } else if ("piece" in event) {
        write(event.piece.data);
        this.start = { place: endOf(event.piece), back: 0, ...(offset === undefined ? {} : { offset: (offset += event.piece.data.length) }) };
        this.attempts = silence = 0;
        this.waiting = false;
      } else if (++silence % LOOK_EVERY === 0) {
        const next = await this.step();
        if (next !== "stay") return next;
      }
    }
    if (follow) throw new HttpFailure("dropped", "the server ended the stream");
    return "over";
  }

  /** Whether the member has another allocation by now, or will have none any more. */
  private async step(): Promise<Next> {
    const now = await this.look();
    const { member, job } = this.request;
    if (now !== undefined && now.ID !== this.allocation.ID && now.ClientStatus !== "pending") {
      this.say(`${member.name} goes on in allocation ${shortId(now.ID)} on ${now.NodeName}.`);
      this.allocation = now;
      this.start = undefined;
      this.attempts = 0;
      return "moved";
    }
    if (now !== undefined && isLive(now)) return "stay";
    const registered = await registeredJob(this.nomad, job.id);
    const done = now?.ClientStatus === "complete" && job.type === "batch" && !job.periodic;
    if (!done && registered !== undefined && !registered.Stop) return "stay";
    this.say(`${member.name} has ended${registered === undefined || registered.Stop ? `: the job ${job.id} is stopped` : ""}.`);
    return "over";
  }

  /** Waits before the next attempt; fails where there is no use in one. */
  private async recover(error: unknown): Promise<void> {
    const { member, follow, signal } = this.request;
    if (signal?.aborted === true || !(error instanceof HttpFailure || error instanceof Refused)) throw error;
    const { name } = member;
    if (error instanceof Refused && error.status === 404 && !follow) throw new Failed(diagnose("log-not-there", { member: name, task: this.task, allocation: shortId(this.allocation.ID), reason: error.reason }));
    if (error instanceof Refused && (!follow || (error.status < 500 && error.status !== 404))) throw error;
    if (error instanceof Refused && / not started yet/.test(error.reason)) this.sayOnce(`${this.task} of ${name} has not started yet.`);
    else if (++this.attempts > MOST_ATTEMPTS) throw new Failed(diagnose("log-broken", { member: name, reason: error instanceof Refused ? error.reason : error.message }));
    else this.sayOnce("The connection broke; it goes on where it stopped.");
    await this.nomad.options.clock.wait(Math.min(15_000, 500 * 2 ** this.attempts), signal);
  }

  private sayOnce(line: string): void {
    if (!this.waiting) this.say(line);
    this.waiting = true;
  }

  private say(line: string): void {
    this.nomad.options.say(line);
  }
}

type Next = "stay" | "moved" | "over";

/** Nomad has begun to answer and then says in plain words that it cannot go on. */
function refused(reason: string): Refused {
  return new Refused({ status: 500, reason }, diagnose("nomad-refused", { what: "reading a log", status: 500, reason }));
}
