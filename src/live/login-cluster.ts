/**
 * Stands before a Vault and answers for what an OpenBao has not, as the published APIs say: GitHub's auth method, the secrets engines of Nomad
 * and Consul, and `/v1/acl/token/self` of both servers. Everything else goes on to the Vault as it came.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Cluster {
  readonly address: string;
  /** Of Nomad and Consul, in the order in which they were made. */
  readonly tokens: readonly string[];
  /** The server no longer knows it. */
  forget(token: string): void;
  stop(): Promise<void>;
}

/** `as`: a token with which a GitHub login makes its Vault token. */
export async function startCluster(vault: string, as: string): Promise<Cluster> {
  const tokens: string[] = [];
  const known = new Set<string>();
  const make = (kind: string) => {
    const token = `${kind}-${tokens.length + 1}`;
    tokens.push(token);
    known.add(token);
    return { token, lease: { lease_id: `${kind}/creds/developer/${tokens.length}`, lease_duration: 3600, renewable: true } };
  };
  const answers: Readonly<Record<string, (request: IncomingMessage, body: string) => Promise<readonly [number, unknown]>>> = {
    "GET /v1/acl/token/self": async ({ headers }) => (known.has(String(headers["x-nomad-token"] ?? headers["x-consul-token"])) ? [200, { AccessorID: "a" }] : [403, { error: "ACL token not found" }]),
    "GET /v1/nomad/creds/developer": async () => engine(make("nomad"), "secret_id"),
    "GET /v1/consul/creds/developer": async () => engine(make("consul"), "token"),
    "GET /v1/consul/creds/none": async () => [400, { errors: ['role "none" not found'] }],
    "POST /v1/auth/github-employees/login": async (_request, body) => {
      if ((JSON.parse(body) as { token: string }).token !== "ghp_good") return [500, { errors: ["1 error occurred:\n\t* GET https://api.github.com/user: 401 Bad credentials []\n\n"] }];
      const made = await fetch(`${vault}/v1/auth/token/create`, { method: "POST", headers: { "x-vault-token": as }, body: JSON.stringify({ policies: ["developer"], ttl: "1h", no_parent: true, meta: { username: "alice" } }) });
      return [made.status, await made.json()];
    },
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const own = answers[`${request.method} ${request.url}`];
      if (own === undefined) return passOn(vault, request, body, response);
      const [status, value] = await own(request, body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    }).catch(() => void response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens, forget: (token) => void known.delete(token),
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function engine({ token, lease }: { readonly token: string; readonly lease: object }, field: string): readonly [number, unknown] {
  return [200, { ...lease, data: { [field]: token } }];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function passOn(vault: string, request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith("x-vault-"))) as Record<string, string>;
  const answer = await fetch(vault + request.url!, { method: request.method!, headers, ...(body === "" ? {} : { body }) });
  const text = await answer.text();
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" }).end(text);
}
