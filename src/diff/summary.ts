/** A job's differences in one line of words: `mantis: 2 groups changed: mantis-3 gets cpu 1000 MHz (was 3400 MHz); passive scales 3 -> 5`. */
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { leavesOf, type Leaf } from "./leaves.ts";
import type { BlockDiff, FieldDiff } from "./model.ts";
import { linesWords, many } from "./words.ts";

const MOST_PHRASES = 3;
const MOST_SUBJECTS = 4;
const MOST_LETTERS = 60;

export function summarize(job: BlockDiff): string {
  const name = visible(job.name);
  const groups = job.blocks.filter((block) => block.struct === "TaskGroup");
  if (job.change !== "edited") return `${name}: ${job.change === "added" ? "a new job" : "the job is removed"}${groups.length === 0 ? "" : ` (${many(groups.length, "group")})`}`;
  const own = leavesOf({ ...job, blocks: job.blocks.filter((block) => block.struct !== "TaskGroup") });
  const phrases = [...(own.length === 0 ? [] : [phrasesOf(own)]), ...groupPhrases(groups)];
  const shown = phrases.length > MOST_SUBJECTS ? [...phrases.slice(0, MOST_SUBJECTS), `and ${phrases.length - MOST_SUBJECTS} more`] : phrases;
  return `${name}: ${[headline(groups), shown.join("; ")].filter((part) => part !== "").join(": ")}`;
}

function headline(groups: readonly BlockDiff[]): string {
  const of = (change: BlockDiff["change"]) => groups.filter((group) => group.change === change).length;
  const words = { edited: "changed", added: "added", removed: "removed" } as const;
  const parts = (["edited", "added", "removed"] as const).filter((change) => of(change) > 0);
  return parts.map((change, i) => (i === 0 ? `${many(of(change), "group")} ${words[change]}` : `${of(change)} ${words[change]}`)).join(", ");
}

/** Groups that change alike are named together. */
function groupPhrases(groups: readonly BlockDiff[]): string[] {
  const byPhrase = new Map<string, string[]>();
  for (const group of groups) {
    const phrase = group.change === "added" ? "is new" : group.change === "removed" ? "is removed" : phrasesOf(leavesOf(group));
    byPhrase.set(phrase, [...(byPhrase.get(phrase) ?? []), group.name]);
  }
  return [...byPhrase].map(([phrase, names]) => `${clip(compactNames(names).map(visible).join(", "))} ${phrase}`);
}

function phrasesOf(leaves: readonly Leaf[]): string {
  const tasks = new Set(leaves.map(({ way }) => taskOf(way)?.name).filter((name) => name !== undefined));
  const phrases = leaves.map((leaf) => phraseOf(leaf, tasks.size > 1));
  const more = phrases.length - MOST_PHRASES;
  return [...phrases.slice(0, MOST_PHRASES), ...(more > 0 ? [`${more} more ${more === 1 ? "change" : "changes"}`] : [])].join(" and ");
}

function phraseOf({ way, field, change }: Leaf, namesTask: boolean): string {
  const hidden = namesTask || field === undefined && way.at(-1) === taskOf(way) ? undefined : taskOf(way);
  const where = way.slice(1).filter((block) => block !== hidden && !["Resources", "Config"].includes(block.struct)).map(wordsOf).join(" ");
  if (field === undefined) return `${change === "added" ? "gets" : "loses"} ${where}`;
  if (way.length === 1 && field.name === "Count" && field.new !== undefined) return `scales ${field.before ?? 0} -> ${field.after}`;
  const word = field.name === "EmbeddedTmpl" && field.lines !== undefined ? "" : visible(field.word);
  const what = clip([where, word].filter((part) => part !== "").join(" "));
  return valuePhrase(what, field);
}

function valuePhrase(what: string, { name, change, before, after, lines }: FieldDiff): string {
  // A member of a set is what comes or goes.
  if (name === "" && lines === undefined) return `${change === "removed" ? "loses" : "gets"} ${what} ${clip((before ?? after)!)}`;
  if (lines !== undefined) return `changes ${what} (${linesWords(lines)})`;
  if (change === "removed") return `loses ${what} (was ${clip(before!)})`;
  return `gets ${what} ${clip(after!)}${before === undefined ? "" : ` (was ${clip(before)})`}`;
}

/** It goes without saying where all changes of a group are in one task, as do the blocks whose fields everybody knows by name (`cpu`, `image`). */
function taskOf(way: readonly BlockDiff[]): BlockDiff | undefined {
  return way.find((block) => block.struct === "Task");
}

function wordsOf({ kind, name }: BlockDiff): string {
  return name === "" ? kind : `${kind} ${clip(visible(name))}`;
}

function clip(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${[...text.slice(0, MOST_LETTERS - 1)].join("")}\u2026`;
}
