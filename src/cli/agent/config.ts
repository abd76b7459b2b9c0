/** The configuration of a dev agent on one machine. In: its ports, and where the CNI plugins are. Out: HCL. */

export interface AgentSettings {
  readonly ports: { readonly http: number; readonly rpc: number; readonly serf: number };
  /** Bridge networks need the CNI plugins, where there are any. */
  readonly cni: string | undefined;
  /**
   * Vault is enabled for an agent of this release (`1.6.3`) and need not answer: jobs with a vault block are refused otherwise, and up to 1.6
   * an agent wants a token for it.
   */
  readonly vaultFor?: string;
}

const cniPaths = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

export function cniPath(exists: (path: string) => boolean): string | undefined {
  return cniPaths.find(exists);
}

/** Fingerprinting asks no cloud for its metadata. */
export function agentConfig({ ports, cni, vaultFor }: AgentSettings): string {
  return `name      = "laptop"
log_level = "INFO"
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
${vaultFor === undefined ? "" : vaultBlock(vaultFor)}`;
}

function vaultBlock(release: string): string {
  const old = /^(0|1\.[0-6])(\.|$)/.test(release);
  return `vault {
  enabled = true
  address = "http://127.0.0.1:8200"
${old ? '  token = "none"\n  allow_unauthenticated = true\n' : ""}}
`;
}
