/**
 * Examples of the reference -> projects in memory. Info words of a block:
 * - `mantis`: a complete file; `mantis in:PLACE`: a fragment that stands there, in the reference's own demo network;
 *   `mantis expr`: expressions, one a line, `# == value` behind those whose value matters; `hbs`: the text of a template
 * - `error:CODE`, `warning:CODE`: exactly that is what the compiler says
 * - `file:PATH`: saved under that name for the examples after it; `set:NAME=VALUE`: as `--set` gives it
 */
import { compile } from "../compile.ts";
import { memoryHost } from "../host.ts";
import type { CompileResult } from "../result.ts";
import type { Fence } from "./markdown.ts";

const entry = "/p/networks/example.mantis";
const imports = 'import { client, miner, passive, cluster, demo } from "kit/demo"\n';

const inRole = (body: string) => `${imports}role sealer() extends miner {\n${body}}\nnetwork example extends cluster {\n  job chain {\n    sealer 1..3\n    passive { count = 3 }\n  }\n}\n`;
const inGroup = (body: string) => inRole(`group {\n${body}}\n`);
const inTask = (body: string) => inGroup(`task node {\n${body}}\n`);

/** What stands around a fragment. The demo network's job is `chain`; a role's fragment is used as `sealer 1..3` beside three passive nodes. */
export const places: Readonly<Record<string, (body: string) => string>> = {
  network: (body) => `${imports}network example extends demo {\n${body}}\n`,
  job: (body) => `${imports}network example extends cluster {\n  job chain {\n${body}}\n}\n`,
  role: inRole,
  group: inGroup,
  task: inTask,
  service: (body) => inGroup(`service rpc {\n${body}}\n`),
  template: (body) => inTask(`template "local/example" {\n${body}}\n`),
};

export interface Example {
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
  /** Codes that are expected, none twice. */
  readonly expected: readonly string[];
  readonly set: readonly { readonly name: string; readonly value: string }[];
}

export function exampleOf(fence: Fence, saved: Readonly<Record<string, string>>): Example {
  const word = (prefix: string) => fence.info.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
  const set = word("set:").map((one) => ({ name: one.split("=")[0]!, value: one.slice(one.indexOf("=") + 1) }));
  const { source, files } = textOf(fence, word("in:")[0], saved);
  return { source, files, expected: [...word("error:"), ...word("warning:")], set };
}

function textOf(fence: Fence, place: string | undefined, saved: Readonly<Record<string, string>>) {
  if (fence.info[0] === "hbs") return { source: inTask('template "local/example" { from = "example.hbs" }\n'), files: { ...saved, "/p/networks/example.hbs": fence.text } };
  if (fence.info.includes("expr")) return { source: inTask(expressions(fence.text)), files: saved };
  const file = fence.info.find((word) => word.startsWith("file:"))?.slice("file:".length);
  if (file !== undefined) return { source: extending(file, fence.text), files: saved };
  if (place === undefined) return { source: fence.text, files: saved };
  const around = places[place];
  if (around === undefined) throw new Error(`line ${fence.line}: there is no place ${place}`);
  return { source: around(fence.text), files: saved };
}

/** A file for others is built through a network that extends its last one: alone, a profile is not used by anything. */
function extending(file: string, text: string): string {
  const name = [...text.matchAll(/^network (\S+)/gm)].at(-1)![1]!;
  return `import { ${name} } from "${file}"\nnetwork example extends ${name} {}\n`;
}

/** Each line becomes an assertion, so that it is evaluated where a task's body stands. */
function expressions(text: string): string {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [, expr = "", value] = /^(.*?)(?:\s*# == (.*))?$/.exec(line)!;
    return value === undefined ? `assert [${withoutComment(expr)}] != [] else "never"\n` : `assert (${expr}) == (${value}) else ${JSON.stringify(line).replaceAll("\\\\", "\\\\")}\n`;
  }).join("");
}

function withoutComment(expr: string): string {
  return expr.replace(/\s{2,}#.*$/, "");
}

export function compileExample(example: Example): CompileResult {
  return compile(memoryHost({ ...example.files, [entry]: example.source }), entry, { set: example.set });
}

/** The text of an artifact of the one network of an example. */
export function artifact(result: CompileResult, path: string): string {
  const found = result.builds[0]?.artifacts.find((one) => one.path === path);
  if (found === undefined) throw new Error(`no ${path}; there are: ${result.builds[0]?.artifacts.map((one) => one.path).join(", ")}; ${result.diagnostics.map((one) => `${one.code}: ${one.title}`).join("; ")}`);
  return found.text;
}
