/** Diagnostics as SARIF 2.1.0, for code-scanning services. Every code of the run is a rule with its `explain` text as help. */
import { positionAt } from "../../text/source.ts";
import type { Span } from "../../text/source.ts";
import { catalog } from "../catalog.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { clamped } from "./excerpt.ts";
import { safeJson } from "./json.ts";

export function renderSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  return `${safeJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: { driver: { name: "mantisc", version, rules: codes.map(rule) } },
      columnKind: "unicodeCodePoints",
      results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
    }],
  })}\n`;
}

function rule(code: string) {
  const known = Object.prototype.hasOwnProperty.call(catalog, code);
  const explain = known ? (catalog as Record<string, { explain: string }>)[code]!.explain : code;
  const first = explain.split(/\n|(?<=\.)\s/)[0]!;
  return { id: code, shortDescription: { text: first }, fullDescription: { text: explain }, help: { text: explain } };
}

function result(diagnostic: Diagnostic, ruleIndex: number) {
  const message = [diagnostic.title, ...(diagnostic.label === undefined ? [] : [diagnostic.label]), ...diagnostic.notes].join("\n");
  return {
    ruleId: diagnostic.code,
    ruleIndex,
    level: diagnostic.severity,
    message: { text: message },
    locations: diagnostic.span === undefined ? [] : [{ physicalLocation: location(diagnostic.span) }],
    ...(diagnostic.related.length === 0 ? {} : {
      relatedLocations: diagnostic.related.map(({ span, text }, id) => ({ id, physicalLocation: location(span), message: { text } })),
    }),
  };
}

function location(span: Span) {
  const [from, to] = clamped(span.file, span);
  const start = positionAt(span.file, from);
  const end = positionAt(span.file, to);
  return {
    artifactLocation: { uri: span.file.path.split("/").map(encodeSegment).join("/") },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

/** A lone surrogate in a file name must not throw. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
}
