/** Markdown -> its fenced blocks and tables, with the headings they stand under. Just what the documents' tests need. */

export interface Fence {
  /** The words after the backquotes: `mantis in:job error:no-such-member`. */
  readonly info: readonly string[];
  readonly text: string;
  /** Counted from 1, of the opening fence. */
  readonly line: number;
  readonly heading: string;
}

export interface Table {
  readonly heading: string;
  readonly line: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function fences(markdown: string): Fence[] {
  const found: Fence[] = [];
  let open: { info: string[]; line: number; lines: string[] } | undefined;
  let heading = "";
  for (const [i, line] of markdown.split("\n").entries()) {
    const mark = /^```(.*)$/.exec(line);
    if (mark !== null && open === undefined) open = { info: mark[1]!.split(" ").filter((word) => word !== ""), line: i + 1, lines: [] };
    else if (mark !== null) {
      found.push({ info: open!.info, text: `${open!.lines.join("\n")}\n`, line: open!.line, heading });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
  }
  if (open !== undefined) throw new Error(`the block that starts in line ${open.line} is not closed`);
  return found;
}

export function tables(markdown: string): Table[] {
  const found: { heading: string; line: number; head: string[]; rows: string[][] }[] = [];
  let heading = "";
  let inside = false;
  for (const [i, line] of markdown.split("\n").entries()) {
    heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    if (!line.startsWith("|")) inside = false;
    else if (!inside) {
      found.push({ heading, line: i + 1, head: cells(line), rows: [] });
      inside = true;
    } else if (!/^\|[-| :]+\|$/.test(line)) found[found.length - 1]!.rows.push(cells(line));
  }
  return found;
}

function cells(line: string): string[] {
  return line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The texts between backquotes. */
export function codes(cell: string): string[] {
  return [...cell.matchAll(/(`+)(.+?)\1/g)].map((match) => match[2]!);
}
