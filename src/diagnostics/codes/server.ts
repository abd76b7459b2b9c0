/** What can go wrong between the program and a server: the settings, reaching it, being let in, being understood. */
import { kind } from "../kind.ts";

/** Nomad's words as a note. */
const said = (reason: string) => (reason === "" ? [] : [`Nomad says: ${reason}`]);
const sentence = (reason: string) => `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;

export const serverCodes = {
  "bad-nomad-variable": kind<{ variable: string; problem: string; advice: string }>({
    severity: "error",
    title: (a) => `${a.variable} cannot be used: ${a.problem}`,
    notes: (a) => [a.advice],
    explain: `Where Nomad is, and who asks, comes from the variables that \`nomad\` itself reads: NOMAD_ADDR, NOMAD_TOKEN, NOMAD_REGION, NOMAD_CACERT, NOMAD_CAPATH, NOMAD_CLIENT_CERT, NOMAD_CLIENT_KEY, NOMAD_TLS_SERVER_NAME, NOMAD_SKIP_VERIFY, NOMAD_HTTP_AUTH.

Wrong:   NOMAD_ADDR=nomad.example:4646 mantisc status testnet
Right:   NOMAD_ADDR=https://nomad.example:4646 mantisc status testnet`,
  }),
  "bad-connection-settings": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `No connection to ${a.address} can be made with these settings`,
    notes: (a) => [sentence(a.reason), "NOMAD_CACERT, NOMAD_CAPATH, NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY name PEM files; HTTP_PROXY and HTTPS_PROXY hold the address of a proxy."],
    explain: `A file that the secure connection needs cannot be read, holds something else, or does not belong to the other; or the address of a proxy is none.

Wrong:   NOMAD_CACERT=ca.key mantisc status testnet
Right:   NOMAD_CACERT=ca.pem mantisc status testnet`,
  }),
  "nomad-unreachable": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad does not answer at ${a.address}`,
    notes: (a) => [sentence(a.reason), "NOMAD_ADDR says where Nomad is; `nomad agent -dev` starts one on this machine."],
    explain: `Commands that look at what runs, or change it, talk to Nomad's HTTP API at NOMAD_ADDR (default http://127.0.0.1:4646).

Wrong:   NOMAD_ADDR=http://127.0.0.1:4664 mantisc status testnet
Right:   NOMAD_ADDR=http://127.0.0.1:4646 mantisc status testnet`,
  }),
  "nomad-silent": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad at ${a.address} takes too long`,
    notes: (a) => [sentence(a.reason), "The server may be overloaded, or something on the way swallows what is sent: `curl -m 10 $NOMAD_ADDR/v1/status/leader` shows whether it is reached at all."],
    explain: `A connection or an answer did not come in time, and trying again did not help. A wrong port behind a firewall looks the same.

Wrong:   NOMAD_ADDR=http://10.0.0.1:4646 mantisc status testnet, without the VPN that leads to 10.0.0.1
Right:   the same, with the VPN`,
  }),
  "nomad-dropped": kind<{ address: string; what: string }>({
    severity: "error",
    title: (a) => `The connection to Nomad at ${a.address} broke`,
    notes: (a) => [`It broke before the answer to ${a.what} was complete. The server may be restarting, or something on the way ends connections.`],
    explain: `The connection was made and then ended by the other side. Reads are tried again for about half a minute; what changes something is only sent again where sending it twice does no harm.

Wrong:   mantisc status testnet, while a load balancer ends every connection after a second
Right:   the same, with time-outs of the load balancer above 70 seconds: Nomad holds answers back until something changes`,
  }),
  "nomad-untrusted": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `The certificate of Nomad at ${a.address} is not to be trusted`,
    notes: (a) => [sentence(a.reason), "NOMAD_CACERT (a file) or NOMAD_CAPATH (a directory) names the CA that signed it; NOMAD_TLS_SERVER_NAME the name that it is for, often `server.global.nomad`. NOMAD_SKIP_VERIFY=true trusts anybody, also with your token."],
    explain: `The server's certificate is not signed by a CA that is known here, is for another name, or is no longer valid. Nothing was sent.

