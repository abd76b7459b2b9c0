/**
 * A comparison as people read it, in the manner of `nomad job plan`: markers, blocks in blocks, the names of Nomad's API. Each job begins
 * with its summary; groups that change alike are shown once. What is equal prints nothing at all.
 */
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import type { BlockDiff, Change, FieldDiff, FileDiff, LinesDiff, NetworkDiff, Tally } from "./model.ts";
import { linesWords, many, markers } from "./words.ts";

const MOST_SHOWN = 200;
const colours = { added: 32, removed: 31, edited: 33 } as const;

export function printTree(diff: NetworkDiff, colour: boolean): string {
  const printer = new TreePrinter(colour);
  for (const job of diff.jobs) {
    printer.line(0, printer.bold(job.summary));
    printer.block(job, 0);
    printer.line(0, "");
  }
  for (const file of diff.files) printer.file(file);
  if (diff.jobs.length + diff.files.length > 0) printer.line(0, countsLine(diff));
  return printer.text;
}

/** `1 job changed; 2 groups changed, 1 added; 3 single values differ` */
function countsLine({ counts }: NetworkDiff): string {
  const kinds = [["job", counts.jobs], ["group", counts.groups], ["task", counts.tasks], ["file", counts.files]] as const;
  const parts = kinds.map(([word, tally]) => tallyWords(word, tally)).filter((words) => words !== "");
  return `${parts.join("; ")}; ${many(counts.values, "single value")} ${counts.values === 1 ? "differs" : "differ"}`;
}

function tallyWords(word: string, tally: Tally): string {
  const verbs = { edited: "changed", added: "added", removed: "removed" } as const;
  const there = (["edited", "added", "removed"] as const).filter((change) => tally[change] > 0);
  return there.map((change, i) => `${i === 0 ? many(tally[change], word) : tally[change]} ${verbs[change]}`).join(", ");
}

class TreePrinter {
  text = "";

  constructor(private readonly colour: boolean) {}

  line(depth: number, content: string): void {
    this.text += `${"  ".repeat(content === "" ? 0 : depth)}${content}\n`;
  }

  bold(text: string): string {
    return this.colour ? `\u001b[1m${text}\u001b[0m` : text;
  }

  /** `name` stands for several blocks that differ alike. */
  block(block: BlockDiff, depth: number, name = JSON.stringify(visible(block.name))): void {
    const titled = titles.get(block.struct);
    const renamed = block.was === undefined ? "" : ` (was ${JSON.stringify(visible(block.was))})`;
    if (titled !== undefined) {
      this.line(depth, `${this.marker(block.change)}${titled}: ${name}${renamed}${block.change === "edited" ? "" : contents(block)}`);
      // As in Nomad's plan, what is new or gone as a whole is not spelt out.
      if (block.change === "edited") this.body(block, depth);
      return;
    }
    const label = block.name === "" ? "" : ` ${name}`;
    const empty = block.fields.length + block.blocks.length === 0;
    this.line(depth, `${this.marker(block.change)}${block.struct}${label}${renamed} {${empty ? "}" : ""}`);
    if (empty) return;
    this.body(block, depth);
    this.line(depth, `${" ".repeat(markers[block.change].length + 1)}}`);
  }

  private body(block: BlockDiff, depth: number): void {
    const marker = Math.max(0, ...block.fields.map(({ change }) => markers[change].length));
    const name = Math.max(0, ...block.fields.map((field) => nameOf(field).length));
    for (const field of block.fields) this.field(field, depth + 1, { marker, name });
    for (const { blocks, names } of alike(block.blocks)) this.block(blocks[0]!, depth + 1, names);
  }

  private field(field: FieldDiff, depth: number, width: { marker: number; name: number }): void {
    const pad = " ".repeat(width.marker - markers[field.change].length);
    const name = nameOf(field) === "" ? "" : `${nameOf(field)}: ${" ".repeat(width.name - nameOf(field).length)}`;
    this.line(depth, `${this.marker(field.change)}${pad}${name}${field.lines === undefined ? values(field) : linesWords(field.lines)}`);
    if (field.lines !== undefined) this.lines(field.lines, depth + 2);
  }

  file({ path, change, lines }: FileDiff): void {
    this.line(0, `${this.marker(change)}File: ${JSON.stringify(visible(path))} (${linesWords(lines)})`);
    if (change === "edited") this.lines(lines, 2);
    this.line(0, "");
  }

  private lines(diff: LinesDiff, depth: number): void {
    let left = MOST_SHOWN;
    for (const hunk of diff.hunks) {
      if (left <= 0) break;
      this.line(depth, this.paint(36, `@@ -${hunk.beforeLine} +${hunk.afterLine} @@`));
      for (const line of hunk.lines.slice(0, left)) this.line(depth, this.paintLine(line));
      left -= hunk.lines.length;
    }
    if (left < 0 || diff.shortened) this.line(depth, "\u2026 more lines differ");
  }

  private paintLine(line: string): string {
    const text = line[0]! + visible(line.slice(1));
    return line[0] === "+" ? this.paint(colours.added, text) : line[0] === "-" ? this.paint(colours.removed, text) : text;
  }

  private marker(change: Change): string {
    return `${this.paint(colours[change], markers[change])} `;
  }

  private paint(code: number, text: string): string {
    return this.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

const titles: ReadonlyMap<string, string> = new Map([["Job", "Job"], ["TaskGroup", "Task Group"], ["Task", "Task"]]);

/** ` (2 tasks: mantis, telegraf)` of a group that only one side has. */
function contents(block: BlockDiff): string {
  const inner = block.blocks.filter(({ struct }) => titles.has(struct));
  return inner.length === 0 ? "" : ` (${compactNames(inner.map(({ name }) => name)).map(visible).join(", ")})`;
}

/** Neighbouring or not, groups whose differences are the same are one entry. */
function alike(blocks: readonly BlockDiff[]): { blocks: BlockDiff[]; names?: string }[] {
  const families = new Map<string, BlockDiff[]>();
  for (const [i, block] of blocks.entries()) {
    const key = block.struct === "TaskGroup" && block.was === undefined ? JSON.stringify({ ...block, name: "" }) : String(i);
    families.set(key, [...(families.get(key) ?? []), block]);
  }
  return [...families.values()].map((family) => ({ blocks: family, ...(family.length === 1 ? {} : { names: compactNames(family.map(({ name }) => name)).map((name) => JSON.stringify(visible(name))).join(", ") }) }));
}

function nameOf(field: FieldDiff): string {
  return visible(field.name);
}

function values({ change, before, after, old, new: fresh }: FieldDiff): string {
  if (change === "edited") return `${short(before!, old)} => ${short(after!, fresh)}`;
  return change === "added" ? short(after!, fresh) : short(before!, old);
}

/** Long text says how long it is. */
function short(text: string, value: unknown): string {
  const lines = typeof value === "string" ? value.split("\n").length - (value.endsWith("\n") ? 1 : 0) : 1;
  if (lines > 1) return `(${lines} lines)`;
  return text.length <= 400 ? text : `${text.slice(0, 399)}\u2026`;
}
