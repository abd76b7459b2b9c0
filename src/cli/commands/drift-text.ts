/** Drift as people read it: what is as it should be in one line, the rest field by field. */
import { ageOf } from "../../deploy/age.ts";
import type { JobDrift } from "../../deploy/drift.ts";
import { readable } from "../../diff/readable.ts";
import type { Reason } from "../../forecast/model.ts";
import type { Clock } from "../../http/clock.ts";
import type { Json } from "../../text/json.ts";
import { visible } from "../../text/visible.ts";
import { columns } from "../table.ts";
import type { NetworkDrift, Unknown } from "./drift.ts";

const MOST_SHOWN = 12;
const MOST_LETTERS = 60;

export function driftText(networks: readonly NetworkDrift[], unknown: readonly Unknown[], clock: Clock): string {
  const others = unknown.flatMap(({ namespace, jobs }) => jobs.map(({ ID, Type, Status, SubmitTime }) => ["", ID, Type, Status, `registered ${ageOf(SubmitTime, clock)} ago`, `namespace ${namespace}`]));
  return [...networks.map((network) => networkText(network, clock)), ...(others.length === 0 ? [] : [`In no file of these networks:\n${columns(others)}`])].join("\n");
}

function networkText({ deployment: { network, file, namespace }, jobs }: NetworkDrift, clock: Clock): string {
  const title = `${network}  ${file}  namespace ${namespace}`;
  if (jobs.every(({ state }) => state === "not registered")) return `${title}\n  not deployed\n`;
  const equal = jobs.filter(({ state }) => state === "equal").map(({ job }) => job);
  const lines = jobs.filter(({ state }) => state !== "equal").flatMap((job) => jobLines(job, clock));
  return `${[title, ...(equal.length === 0 ? [] : [`  as in the file: ${equal.join(", ")}`]), ...lines].join("\n")}\n`;
}

function jobLines(drift: JobDrift, clock: Clock): string[] {
  const { job, state, version, submitted, fileWas } = drift;
  if (state === "not registered") return [`  ${job}: not registered`];
  const registered = `version ${version}${submitted === undefined ? "" : `, registered ${ageOf(submitted, clock)} ago`}`;
  if (state === "stopped") return [`  ${job}: stopped (${registered})`];
  const somebody = fileWas === undefined ? "" : `; the file is version ${fileWas}`;
  return [`  ${job}: differs (${registered}${somebody})`, ...differenceLines(drift, clock)];
}

function differenceLines({ job, differences, scaled }: JobDrift, clock: Clock): string[] {
  const rows = differences.slice(0, MOST_SHOWN).map((reason) => ["", "", fieldOf(job, reason), words(reason), reason.file === undefined ? "" : `${reason.file}:${reason.line}`]);
  const events = scaled.map((event) => `      ${event.group} was scaled from ${event.PreviousCount} to ${event.Count}, ${ageOf(event.Time, clock)} ago${event.Message === "" ? "" : ` (${visible(event.Message)})`}`);
  const more = differences.length - MOST_SHOWN;
  return [columns(rows).trimEnd(), ...(more > 0 ? [`    and ${more} more: \`mantisc diff --live\` shows them`] : []), ...events];
}

function fieldOf(job: string, { path }: Reason): string {
  return path.startsWith(`${job}/`) ? path.slice(job.length + 1) : path;
}

function words({ from, to, unit }: Reason): string {
  const shown = (value: Json) => short(readable(value, unit));
  if (to === undefined) return from === undefined ? "differs" : `runs with ${shown(from)}, which the file does not say`;
  return from === undefined ? `the file says ${shown(to)}, which does not run` : `runs with ${shown(from)}, the file says ${shown(to)}`;
}

function short(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1)}…`;
}