Wrong:   NOMAD_ADDR=https://10.0.0.1:4646 mantisc status testnet
Right:   NOMAD_ADDR=https://10.0.0.1:4646 NOMAD_CACERT=nomad-ca.pem NOMAD_TLS_SERVER_NAME=server.global.nomad mantisc status testnet`,
  }),
  "nomad-wants-certificate": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad at ${a.address} wants a client certificate`,
    notes: (a) => [sentence(a.reason), "NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY name its file and that of its key; the server's CA must have signed it."],
    explain: `The server checks who connects (\`verify_https_client\` in its configuration) and was shown no certificate, or one it does not trust.

Wrong:   NOMAD_ADDR=https://nomad.example:4646 mantisc status testnet
Right:   NOMAD_CLIENT_CERT=cli.pem NOMAD_CLIENT_KEY=cli.key NOMAD_ADDR=https://nomad.example:4646 mantisc status testnet`,
  }),
  "nomad-tls": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `There is no secure connection to Nomad at ${a.address}`,
    notes: (a) => [sentence(a.reason), "NOMAD_ADDR begins with https:// where the server uses TLS (1.2 or newer), and with http:// where it does not."],
    explain: `The two sides could not agree on TLS; mostly one of them does not use it at all.

Wrong:   NOMAD_ADDR=https://127.0.0.1:4646 mantisc status testnet, with \`nomad agent -dev\`
Right:   NOMAD_ADDR=http://127.0.0.1:4646 mantisc status testnet`,
  }),
  "proxy-refused": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `The proxy does not lead to Nomad at ${a.address}`,
    notes: (a) => [sentence(a.reason), "HTTPS_PROXY and HTTP_PROXY name the proxy, with a name and password if it wants them; hosts in NO_PROXY are reached without it."],
    explain: `A proxy is set and did not pass the request on.

Wrong:   HTTPS_PROXY=http://proxy.example:3128 NOMAD_ADDR=https://10.0.0.1:4646 mantisc status testnet
Right:   NO_PROXY=10.0.0.0/8 HTTPS_PROXY=http://proxy.example:3128 NOMAD_ADDR=https://10.0.0.1:4646 mantisc status testnet`,
  }),
  "nomad-redirects": kind<{ address: string; to: string }>({
    severity: "error",
    title: (a) => `${a.address} only points to another address`,
    notes: (a) => [`It says: ${a.to}. Redirects are not followed, a token could end up with somebody else; if that is your Nomad, put it in NOMAD_ADDR.`],
    explain: `The server answered with a redirect. Nomad itself does not do that to its API; a load balancer that leads from http to https does.

Wrong:   NOMAD_ADDR=http://nomad.example mantisc status testnet
Right:   NOMAD_ADDR=https://nomad.example mantisc status testnet`,
  }),
  "nomad-wants-login": kind<{ address: string }>({
    severity: "error",
    title: (a) => `What stands before Nomad at ${a.address} wants a name and password`,
    notes: () => ["NOMAD_HTTP_AUTH holds them as `name:password`. A token for Nomad's own ACL goes into NOMAD_TOKEN."],
    explain: `The answer was 401. Nomad itself never says that, a server before it does.

Wrong:   NOMAD_ADDR=https://nomad.example mantisc status testnet
Right:   NOMAD_HTTP_AUTH=alice:… NOMAD_ADDR=https://nomad.example mantisc status testnet`,
  }),
  "nomad-denied": kind<{ what: string; needs: string | undefined; token: "NOMAD_TOKEN" | "login" | undefined }>({
    severity: "error",
    title: (a) => (a.token !== undefined ? `Your Nomad token does not allow ${a.what}` : `Nomad does not allow ${a.what} without a token`),
    notes: (a) => [
      ...(a.needs === undefined ? [] : [`It needs ${a.needs}.`]),
      a.token === undefined ? "NOMAD_TOKEN holds the token; `mantisc login` gets one from Vault." : a.token === "login" ? "The token is that of your login, and may have been revoked since: `mantisc login` gets another, `--role` one of another role." : "`nomad acl token self` shows what the token in NOMAD_TOKEN may do. Some servers refuse a token that they do not know in the same way.",
    ],
    explain: `Nomad's ACL is on, and the token in NOMAD_TOKEN, or nobody without one, may not do this. The note names the capability that a policy must give in the network's namespace.

Wrong:   mantisc plan testnet
Right:   NOMAD_TOKEN=$(cat ~/.nomad-token) mantisc plan testnet, where a policy of the token has
         namespace "testnet" { capabilities = ["list-jobs", "read-job", "submit-job", "read-logs"] }`,
  }),
  "nomad-token": kind<{ reason: string; login: boolean }>({
    severity: "error",
    title: (a) => `Nomad does not know the token ${a.login ? "of your login" : "in NOMAD_TOKEN"}, or no longer`,
    notes: (a) => [...said(a.reason), a.login ? "`mantisc login` gets a new one." : "It may have expired, been deleted, or belong to another cluster or region. `nomad login` or `nomad acl token create` makes a new one."],
    explain: `NOMAD_TOKEN holds something that is no valid token of this Nomad.

Wrong:   NOMAD_TOKEN=<accessor ID> mantisc plan testnet
Right:   NOMAD_TOKEN=<secret ID> mantisc plan testnet`,
  }),
  "nomad-missing": kind<{ what: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad has nothing to answer ${a.what} with`,
    notes: (a) => [...said(a.reason), "It may be gone since it was listed, or lie in another namespace or region."],
    explain: `Nomad answered 404: what was asked for is not there, or this version of Nomad does not have the request.

Wrong:   NOMAD_ADDR of one cluster, and a network that runs on another
Right:   NOMAD_ADDR of the cluster on which it runs`,
  }),
  "namespace-missing": kind<{ namespace: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad has no namespace \`${a.namespace}\``,
    notes: (a) => [...said(a.reason), `\`nomad namespace apply ${a.namespace}\` makes it; \`nomad namespace list\` shows those that there are. The network's file says which it uses.`],
    explain: `Jobs live in a namespace that must exist before they are registered. NOMAD_NAMESPACE does not change a network's namespace.

Wrong:   namespace "mantis-tesnet" in the network
Right:   namespace "mantis-testnet" in the network`,
  }),
  "region-missing": kind<{ region: string | undefined; reason: string }>({
    severity: "error",
    title: (a) => (a.region === undefined ? "Nomad finds no way to the region" : `Nomad knows no way to the region \`${a.region}\``),
    notes: (a) => [...said(a.reason), "`nomad server members` shows the regions that this server knows. The network's file says which it is for; without that, NOMAD_REGION does."],
    explain: `The server was asked to pass the request on to a region that it has not joined.

Wrong:   region "eu-central1" in the network
Right:   region "eu-central-1" in the network`,
  }),
  "nomad-leaderless": kind<{ address: string }>({
    severity: "error",
    title: (a) => `The Nomad servers behind ${a.address} have no leader`,
    notes: () => ["Too few of them may be up to elect one; `nomad server members` shows who is. Nothing that changes something works until there is one."],
    explain: `Nomad's servers elect one that decides, and right now there is none. For a moment that is normal: it was tried again for half a minute.

Wrong:   one of three servers is up
Right:   two of three servers are up`,
  }),
  "nomad-busy": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad at ${a.address} refuses more connections from here`,
    notes: (a) => [...said(a.reason), "`http_max_conns_per_client` in the agent's `limits` (100 by default) says how many one address may have; others behind the same address count too."],
    explain: `The answer was 429, and still was after several tries.

