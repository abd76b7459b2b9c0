/**
 * Where the servers around a network are: what the environment says, else what the network's domain makes of their names, as in
 * `https://nomad.example.org`. What neither says is not there; nothing is asked.
 */
export interface Base {
  /** Without a slash at its end. */
  readonly url: string;
}

export interface Bases {
  readonly nomad: Base;
  readonly consul?: Base;
  readonly vault?: Base;
  readonly grafana?: Base;
}

/** A host that the network's file names. */
export interface NamedHost { readonly name: string; readonly address?: string }

type Env = (name: string) => string | undefined;

export function basesOf(env: Env, { domain, hosts }: { readonly domain?: string; readonly hosts: readonly NamedHost[] }): Bases {
  const named = (name: string): Base | undefined => (domain === undefined ? undefined : { url: `https://${name}.${domain}` });
  const consul = variable(env, "CONSUL_HTTP_ADDR", env("CONSUL_HTTP_SSL") === "true" ? "https" : "http") ?? named("consul");
  const vault = variable(env, "VAULT_ADDR", "https") ?? named("vault");
  const grafana = variable(env, "GRAFANA_URL", "https") ?? grafanaOf(hosts, named);
  return {
    nomad: variable(env, "NOMAD_ADDR", "http") ?? named("nomad") ?? { url: "http://127.0.0.1:4646" },
    ...(consul === undefined ? {} : { consul }), ...(vault === undefined ? {} : { vault }), ...(grafana === undefined ? {} : { grafana }),
  };
}

/** `127.0.0.1:8500` says no scheme, which Consul allows. Names and passwords are left out; a socket has no pages. */
function variable(env: Env, name: string, scheme: string): Base | undefined {
  const value = env(name);
  if (value === undefined || value.startsWith("unix:")) return undefined;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `${scheme}://${value}`;
  return { url: whole.replace(/\/\/[^/@]*@/, "//").replace(/\/+$/, "") };
}

/** Its host is called after it, or after what it is for; one with an address of its own has Grafana at Grafana's port. */
function grafanaOf(hosts: readonly NamedHost[], named: (name: string) => Base | undefined): Base | undefined {
  const host = ["grafana", "monitoring"].map((name) => hosts.find((one) => one.name === name)).find((one) => one !== undefined);
  if (host === undefined) return undefined;
  return host.address === undefined ? named(host.name) : { url: `http://${host.address}:3000` };
}
