/** A command of deployment cannot go on. It carries what to tell the user; the frame of the commands reports it. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export class Failed extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, title }) => `${code}: ${title}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** Nomad answered, and said no. `reason` are its own words. */
export class Refused extends Failed {
  readonly status: number;
  readonly reason: string;
  constructor(answer: { readonly status: number; readonly reason: string }, ...diagnostics: readonly Diagnostic[]) {
    super(...diagnostics);
    this.status = answer.status;
    this.reason = answer.reason;
  }
}

/** The caller's own signal ended it: there is nothing to tell. */
export class Stopped extends Failed {}
