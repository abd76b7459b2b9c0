/** The environment in which other tools (`nomad`, `consul`, `vault`) look at this network, as lines for a shell. Never a token. */
import type { Bases } from "./bases.ts";
import type { Deployment } from "./model.ts";

export const formats = ["sh", "fish", "envrc"] as const;
export type Format = (typeof formats)[number];

/** In the order in which they are printed. */
export function variablesOf({ namespace, region, provider }: Pick<Deployment, "namespace" | "region" | "provider">, bases: Bases, store: "vault" | "variables" | undefined): [string, string][] {
  return [
    ["NOMAD_ADDR", bases.nomad.url],
    ["NOMAD_NAMESPACE", namespace],
    ...pair("NOMAD_REGION", region),
    ...pair("CONSUL_HTTP_ADDR", provider === "consul" ? bases.consul?.url : undefined),
    ...pair("VAULT_ADDR", store === "vault" ? bases.vault?.url : undefined),
  ];
}

function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

/** direnv's `.envrc` is read by bash; that it depends on the network's file is said to direnv too. */
export function envText(variables: readonly (readonly [string, string])[], format: Format, file: string): string {
  const lines = variables.map(([name, value]) => (format === "fish" ? `set -gx ${name} ${fishQuoted(value)}` : `export ${name}=${quoted(value)}`));
  return [...(format === "envrc" ? [`watch_file ${quoted(file)}`] : []), ...lines].map((line) => `${line}\n`).join("");
}

/** POSIX: nothing is special between single quotes but their end. */
function quoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** fish knows `\'` and `\\` between single quotes. */
function fishQuoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replace(/[\\']/g, "\\$&")}'`;
}
