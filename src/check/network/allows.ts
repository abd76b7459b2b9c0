/** `allow CODE "reason"`: takes the allowed diagnostics out and reports allowances that cover nothing. Not inherited: a network has its own. */
import { catalog, diagnose } from "../../diagnostics/catalog.ts";
import { nameNotes } from "../../diagnostics/did-you-mean.ts";
import { networkCodes } from "../../diagnostics/codes/network.ts";
import { nomadCodes } from "../../diagnostics/codes/nomad.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Allow, Network } from "../../network/model.ts";

/** Rules. What other diagnostics report is a mistake that leaves nothing to build. */
const rules: ReadonlySet<string> = new Set([...Object.keys(networkCodes), ...Object.keys(nomadCodes), "unused-declaration"].filter((code) => !code.startsWith("allow-")));

export function applyAllows(diagnostics: readonly Diagnostic[], network: Network): Diagnostic[] {
  const allowed = new Map(network.allows.filter((allow) => rules.has(allow.code)).map((allow) => [allow.code, allow]));
  const kept: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const allow = allowed.get(diagnostic.code);
    if (allow === undefined) kept.push(diagnostic);
    else allow.used = true;
  }
  return [...kept, ...network.allows.flatMap(leftOver)];
}

function leftOver(allow: Allow): Diagnostic[] {
  const { span } = allow.origin;
  if (!Object.hasOwn(catalog, allow.code)) return [diagnose("allow-unknown", { code: allow.code }, span, { notes: nameNotes(allow.code, Object.keys(catalog)) })];
  if (!rules.has(allow.code)) return [diagnose("allow-refused", { code: allow.code }, span)];
  return allow.used ? [] : [diagnose("allow-unused", { code: allow.code }, span)];
}
