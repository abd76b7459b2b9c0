/**
 * Data -> YAML through the `yaml` package: block style, no aliases, nothing folded, each scalar on one line. Strings that some
 * reader could take for something else (`no`, `1:30`, `0x1f`) are quoted. Late values stand in as marks until the text is laid out.
 */
import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Span } from "../text/source.ts";
import type { Data } from "./data.ts";
import { writeText } from "./json-text.ts";
import type { Output } from "./output.ts";
import type { Run } from "./run.ts";

type Late = Extract<Data, { kind: "text" }>;

export function writeYaml(data: Data, out: Output, run: Run): void {
  const layout = new Layout(unusedMark(data));
  const document = new Document();
  document.contents = layout.node(data) as never;
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER, flowCollectionPadding: false });
  const spans = lineSpans(data);
  for (const [index, line] of text.split(/(?<=\n)/).entries()) writeLine(line, layout, spans[index] ?? data.span, out, run);
}

function writeLine(line: string, layout: Layout, span: Span, out: Output, run: Run): void {
  let from = 0;
  for (const found of line.matchAll(layout.marks)) {
    out.text(line.slice(from, found.index), span);
    const late = layout.late[Number(found[1])];
    if (late !== undefined) writeText(late.text, late.span, out, run);
    from = found.index + found[0].length;
  }
  out.text(line.slice(from), span);
}

class Layout {
  readonly late: Late[] = [];
  readonly marks: RegExp;
  private readonly mark: string;

  constructor(mark: string) {
    this.mark = mark;
    this.marks = new RegExp(`${mark}(\\d+)x`, "g");
  }

  node(data: Data): Scalar | YAMLMap | YAMLSeq {
    switch (data.kind) {
      case "scalar": return scalar(data.value);
      case "text": return plainScalar(`${this.mark}${this.late.push(data) - 1}x`);
      case "list": {
        const list = new YAMLSeq();
        list.items = data.items.map((item) => this.node(item));
        return list;
      }
      case "map": {
        const map = new YAMLMap();
        map.items = data.entries.map(([key, value]) => new Pair(scalar(key), this.node(value)));
        return map;
      }
    }
  }
}

const safe = /^[A-Za-z_][A-Za-z0-9_]*(?:[ ./-][A-Za-z0-9_]+)*$/;
const words = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity|undef)$/i;

function scalar(value: null | boolean | number | string): Scalar {
  const node = new Scalar<unknown>(value);
  if (typeof value === "string") node.type = safe.test(value) && !words.test(value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
  return node;
}

function plainScalar(text: string): Scalar {
  const node = new Scalar<unknown>(text);
  node.type = Scalar.PLAIN;
  return node;
}

/** A word that no string of the data contains. */
function unusedMark(data: Data): string {
  const strings: string[] = [];
  collect(data, strings);
  for (let n = 0; ; n++) {
    const mark = `late${n === 0 ? "" : n}v`;
    if (!strings.some((one) => one.includes(mark))) return mark;
  }
}

function collect(data: Data, into: string[]): void {
  if (data.kind === "scalar") into.push(String(data.value));
  else if (data.kind === "list") for (const item of data.items) collect(item, into);
  else if (data.kind === "map") for (const [key, value] of data.entries) into.push(key), collect(value, into);
}

/** Every key begins a line, and so does every scalar of a list; a list's item shares the line of its dash. */
function lineSpans(data: Data): Span[] {
  if (data.kind === "map" && data.entries.length > 0) return data.entries.flatMap(([, value]) => (isNested(value) ? [value.span, ...lineSpans(value)] : [value.span]));
  if (data.kind === "list" && data.items.length > 0) return data.items.flatMap(lineSpans);
  return [data.span];
}

function isNested(data: Data): boolean {
  return (data.kind === "map" && data.entries.length > 0) || (data.kind === "list" && data.items.length > 0);
}
