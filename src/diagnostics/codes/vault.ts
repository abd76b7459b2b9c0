/** What can go wrong between the program and Vault, or a server that speaks as Vault does: settings, reaching it, being let in, being understood. */
import { kind } from "../kind.ts";

/** Vault's words as a note. */
const said = (reason: string) => (reason === "" ? [] : [`Vault says: ${reason}`]);
const sentence = (reason: string) => `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;

export const vaultCodes = {
  "bad-server-variable": kind<{ variable: string; problem: string; advice: string }>({
    severity: "error",
    title: (a) => `${a.variable} cannot be used: ${a.problem}`,
    notes: (a) => [a.advice],
    explain: `Where Vault and Consul are, and who asks, comes from the variables that they themselves read: VAULT_ADDR, VAULT_TOKEN, VAULT_NAMESPACE, VAULT_CACERT, VAULT_CAPATH, VAULT_CLIENT_CERT, VAULT_CLIENT_KEY, VAULT_TLS_SERVER_NAME, VAULT_SKIP_VERIFY; CONSUL_HTTP_ADDR, CONSUL_HTTP_TOKEN, CONSUL_HTTP_SSL, CONSUL_HTTP_SSL_VERIFY, CONSUL_HTTP_AUTH, CONSUL_CACERT, CONSUL_CAPATH, CONSUL_CLIENT_CERT, CONSUL_CLIENT_KEY, CONSUL_TLS_SERVER_NAME.

Wrong:   VAULT_ADDR=vault.example:8200 mantisc login
Right:   VAULT_ADDR=https://vault.example:8200 mantisc login`,
  }),
  "vault-unreachable": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Vault does not answer at ${a.address}`,
    notes: (a) => [sentence(a.reason), "VAULT_ADDR says where Vault is; `vault server -dev` starts one on this machine, at http://127.0.0.1:8200."],
    explain: `Vault is asked at VAULT_ADDR (default https://127.0.0.1:8200), through the proxy of HTTPS_PROXY or HTTP_PROXY if there is one.

Wrong:   VAULT_ADDR=https://127.0.0.1:8300 mantisc login
Right:   VAULT_ADDR=https://127.0.0.1:8200 mantisc login`,
  }),
  "vault-silent": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} takes too long`,
    notes: (a) => [sentence(a.reason), "The server may be overloaded, or something on the way swallows what is sent: `curl -m 10 $VAULT_ADDR/v1/sys/health` shows whether it is reached at all."],
    explain: `A connection or an answer did not come in time, and trying again did not help. A wrong port behind a firewall looks the same.

Wrong:   VAULT_ADDR=https://10.0.0.1:8200 mantisc login, without the VPN that leads to 10.0.0.1
Right:   the same, with the VPN`,
  }),
  "vault-dropped": kind<{ address: string; what: string }>({
    severity: "error",
    title: (a) => `The connection to Vault at ${a.address} broke`,
    notes: (a) => [`It broke before the answer to ${a.what} was complete. The server may be restarting, or something on the way ends connections.`],
    explain: `The connection was made and then ended by the other side. What may be sent twice was tried again for about half a minute.

Wrong:   mantisc login, while Vault restarts
Right:   the same, once it runs`,
  }),
  "vault-untrusted": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `The certificate of Vault at ${a.address} is not to be trusted`,
    notes: (a) => [sentence(a.reason), "VAULT_CACERT (a file) or VAULT_CAPATH (a directory) names the CA that signed it; VAULT_TLS_SERVER_NAME the name that it is for. VAULT_SKIP_VERIFY=true trusts anybody, also with your password."],
    explain: `The server's certificate is not signed by a CA that is known here, is for another name, or is no longer valid. Nothing was sent.

Wrong:   VAULT_ADDR=https://10.0.0.1:8200 mantisc login
Right:   VAULT_ADDR=https://10.0.0.1:8200 VAULT_CACERT=vault-ca.pem mantisc login`,
  }),
  "vault-tls": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `There is no secure connection to Vault at ${a.address}`,
    notes: (a) => [sentence(a.reason), "VAULT_ADDR begins with https:// where the server uses TLS (1.2 or newer), and with http:// where it does not (`vault server -dev`). VAULT_CACERT, VAULT_CAPATH, VAULT_CLIENT_CERT and VAULT_CLIENT_KEY name PEM files."],
    explain: `The two sides could not agree on TLS: one of them does not use it, the server wants a client certificate that it trusts, or a file that a variable names is not what it should be.

Wrong:   VAULT_ADDR=https://127.0.0.1:8200 mantisc login, with \`vault server -dev\`
Right:   VAULT_ADDR=http://127.0.0.1:8200 mantisc login`,
  }),
  "vault-sealed": kind<{ address: string; state: "sealed" | "not initialized" }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} is ${a.state}`,
    notes: (a) => [a.state === "sealed" ? "It lets nobody in until enough of its key holders have run `vault operator unseal`. Each server is unsealed by itself, after each start." : "`vault operator init` makes its keys, once; then it is unsealed."],
    explain: `A Vault that has just been started is sealed: it cannot read what it keeps until it is given its keys.

