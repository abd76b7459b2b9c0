/** Templates: their one source, compiled to consul-template text in the lexical scope of their statement. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Node } from "../evaluate/node.ts";
import { insideRoot, parentOf, readSource } from "../evaluate/load.ts";
import { plain } from "../evaluate/text.ts";
import type { Contribution } from "../evaluate/slot.ts";
import { envBody, jsonBody, yamlBody } from "../template/body.ts";
import { compileTemplate, type CompiledBody } from "../template/compile.ts";
import { checkConsulTemplate } from "../template/consul-template/check.ts";
import type { Sink } from "../template/run.ts";
import type { SourceFile, Span } from "../text/source.ts";
import { type Fields, fieldsOf, leaf, mapTree } from "./blocks.ts";
import type { Reference, SecretUse, Template } from "./model.ts";
import { inlineOffsets } from "./inline-text.ts";
import { templateScope } from "./template-scope.ts";
import type { Tree } from "./tree.ts";

export interface ResolvedTemplate {
  readonly node: Node;
  readonly template: Template;
  readonly tree: Tree;
  readonly secrets: readonly SecretUse[];
  readonly references: readonly Reference[];
}

const nothing: CompiledBody = { body: "", lines: [], secrets: [], references: [], diagnostics: [] };

export function resolveTemplate(node: Node, at: { readonly job: string; readonly group: string; readonly task: string }): ResolvedTemplate {
  const compiled = compileBody(node);
  const fields: Fields = new Map([["DestPath", leaf(node.label ?? "", node.origin)], ["EmbeddedTmpl", leaf(compiled.body, sourceOrigin(node))]]);
  for (const [api, tree] of fieldsOf(node)) fields.set(api, tree);
  const env = isEnv(node);
  if (env) fields.set("Envvars", leaf(true, node.valued("env")!.origin));
  const changeMode = node.string("change_mode") ?? "restart";
  const template: Template = { destination: node.label ?? "", body: compiled.body, lines: compiled.lines, changeMode, env, origin: node.origin };
  const references = compiled.references.map((one): Reference => ({ from: { ...at, span: one.span }, kind: one.kind, to: one.to, cardinality: one.cardinality, onChange: changeMode }));
  return { node, template, tree: mapTree(fields, node.origin), secrets: compiled.secrets, references };
}

function isEnv(node: Node): boolean {
  const env = node.value("env");
  return env?.type === "map" || (env?.type === "bool" && env.value);
}

function sources(node: Node): string[] {
  return ["from", "text", "json", "yaml", ...(node.value("env")?.type === "bool" ? [] : ["env"])];
}

function sourceOrigin(node: Node) {
  const name = node.topmost(sources(node));
  return (name === undefined ? undefined : node.valued(name)?.origin) ?? node.origin;
}

/** The body of a template or of a network's file. */
export function compileBody(node: Node): CompiledBody {
  const { world } = node.frame;
  const name = node.topmost(sources(node));
  if (name === undefined) {
    world.report.add(diagnose("template-without-source", { template: node.label ?? "" }, node.origin.span));
    return nothing;
  }
  const top = node.slots.get(name)!.top()!;
  const valued = node.valued(name)!;
  const sink: Sink = { provider: world.provider() };
  const delimiters = delimitersOf(node);
  const input = { value: valued.value, span: valued.origin.span, sink, ...delimiters };
  const compiled = valued.value.type === "error" ? nothing
    : name === "from" ? fromFile(node, top, sink)
    : name === "text" ? fromText(node, top, sink)
    : name === "json" ? jsonBody(input)
    : name === "yaml" ? yamlBody(input) : envBody(input);
  for (const diagnostic of compiled.diagnostics) world.report.add(diagnostic);
  world.emit(compiled.body.length + 8 * (compiled.steps ?? 0), valued.origin.span);
  for (const diagnostic of checkConsulTemplate(compiled.body, { target: world.target, lines: compiled.lines, at: valued.origin.span, ...delimiters })) world.report.add(diagnostic);
  return compiled;
}

function delimitersOf(node: Node): { delimiters?: { left: string; right: string } } {
  const [left, right] = [node.string("left_delimiter"), node.string("right_delimiter")];
  return left === undefined && right === undefined ? {} : { delimiters: { left: left ?? "{{", right: right ?? "}}" } };
}

/** Relative to the file its literal stands in. */
function fromFile(node: Node, { expr, env }: Contribution, sink: Sink): CompiledBody {
  if (expr.kind !== "string" || expr.parts.some((part) => typeof part !== "string")) {
    node.frame.world.report.add(diagnose("template-file-computed", {}, expr.span));
    return nothing;
  }
  const source = templateFile(node, expr.span);
  return source === undefined ? nothing : compileTemplate({ source, text: source.text, scope: templateScope(env), sink, ...delimitersOf(node) });
}

function templateFile(node: Node, span: Span): SourceFile | undefined {
  const { world } = node.frame;
  const path = node.string("from") ?? "";
  const { host, root } = world.project;
  if (path === "" || path.startsWith("/") || path.split("/").some((part) => part === ".." || part === "." || part === "")) {
    world.report.add(diagnose("path-leaves-project", { path }, span));
    return undefined;
  }
  const base = parentOf(root) === "/" ? "" : parentOf(root);
  const full = `${base}/${parentOf(`/${span.file.path}`).slice(1)}/${path}`.replace(/\/+/g, "/");
  if (!insideRoot(host, full, root)) {
    world.report.add(diagnose("path-leaves-project", { path }, span));
    return undefined;
  }
  return world.project.templates.get(full, () => readSource(host, full, full.slice(base.length + 1), span, world.report));
}

/** `\(…)` has no place in template text: it is one language. */
function fromText(node: Node, top: Contribution, sink: Sink): CompiledBody {
  const { world } = node.frame;
  const { expr, env } = top;
  const value = node.value("text");
  if (expr.kind === "string" && expr.raw) return rawBody(value?.type === "string" ? value.text.map((part) => (typeof part === "string" ? part : part.late === "raw" ? part.ref : "")).join("") : "", expr.span);
  const text = value?.type === "string" ? plain(value.text) : undefined;
  if (expr.kind !== "string" || expr.parts.some((part) => typeof part !== "string") || text === undefined) {
    world.report.add(diagnose("template-text-computed", {}, expr.span));
    return nothing;
  }
  return compileTemplate({ source: expr.span.file, offset: inlineOffsets(expr.span, text), text, scope: templateScope(env), sink, ...delimitersOf(node) });
}

/** Hand-written consul-template passes through. */
function rawBody(body: string, span: Span): CompiledBody {
  return { ...nothing, body, lines: body.split("\n").map(() => span) };
}