Wrong:   a hundred \`nomad monitor\` and \`mantisc logs -f\` at once from one machine
Right:   a few`,
  }),
  "gateway-failed": kind<{ address: string; status: number; reason: string }>({
    severity: "error",
    title: (a) => `What stands before Nomad at ${a.address} answers ${a.status}`,
    notes: (a) => [...(a.reason === "" ? [] : [`It says: ${a.reason}`]), "A load balancer or proxy answers so when Nomad behind it is down, or slower than it has patience; Nomad holds answers back for up to a minute until something changes."],
    explain: `502, 503 and 504 come from what stands between you and Nomad. It was tried again for half a minute where that is safe.

Wrong:   a load balancer whose answers must come within 30 seconds
Right:   one that waits longer than 70`,
  }),
  "not-nomad": kind<{ address: string; what: string; reason: string }>({
    severity: "error",
    title: (a) => `What answers at ${a.address} is not Nomad's API`,
    notes: (a) => [`To ${a.what} it sent ${a.reason}. NOMAD_ADDR may be that of another server, of a login page, or of Nomad's web pages behind something else.`],
    explain: `The answer was not JSON.

Wrong:   NOMAD_ADDR=https://grafana.example mantisc status testnet
Right:   NOMAD_ADDR=https://nomad.example mantisc status testnet`,
  }),
  "broken-answer": kind<{ what: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad's answer to ${a.what} cannot be read`,
    notes: (a) => [sentence(a.reason), "Something between here and Nomad may have cut it."],
    explain: `The answer began as JSON and ends in the middle, or is longer than anything Nomad should send.

Wrong:   a proxy that cuts answers at one megabyte
Right:   one that passes them on whole`,
  }),
  "nomad-refused": kind<{ what: string; status: number; reason: string }>({
    severity: "error",
    title: (a) => `Nomad answered ${a.status} to ${a.what}`,
    notes: (a) => said(a.reason),
    explain: `Nomad did not do what it was asked to. The note holds its own words.

Wrong:   a job with count = 200000
Right:   a job with count = 3`,
  }),
};
