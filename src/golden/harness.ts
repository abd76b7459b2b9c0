/**
 * Golden files: what the compiler made of every network and every case, kept as reviewed text. A changed, a missing and an orphan file
 * are problems; `npm run accept` makes the present outcome the expected one.
 */
import * as fs from "node:fs";
import { createTwoFilesPatch } from "diff";
import { catalog } from "../diagnostics/catalog.ts";
import { visible } from "../text/visible.ts";
import { projectRoot, readTree } from "./case-file.ts";
import { caseOutcome, networkOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

export const goldenRoot = `${projectRoot}/golden`;

export interface GoldenCase {
  /** `valid/merge`, `networks/testnet.mantis`. */
  readonly name: string;
  /** Where its expected files lie. */
  readonly directory: string;
  produce(): Promise<Outcome>;
  /** Expected files that are there now, by their path in `directory`. */
  expected(outcome: Outcome): ReadonlyMap<string, string>;
}

export function goldenCases(root: string = goldenRoot): GoldenCase[] {
  return [...networkFiles().map((file) => networkCase(root, file)), ...caseDirectories(root, "valid"), ...caseDirectories(root, "invalid")];
}

function networkFiles(): string[] {
  return fs.readdirSync(`${projectRoot}/networks`).filter((name) => name.endsWith(".mantis")).sort();
}

function networkCase(root: string, file: string): GoldenCase {
  const directory = `${root}/networks`;
  const expected = ({ files }: Outcome) => {
    const networks = new Set([...files.keys()].map((path) => path.slice(0, path.indexOf("/"))));
    return texts(new Map([...networks].flatMap((name) => [...readTree(`${directory}/${name}`)].map(([path, bytes]) => [`${name}/${path}`, bytes] as const))));
  };
  return { name: `networks/${file}`, directory, produce: async () => networkOutcome(file), expected };
}

function caseDirectories(root: string, kind: "valid" | "invalid"): GoldenCase[] {
  return names(`${root}/${kind}`).map((name) => {
    const directory = `${root}/${kind}/${name}`;
    const expected = () => texts(readTree(directory, (path) => path === "expect.txt" || path.startsWith("expect/")));
    return { name: `${kind}/${name}`, directory, produce: () => caseOutcome(kind, directory), expected };
  });
}

function names(directory: string): string[] {
  return fs.existsSync(directory) ? fs.readdirSync(directory).sort() : [];
}

function texts(files: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  return new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")]));
}

/** The problems of a case, each with its diff. */
export async function problemsOf(golden: GoldenCase): Promise<string[]> {
  const outcome = await golden.produce();
  if (outcome.refusal !== undefined) return [outcome.refusal];
  const expected = golden.expected(outcome);
  const changed = [...outcome.files].flatMap(([path, text]) => {
    const before = expected.get(path);
    if (before === undefined) return [`missing: ${path} is produced and not in golden/`];
    return before === text ? [] : [`changed: ${path}\n${difference(path, before, text)}`];
  });
  const orphans = [...expected.keys()].filter((path) => !outcome.files.has(path)).map((path) => `orphan: ${path} is in golden/ and not produced`);
  return [...changed, ...orphans];
}

const MOST_LINES = 80;

function difference(path: string, before: string, after: string): string {
  const lines = createTwoFilesPatch(`golden/${path}`, `now/${path}`, before, after, undefined, undefined, { context: 2 }).split("\n").slice(1).map(visible);
  return lines.length <= MOST_LINES ? lines.join("\n") : [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more lines`].join("\n");
}

export function acceptCommand(golden: GoldenCase): string {
  return `npm run accept -- ${golden.name}`;
}

/** Makes the present outcome the expected one. Returns what it did, or a refusal. */
export async function accept(golden: GoldenCase): Promise<{ done: string[]; refusal?: string }> {
  const outcome = await golden.produce();
  if (outcome.refusal !== undefined) return { done: [], refusal: outcome.refusal };
  const expected = golden.expected(outcome);
  const done: string[] = [];
  for (const [path, text] of outcome.files) {
    if (expected.get(path) === text) continue;
    fs.mkdirSync(`${golden.directory}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    fs.writeFileSync(`${golden.directory}/${path}`, text);
    done.push(`${expected.has(path) ? "changed" : "new"} ${path}`);
  }
  for (const path of expected.keys()) {
    if (outcome.files.has(path)) continue;
    fs.rmSync(`${golden.directory}/${path}`);
    done.push(`removed ${path}`);
  }
  return { done };
}

/** Directories of golden/networks that no network in networks/ produces. */
export async function orphanNetworks(root: string = goldenRoot): Promise<string[]> {
  const produced = new Set(networkFiles().flatMap((file) => [...networkOutcome(file).files.keys()].map((path) => path.slice(0, path.indexOf("/")))));
  return names(`${root}/networks`).filter((name) => !produced.has(name));
}

/** Codes of the catalog that no golden case shows. */
export function uncoveredCodes(root: string = goldenRoot): string[] {
  const shown = new Set<string>();
  for (const kind of ["valid", "invalid"]) {
    for (const text of texts(readTree(`${root}/${kind}`, (path) => /(^|\/)expect\.txt$|\/expect\/warnings\.txt$/.test(path))).values()) {
      for (const [, code] of text.matchAll(/^(?:error|warning)\[([a-z0-9-]+)\]/gm)) shown.add(code!);
    }
  }
  return Object.keys(catalog).filter((code) => !shown.has(code)).sort();
}
