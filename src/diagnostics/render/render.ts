/** One door to the four ways of printing diagnostics. */
import type { Diagnostic } from "../diagnostic.ts";
import { renderGithub } from "./github.ts";
import { renderJson } from "./json.ts";
import { renderSarif } from "./sarif.ts";
import { renderText, summary } from "./text.ts";
import type { TextOptions } from "./text.ts";

export const formats = ["text", "json", "sarif", "github"] as const;
export type Format = (typeof formats)[number];

export interface RenderOptions extends TextOptions {
  readonly format?: Format;
  /** The tool's version, for SARIF. */
  readonly version?: string;
}

/** Text ends with the summary line; the other formats are documents for programs, also when there is nothing to report. */
export function render(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  switch (options.format ?? "text") {
    case "json": return renderJson(diagnostics);
    case "sarif": return renderSarif(diagnostics, options.version ?? "0.0.0");
    case "github": return renderGithub(diagnostics);
    case "text": return diagnostics.length === 0 ? "" : `${renderText(diagnostics, options)}\n${summary(diagnostics)}\n`;
  }
}
