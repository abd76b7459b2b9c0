/** A command of deployment cannot go on. It carries what to tell the user; the frame of the commands reports it. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export class Failed extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, title }) => `${code}: ${title}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}
