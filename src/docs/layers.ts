/** The house's floors: who may import whom, and where the outside world is allowed in. */
import type { SourceText } from "./source-text.ts";

/** Lowest first. Those on one floor do not know each other. */
export const floors: readonly (readonly string[])[] = [
  ["text"],
  ["diagnostics"],
  ["grammar"],
  ["syntax"],
  ["host", "http", "keys"],
  ["eth"],
  ["evaluate"],
  ["template"],
  ["network"],
  ["result"],
  ["check"],
  ["emit"],
  ["format", "diff"],
  ["nomad"],
  ["explain", "forecast"],
  ["deploy"],
  ["secrets", "pin", "chain"],
  ["login"],
  ["compile"],
  ["node-host"],
  ["index"],
  ["cli", "lsp"],
];

/** Around the house: may use all of it, and nothing in it uses them. Generated schemas are data that everybody may read. */
const tools = new Set(["bench", "build", "docs", "golden", "live"]);

/** Parts that see payloads and places, and never the language. */
export const languageFree: ReadonlySet<string> = new Set(["http", "keys", "nomad", "forecast", "deploy", "eth", "chain", "secrets", "pin", "login"]);
const language: ReadonlySet<string> = new Set(["grammar", "syntax", "evaluate", "template", "network", "compile", "explain"]);

/** `src/evaluate/slot.ts` -> `evaluate`, `src/compile.ts` -> `compile`, `grammar/tokens.ts` -> `grammar`. */
export function partOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? second.replace(/\.ts$/, "") : first;
}

function floorOf(part: string): number {
  return floors.findIndex((floor) => floor.includes(part));
}

export function isTest(path: string): boolean {
  return path.endsWith(".test.ts") || /(^|\/)(fixture|cases)\.ts$/.test(path);
}

/** Imports that lead upwards or sideways, in words. */
export function wrongImports(source: SourceText): string[] {
  const from = partOf(source.path);
  if (isTest(source.path) || tools.has(from)) return [];
  if (floorOf(from) < 0) return [`${source.path}: the part \`${from}\` has no place in the layers`];
  return source.imports.flatMap((path) => {
    const to = partOf(path);
    if (!/^(src|grammar)\//.test(path) || to === from) return [];
    if (tools.has(to)) return [`${source.path} imports ${path}: nothing in the house uses its tools`];
    if (languageFree.has(from) && language.has(to)) return [`${source.path} imports ${path}: ${from} knows nothing of the language`];
    return floorOf(to) >= 0 && floorOf(to) < floorOf(from) ? [] : [`${source.path} imports ${path}: ${from} may not know ${to}`];
  });
}

const outside = /(?<![.\w$])(process|fetch|Date|performance|Buffer|require|__dirname|globalThis|setTimeout|setInterval|XMLHttpRequest)\b(?!\s*:)/g;
const doors = new Set(["node-host", "cli", ...tools]);
/** Programs of their own that happen to stand beside what they read. */
const scripts = new Set(["grammar/diagrams.ts"]);

/** Uses of files, network, clock and environment where there is no door to them. */
export function outsideWorld(source: SourceText): string[] {
  if (isTest(source.path) || scripts.has(source.path) || doors.has(partOf(source.path))) return [];
  const modules = source.imports.filter((name) => name.startsWith("node:")).map((name) => `${source.path} imports ${name}`);
  return [...modules, ...[...source.code.matchAll(outside)].map((match) => `${source.path} uses ${match[1]}`)];
}
