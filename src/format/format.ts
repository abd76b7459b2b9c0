/**
 * Text -> the same text in the one layout everybody's files have. Keeps every token, comment and line break of the
 * author's; formatting twice changes nothing. A file with syntax errors is not touched: its problems come back instead.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseConcrete } from "../syntax/parse.ts";
import type { SourceFile } from "../text/source.ts";
import { Layout } from "./layout.ts";
import { align, textOf } from "./lines.ts";
import { piecesOf } from "./pieces.ts";
import { shapeOf } from "./shape.ts";

export interface Formatted {
  /** The text as it was, if there are errors. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function format(source: SourceFile): Formatted {
  const { parsed, tokens, cst } = parseConcrete(source);
  if (cst === undefined || parsed.diagnostics.some((each) => each.severity === "error")) return { text: source.text, diagnostics: parsed.diagnostics };
  const pieces = piecesOf(source, tokens, parsed.comments);
  const shape = shapeOf(cst);
  const layout = new Layout(pieces, shape);
  layout.rows(0, pieces.length - 1, 0);
  align(shape, layout.lines);
  return { text: textOf(layout.lines), diagnostics: parsed.diagnostics };
}
