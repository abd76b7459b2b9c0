/**
 * Every diagnostic there is, by its stable code. A wrong code or a missing hole does not compile.
 * The texts live in `codes/`, one file an area. `diagnose` is the only way to make a Diagnostic.
 */
import type { Span } from "../text/source.ts";
import type { Diagnostic, Label, Severity } from "./diagnostic.ts";
import { agentCodes } from "./codes/agent.ts";
import { chainCodes } from "./codes/chain.ts";
import { deployCodes } from "./codes/deploy.ts";
import { evaluateCodes } from "./codes/evaluate.ts";
import { ioCodes } from "./codes/io.ts";
import { keyCodes } from "./codes/keys.ts";
import { loginCodes } from "./codes/login.ts";
import { networkCodes } from "./codes/network.ts";
import { nodeCodes } from "./codes/node.ts";
import { nomadCodes } from "./codes/nomad.ts";
import { operateCodes } from "./codes/operate.ts";
import { outputCodes } from "./codes/output.ts";
import { pinCodes } from "./codes/pin.ts";
import { secretCodes } from "./codes/secrets.ts";
import { serverCodes } from "./codes/server.ts";
import { syntaxCodes } from "./codes/syntax.ts";
import { templateCodes } from "./codes/template.ts";
import { upCodes } from "./codes/up.ts";
import { vaultCodes } from "./codes/vault.ts";

export const catalog = { ...syntaxCodes, ...evaluateCodes, ...networkCodes, ...nomadCodes, ...templateCodes, ...ioCodes, ...outputCodes, ...serverCodes, ...deployCodes, ...operateCodes, ...pinCodes, ...chainCodes, ...secretCodes, ...keyCodes, ...nodeCodes, ...vaultCodes, ...loginCodes, ...agentCodes, ...upCodes };

export type Code = keyof typeof catalog;
type ArgsOf<C extends Code> = (typeof catalog)[C] extends { readonly title: (args: infer A) => string } ? A : never;

export interface Place {
  readonly label?: string;
  readonly related?: readonly Label[];
  /** More notes than the catalog's own, for facts only the caller has (a did-you-mean). */
  readonly notes?: readonly string[];
}

export function diagnose<C extends Code>(code: C, args: ArgsOf<C>, span?: Span, place: Place = {}): Diagnostic {
  const kind = catalog[code] as unknown as { severity: Severity; title: (a: unknown) => string; label?: (a: unknown) => string; notes?: (a: unknown) => string[] };
  const label = place.label ?? kind.label?.(args);
  return {
    code,
    severity: kind.severity,
    title: kind.title(args),
    ...(span === undefined ? {} : { span }),
    ...(label === undefined ? {} : { label }),
    // One text may make both: then there is only one place to show.
    related: (place.related ?? []).filter((other) => other.span.file !== span?.file || other.span.start !== span.start || other.span.end !== span.end),
    notes: [...(kind.notes?.(args) ?? []), ...(place.notes ?? [])],
  };
}
