/** The configuration of a dev agent on one machine. In: its ports and release. Out: HCL. */
import * as fs from "node:fs";

export interface AgentSettings {
  readonly ports: { readonly http: number; readonly rpc: number; readonly serf: number };
  /** `1.6.3`. */
  readonly release: string;
}

const cniPaths = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

/**
 * Fingerprinting asks no cloud for its metadata. Vault is enabled and need not answer: jobs with a vault block are refused otherwise, and up
 * to 1.6 an agent wants a token for it. Bridge networks need the CNI plugins, where there are any.
 */
export function agentConfig({ ports, release }: AgentSettings): string {
  const cni = cniPaths.find((path) => fs.existsSync(path));
  const old = /^(0|1\.[0-6])(\.|$)/.test(release);
  return `name = "laptop"
ports {
  http = ${ports.http}
  rpc  = ${ports.rpc}
  serf = ${ports.serf}
}
client {
  options = { "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean" }
${cni === undefined ? "" : `  cni_path = "${cni}"\n`}}
plugin "raw_exec" {
  config { enabled = true }
}
vault {
  enabled = true
  address = "http://127.0.0.1:8200"
${old ? '  token = "none"\n  allow_unauthenticated = true\n' : ""}}
`;
}
