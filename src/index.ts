/**
 * The library: what `mantisc` the program is made of, for editors, tests and other tools.
 *
 * `compile(host, entry, options)` reads a `.mantis` file through a host and gives data: diagnostics, and for each network in the
 * file its resolved model and its artifacts. It prints nothing, writes nothing and never throws on bad input; on any error there
 * are no builds. `render` turns diagnostics into text, JSON, SARIF or GitHub lines; `format` lays a file out in the one way.
 *
 *     const host = memoryHost({ "/p/networks/a.mantis": "network a {}" });
 *     const { diagnostics, builds } = compile(host, "/p/networks/a.mantis");
 */
export { compile } from "./compile.ts";
export type { Artifact, CompileOptions, CompileResult, NetworkBuild } from "./result.ts";
export { type Host, memoryHost, type ReadFailure } from "./host.ts";
export { nodeHost } from "./node-host.ts";
export { format } from "./format/format.ts";
export { parse } from "./syntax/parse.ts";
export type { Diagnostic, Label, Severity } from "./diagnostics/diagnostic.ts";
export { catalog, type Code } from "./diagnostics/catalog.ts";
export { type Format, render } from "./diagnostics/render/render.ts";
export type { SourceFile, Span } from "./text/source.ts";
export type { Origin } from "./evaluate/origin.ts";
export type * from "./network/model.ts";
export type { Json } from "./text/json.ts";
export type { Tree } from "./network/tree.ts";
export { toJson } from "./network/tree.ts";
