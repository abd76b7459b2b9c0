/** Answers of `why` as people read them. */
import { visible } from "../text/visible.ts";
import type { Answer, Effect, Influence, Said } from "./model.ts";

const MOST_VALUES = 3;
const parts = { set: "set by", over: "over", read: "from" } as const;

export function printAnswer(answer: Answer, colour: boolean): string {
  const value = answer.readable === undefined ? "" : ` = ${bold(clip(answer.readable), colour)}`;
  const lines = [`${visible(answer.path)}${value}`, `  ${visible(answer.at)}`, ""];
  if (answer.default) lines.push(answer.readable === undefined ? "  Nothing sets it, and Nomad fills in nothing." : "  Nothing sets it: this is Nomad's default.");
  lines.push(...columns(answer.layers.map((said) => [`  ${"  ".repeat(Math.min(said.depth, 8))}${parts[said.part]}`, ...saidCells(said)])));
  if (answer.inside.length > 0) lines.push("", ...columns(answer.inside.map(({ path, readable, layers }) => [`  ${visible(path)}`, clip(readable, 60), ...(layers[0] === undefined ? [] : saidCells(layers[0]).slice(0, 2)), layers.length > 1 ? `over ${layers.length - 1}` : ""])));
  if (answer.more > 0) lines.push(`  and ${answer.more} more`);
  return `${lines.join("\n").trimEnd()}\n`;
}

function saidCells({ layer, file, line, source }: Said): string[] {
  return [visible(layer), visible(`${file}:${line}`), visible(source)];
}

export function printInfluence({ network, file, line, source, effects, dropped }: Influence, colour: boolean): string {
  const gone = dropped.length === 0 ? "" : `\n${visible(network)} has no ${visible(dropped.join(", "))}: what this says of it is dropped.\n`;
  const head = `${visible(file)}:${line}  ${bold(visible(source), colour)}\n${gone}`;
  if (effects.length === 0 && gone !== "") return head;
  if (effects.length === 0) return `${head}\nNothing in ${visible(network)} comes from this line.\n`;
  return `${head}\nIn ${visible(network)}:\n${columns(effects.map(effectCells)).join("\n")}\n`;
}

function effectCells({ path, readable, beatenBy }: Effect): string[] {
  const more = readable.length > MOST_VALUES ? `, \u2026 (${readable.length} values)` : "";
  const value = readable.length === 0 ? "" : `= ${clip(readable.slice(0, MOST_VALUES).join(", "))}${more}`;
  return [`  ${visible(path)}`, value, beatenBy === undefined ? "" : `from ${visible(`${beatenBy.layer}, ${beatenBy.file}:${beatenBy.line}`)}, which beats this line`];
}

export function printWhyJson(answers: readonly (Answer | Influence)[]): string {
  return `${JSON.stringify({ answers }, null, 2)}\n`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.min(60, Math.max(widths[i] ?? 0, cell.length))));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ").trimEnd());
}

function clip(text: string, most = 200): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}\u2026`;
}

function bold(text: string, colour: boolean): string {
  return colour ? `\u001b[1m${text}\u001b[0m` : text;
}