Wrong:   mantisc login, with a Vault that has just been restarted
Right:   vault operator unseal (as often as it asks for), then mantisc login`,
  }),
  "vault-denied": kind<{ what: string; needs: string | undefined; token: boolean }>({
    severity: "error",
    title: (a) => (a.token ? `Your Vault token does not allow ${a.what}` : `Vault does not allow ${a.what} without a token`),
    // Without a token it is not the policy that is wanting.
    notes: (a) => (a.token ? [
      ...(a.needs === undefined ? [] : [`It needs ${a.needs}.`]),
      "Vault gives the same answer to a token that has expired, and for paths that do not exist: `vault token lookup` shows whether yours lives and which policies it has. `mantisc login` gets a new one.",
    ] : ["`mantisc login` gets one; VAULT_TOKEN in the environment wins over it."]),
    explain: `The answer was 403: no policy of the token allows this, or the token is none, or no longer.

Wrong:   mantisc keys testnet --store vault, with a token that may only read
Right:   the same with a token one of whose policies has
         path "kv/data/testnet/*" { capabilities = ["create", "read", "update"] }`,
  }),
  "vault-namespace": kind<{ namespace: string | undefined }>({
    severity: "error",
    title: (a) => (a.namespace === undefined ? "Vault does not have this namespace" : `Vault has no namespace \`${a.namespace}\``),
    notes: () => ["VAULT_NAMESPACE says which is asked. `vault namespace list` shows those that there are; where a server has none, leave the variable out."],
    explain: `Vault Enterprise, HCP Vault and OpenBao keep separate worlds in namespaces.

Wrong:   VAULT_NAMESPACE=amdin mantisc login
Right:   VAULT_NAMESPACE=admin mantisc login`,
  }),
  "vault-missing": kind<{ what: string; reason: string }>({
    severity: "error",
    title: (a) => `Vault has nothing to answer ${a.what} with`,
    notes: (a) => said(a.reason),
    explain: `Vault answered 404: nothing is mounted there, or there is nothing at the path.

Wrong:   mantisc login --nomad nomda
Right:   mantisc login --nomad nomad`,
  }),
  "vault-busy": kind<{ address: string; status: number }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} takes no requests now`,
    notes: (a) => [a.status === 429 ? "A quota of Vault's (`sys/quotas`) is used up, or this server is a standby that passes nothing on." : `It, or what stands before it, answered ${a.status}, and still did after several tries: the servers may be starting, or have no leader.`],
    explain: `The answer was 429, 502, 503 or 504, and still was after several tries.

Wrong:   VAULT_ADDR of a single standby server
Right:   VAULT_ADDR of the load balancer, or of the active server`,
  }),
  "vault-redirects": kind<{ address: string; to: string }>({
    severity: "error",
    title: (a) => `${a.address} only points to another address`,
    notes: (a) => [`It says: ${a.to}. Redirects are not followed, a token could end up with somebody else; if that is your Vault, put it in VAULT_ADDR.`],
    explain: `The server answered with a redirect: it is a standby that leads to the active server, or a load balancer that leads from http to https.

Wrong:   VAULT_ADDR=http://vault.example mantisc login
Right:   VAULT_ADDR=https://vault.example mantisc login`,
  }),
  "not-vault": kind<{ address: string; what: string; reason: string }>({
    severity: "error",
    title: (a) => `What answers at ${a.address} is not Vault's API`,
    notes: (a) => [`To ${a.what} it sent ${a.reason}. VAULT_ADDR may be that of another server, or of a login page.`],
    explain: `The answer was not one that Vault gives.

Wrong:   VAULT_ADDR=https://grafana.example mantisc login
Right:   VAULT_ADDR=https://vault.example mantisc login`,
  }),
  "vault-refused": kind<{ what: string; status: number; reason: string }>({
    severity: "error",
    title: (a) => `Vault answered ${a.status} to ${a.what}`,
    notes: (a) => said(a.reason),
    explain: `Vault did not do what it was asked to. The note holds its own words.

Wrong:   mantisc login --consul nomad
Right:   mantisc login --consul consul`,
  }),
};
