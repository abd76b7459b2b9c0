/**
 * A server's diff in the form in which `nomad job plan` prints it: a marker before what differs, values one below the other, new and removed groups and tasks
 * as one line each unless all is asked for. The text ends with a line break. Credentials that older servers keep in a job are not shown.
 */
import { compareTexts } from "./fields.ts";
import type { DiffType, FieldDiff, JobDiff, List, ObjectDiff, TaskDiff, TaskGroupDiff } from "./model.ts";
import { goQuoted } from "./quote.ts";

export interface PrintOptions {
  readonly colour: boolean;
  /** What is in new and removed groups and tasks as well. */
  readonly verbose?: boolean;
}

const codes = { reset: 0, bold: 1, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36, light_yellow: 93 } as const;

type Code = keyof typeof codes;

interface Printer {
  /** Switches the terminal; empty without colour. */
  readonly ink: (code: Code) => string;
  readonly verbose: boolean;
}

const markers: { readonly [T in DiffType]: { readonly text: string; readonly code: Code; readonly width: number } } = {
  Added: { text: "+", code: "green", width: 2 },
  Deleted: { text: "-", code: "red", width: 2 },
  Edited: { text: "+/-", code: "light_yellow", width: 4 },
  None: { text: "", code: "reset", width: 0 },
};

const updateCodes: { readonly [update: string]: Code } = {
  create: "green",
  destroy: "red",
  migrate: "blue",
  canary: "light_yellow",
  "in-place update": "cyan",
  "create/destroy update": "yellow",
};

const credentials: ReadonlySet<string> = new Set(["ConsulToken", "VaultToken"]);

export function printJobDiff(diff: JobDiff, { colour, verbose = false }: PrintOptions): string {
  const printer: Printer = { ink: (code) => (colour ? `\x1b[${codes[code]}m` : ""), verbose };
  const columns = columnsOf(diff.Fields, diff.Objects, diff.TaskGroups);
  const lines = [
    `${marker(diff.Type, printer)}${printer.ink("bold")}Job: ${goQuoted(diff.ID)}`,
    ...(diff.Type === "Edited" || verbose ? contentLines(diff, 0, columns, printer) : []),
    ...(diff.TaskGroups ?? []).flatMap((group) => [...groupLines(group, columns.marker - markers[group.Type].width, printer), ""]),
  ];
  return `${lines.join("\n").trimEnd()}${printer.ink("reset")}\n`;
}

function groupLines(group: TaskGroupDiff, prefix: number, printer: Printer): string[] {
  const columns = columnsOf(group.Fields, group.Objects, group.Tasks);
  return [
    `${marker(group.Type, printer)}${" ".repeat(prefix)}${printer.ink("bold")}Task Group: ${goQuoted(group.Name)}${printer.ink("reset")}${updatesText(group.Updates, printer)}`,
    ...(group.Type === "Edited" || printer.verbose ? contentLines(group, prefix + 2, columns, printer) : []),
    ...(group.Tasks ?? []).flatMap((task) => taskLines(task, { indent: prefix + 2, prefix: columns.marker - markers[task.Type].width }, printer)),
  ];
}

function updatesText(updates: TaskGroupDiff["Updates"], { ink }: Printer): string {
  const counts = Object.entries(updates ?? {}).sort(([a], [b]) => compareTexts(a, b));
  if (counts.length === 0) return ink("reset");
  return ` (${counts.map(([update, count]) => `${ink("reset")}${inkOf(updateCodes, update, ink)}${count} ${update}`).join(", ")}${ink("reset")})`;
}

function taskLines(task: TaskDiff, { indent, prefix }: { readonly indent: number; readonly prefix: number }, printer: Printer): string[] {
  const notes = task.Annotations === null || task.Annotations.length === 0 ? "" : ` ${printer.ink("reset")}(${notesText(task.Annotations, printer)})`;
  const head = `${" ".repeat(indent)}${marker(task.Type, printer)}${" ".repeat(prefix)}${printer.ink("bold")}Task: ${goQuoted(task.Name)}${notes}`;
  if (task.Type === "None" || (task.Type !== "Edited" && !printer.verbose)) return [head];
  const content = contentLines(task, indent + 2, columnsOf(task.Fields, task.Objects), printer);
  return [head, ...(content.length === 0 ? [""] : content)];
}

/** Columns that markers and the fields' names take up. */
interface Columns { readonly marker: number; readonly name: number }

type Content = { readonly Fields: List<FieldDiff>; readonly Objects: List<ObjectDiff> };

function columnsOf(fields: List<FieldDiff>, ...marked: readonly List<{ readonly Type: DiffType }>[]): Columns {
  const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);
  const all = [fields, ...marked].flatMap((list) => list ?? []);
  return { marker: most(all.map(({ Type }) => markers[Type].width)), name: most((fields ?? []).map(({ Name }) => bytes(Name))) };
}

function contentLines({ Fields, Objects }: Content, indent: number, columns: Columns, printer: Printer): string[] {
  return [...(Fields ?? []).map((field) => fieldLine(field, indent, columns, printer)), ...(Objects ?? []).flatMap((object) => objectLines(object, indent, columns, printer))];
}

function fieldLine(field: FieldDiff, indent: number, columns: Columns, printer: Printer): string {
  const before = `${" ".repeat(indent)}${marker(field.Type, printer)}${" ".repeat(columns.marker - markers[field.Type].width)}`;
  const notes = field.Annotations === null || field.Annotations.length === 0 ? "" : ` (${notesText(field.Annotations, printer)})`;
  return `${before}${field.Name}: ${" ".repeat(columns.name - bytes(field.Name))}${valueText(field)}${notes}`;
}

function valueText({ Type, Name, Old, New }: FieldDiff): string {
  const shown = (value: string) => goQuoted(credentials.has(Name) && value !== "" ? "<redacted>" : value);
  if (Type === "Edited") return `${shown(Old)} => ${shown(New)}`;
  return shown(Type === "Deleted" ? Old : New);
}

function objectLines(object: ObjectDiff, indent: number, columns: Columns, printer: Printer): string[] {
  const { width } = markers[object.Type];
  const prefix = columns.marker - width;
  const content = contentLines(object, indent + prefix + 2, columnsOf(object.Fields, object.Objects), printer);
  const head = `${" ".repeat(indent)}${marker(object.Type, printer)}${" ".repeat(prefix)}${object.Name} {`;
  return [head, ...(content.length === 0 ? [""] : content), `${" ".repeat(indent + width + prefix)}}`];
}

function notesText(annotations: readonly string[], { ink }: Printer): string {
  return annotations.map((note) => {
    const code = inkOf(updateCodes, note.replace(/^forces /, ""), ink);
    return code === "" ? note : `${code}${note}${ink("reset")}`;
  }).join(", ");
}

function inkOf(table: { readonly [word: string]: Code }, word: string, ink: Printer["ink"]): string {
  const code = Object.hasOwn(table, word) ? table[word] : undefined;
  return code === undefined ? "" : ink(code);
}

function marker(type: DiffType, { ink }: Printer): string {
  const { text, code } = markers[type];
  return text === "" ? "" : `${ink(code)}${text}${ink("reset")} `;
}

/** Nomad aligns by bytes. */
function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
