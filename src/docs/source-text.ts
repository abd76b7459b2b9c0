/** TypeScript sources as the layer tests read them: every file with its imports, and its code without comments and the text of strings. */
import * as fs from "node:fs";

export const root = fs.realpathSync(`${import.meta.dirname}/../..`);

export interface SourceText {
  /** From the project's root: `src/evaluate/slot.ts`. */
  readonly path: string;
  /** Paths from the root, or the names of packages. */
  readonly imports: readonly string[];
  readonly code: string;
}

export function sources(directories: readonly string[]): SourceText[] {
  return directories.flatMap((directory) => filesBelow(directory)).filter((path) => /(?<!\.d)\.ts$/.test(path)).map(read);
}

function filesBelow(directory: string): string[] {
  return fs.readdirSync(`${root}/${directory}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function read(path: string): SourceText {
  return sourceText(path, fs.readFileSync(`${root}/${path}`, "utf8"));
}

export function sourceText(path: string, text: string): SourceText {
  const imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => resolved(path, match[1]!));
  return { path, imports, code: withoutText(text) };
}

function resolved(from: string, name: string): string {
  if (!name.startsWith(".")) return name;
  const steps = from.split("/").slice(0, -1);
  for (const step of name.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** Comments and plain strings go; what a template literal computes stays. */
function withoutText(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g, (found) => (found.startsWith("`") ? [...found.matchAll(/\$\{([^}]*)\}/g)].map((match) => `(${match[1]})`).join(" ") : found.startsWith("/") ? " " : '""'));
}
