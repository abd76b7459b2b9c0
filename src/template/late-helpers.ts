/** Helpers whose value is known later: secrets, ports, directories, the environment, what a node says of itself. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import { fieldNames, getField } from "../evaluate/service-fields.ts";
import type { Late } from "../evaluate/text.ts";
import { plain } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Argument } from "./expression.ts";
import { isPath, written } from "./expression.ts";
import type { Here } from "./path.ts";
import { failed, resolvePath, simpleName } from "./path.ts";
import type { Expects } from "./scope.ts";

export function secretText([arg]: readonly Argument[], { run }: Here): Value {
  const { value, span } = arg!;
  if (value.type !== "secret") {
    run.report(diagnose("template-not-a-secret", { found: describeValue(value) }, span));
    return failed;
  }
  if (value.secret.shape === "fields" && value.secret.field === undefined) {
    const fields = value.secret.fields ?? [];
    run.report(diagnose("template-secret-fields", { secret: value.secret.secret }, span, { notes: fields.length > 0 ? [`Its fields: ${fields.join(", ")}.`] : [] }));
    return failed;
  }
  return { type: "string", text: [{ late: "secret", secret: value.secret, span }] };
}

/** `port rpc`: a label of its kind, or a variable that holds one. */
export function lateBySymbol([arg]: readonly Argument[], here: Here, kind: string): Value {
  const root = here.scope.lookup(kind);
  if (root === undefined) return report(here, diagnose("template-out-of-place", { helper: kind }, arg!.span));
  if (!isPath(arg!.node)) return report(here, diagnose("template-symbol", { helper: kind, argument: written(arg!.node, here) }, arg!.span));
  const name = simpleName(arg!.node);
  const labelled = name === undefined ? undefined : getField(root, name);
  const variable = name === undefined || here.scope.names().includes(name) ? symbolIn(arg!, kind, here, labelled !== undefined) : undefined;
  const same = variable?.type === "port" && variable.label === name;
  if (labelled !== undefined && variable !== undefined && !same && kind !== "host") return report(here, diagnose("template-ambiguous", { name: name!, kind: noun(kind) }, arg!.span));
  if (labelled !== undefined) return hostAddress(labelled);
  if (variable === undefined) return report(here, diagnose("template-unknown-label", { kind: noun(kind), name: name ?? written(arg!.node, here) }, arg!.span, { notes: nameNotes(name ?? "", fieldNames(root) ?? []) }));
  if (variable.type === "error") return failed;
  const named = variable.type === "port" ? getField(root, variable.label) : variable;
  return named === undefined ? failed : hostAddress(named);
}

/** A variable of the right type under that name; undefined: there is none, so a label is meant. */
function symbolIn(arg: Argument, kind: string, here: Here, quiet: boolean): Value | undefined {
  if (!isPath(arg.node)) return undefined;
  const expects: Expects = kind === "host" ? "host" : "port";
  const name = simpleName(arg.node);
  const value = name === undefined ? resolvePath(arg.node, here, expects) : here.scope.lookup(name, expects);
  if (value === undefined || value.type === expects || value.type === "error") return value;
  if (name === undefined && !quiet) return report(here, diagnose("template-wrong-argument", { helper: kind, wanted: `a ${expects}`, found: describeValue(value) }, arg.span));
  return undefined;
}

function hostAddress(value: Value): Value {
  return value.type === "host" ? (value.fields.get("address") ?? value) : value;
}

function noun(kind: string): string {
  return kind === "dir" ? "directory" : kind === "host" ? "host" : "port";
}

const patterns: Record<string, RegExp> = { env: /^[A-Za-z_][A-Za-z0-9_.]*$/, attr: /^[A-Za-z0-9_.-]+$/, meta: /^[A-Za-z0-9_.-]+$/, node: /^[A-Za-z0-9_.-]+$/ };

/** `env "X"`: what Nomad gives the task under that name. */
export function lateByString([arg]: readonly Argument[], here: Here, kind: string): Value {
  if (here.scope.lookup(kind) === undefined) return report(here, diagnose("template-out-of-place", { helper: kind }, arg!.span));
  const name = arg!.value.type === "string" ? plain(arg!.value.text) : undefined;
  if (name === undefined) return report(here, diagnose("template-wrong-argument", { helper: kind, wanted: "a string in quotes", found: describeValue(arg!.value) }, arg!.span));
  if (!patterns[kind]!.test(name)) return report(here, diagnose("template-late-name", { helper: kind, name }, arg!.span));
  return { type: "string", text: [{ late: kind, ref: name, span: arg!.span } as Late] };
}

function report(here: Here, diagnostic: ReturnType<typeof diagnose>): Value {
  here.run.report(diagnostic);
  return failed;
}
