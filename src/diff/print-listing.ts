/** A comparison as a plain listing: one line for each value, for grep and for people without colours. `+/- mantis/mantis-3/mantis/resources/cpu: 3400 MHz -> 1000 MHz` */
import { visible } from "../text/visible.ts";
import { leavesOf, type Leaf } from "./leaves.ts";
import type { NetworkDiff } from "./model.ts";
import { linesWords, markers, wayWords } from "./words.ts";

export function printListing(diff: NetworkDiff): string {
  const values = diff.jobs.flatMap((job) => leavesOf(job)).map(leafLine);
  const files = diff.files.map(({ path, change, lines }) => `${markers[change]} ${visible(path)}: ${linesWords(lines)}`);
  return [...values, ...files].map((line) => `${line}\n`).join("");
}

function leafLine({ way, field, change }: Leaf): string {
  const path = [...wayWords(way), ...(field === undefined || field.word === "" ? [] : [visible(field.name.startsWith("[") ? field.name : field.word)])].join("/");
  if (field === undefined) return `${markers[change]} ${path}`;
  const value = field.lines === undefined ? [field.before, field.after].filter((text) => text !== undefined).join(" -> ") : linesWords(field.lines);
  return `${markers[change]} ${path}: ${value}`;
}
