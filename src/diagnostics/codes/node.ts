/** What can go wrong when a node outside of the cluster joins a network: its files, who is up, Consul, the program. */
import { kind } from "../kind.ts";

const sentence = (reason: string) => `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? "" : "."}`;
const list = (names: readonly string[]) => names.join(", ");

export const nodeCodes = {
  "node-no-files": kind<{ network: string }>({
    severity: "error",
    title: (a) => `The network ${a.network} has no files for a local node`,
    label: () => "this one",
    notes: () => ["Files below `node/FORMAT/` are what a node of your own needs; the role `guests` of the kit has them."],
    explain: `\`mantisc node\` renders the files that a network declares for nodes outside of its cluster, one directory for each kind of client.

Wrong:   file "mantis.conf" { from = "mantis.conf.hbs" }
Right:   file "node/mantis/mantis.conf" { from = "mantis.conf.hbs" }`,
  }),
  "node-format": kind<{ format: string; network: string; formats: readonly string[] }>({
    severity: "error",
    title: (a) => `The network ${a.network} has no files for a node of the format \`${a.format}\``,
    notes: (a) => [`There are files for: ${list(a.formats)}.`],
    explain: `\`--format\` picks the kind of client: the directory below \`node/\` that the network's files are in.

Wrong:   mantisc node testnet --format mantiss
Right:   mantisc node testnet --format mantis`,
  }),
  "node-wrong-source": kind<{ network: string; wanted: string; provider: string }>({
    severity: "error",
    title: (a) => `The network ${a.network} registers nothing in ${a.wanted === "nomad" ? "Nomad" : "Consul"}`,
    notes: (a) => [`Its file says \`services ${a.provider}\`: leave \`--from\` out, or take \`--from keys\`, which asks no server.`],
    explain: `Who runs where is known to the provider that the network's services are registered with.

Wrong:   mantisc node testnet --from nomad     # its file says: services consul
Right:   mantisc node testnet --from consul`,
  }),
  "node-secrets-missing": kind<{ ids: readonly string[]; store: string; network: string; given: readonly string[] }>({
    severity: "error",
    title: (a) => `There ${a.ids.length === 1 ? "is" : "are"} no ${list(a.ids)} in ${a.store}`,
    notes: (a) => ["The files of the node hold them. Nothing was written.", a.given.length > 0 ? `${list(a.given)} ${a.given.length === 1 ? "is" : "are"} given from outside: \`mantisc keys set\` puts a value there.` : `\`mantisc keys\` makes what is missing; \`--store\` names another place where they are.`],
    explain: `A node has to know the public keys of its peers and the genesis of the chain. They are taken from the store of the network's secrets, and are there once its keys were made.

Wrong:   mantisc node testnet --store dir:empty
Right:   mantisc node testnet --store dir:keys`,
  }),
  "node-not-rendered": kind<{ path: string; problem: string }>({
    severity: "error",
    title: (a) => `${a.path} cannot be rendered: ${a.problem}`,
    label: () => "declared here",
    notes: () => ["A node's files may look up services and secrets of their own network, by name. What else consul-template could look up is not asked for."],
    explain: `The files of a local node are rendered by mantisc itself, which looks up what belongs to the network.

Wrong:   file "node/mantis/a.conf" { text = raw "{{ with secret \\"other/path\\" }}{{ .Data.value }}{{ end }}" }
Right:   file "node/mantis/a.conf" { text = "{{secret chain.genesis}}" }`,
  }),
  "node-nobody-up": kind<{ members: readonly string[]; from: string; live: boolean; services: readonly string[] }>({
    severity: "error",
    title: (a) => (a.live ? `None of the members that a node would join is up: ${list(a.members)}` : `None of the members that a node would join can be reached from outside: ${list(a.members)}`),
    notes: (a) => [
      a.live ? `${a.from} knows no running instance of ${list(a.services)} that is theirs. \`mantisc status\` says what is wrong; a token that may not read services sees none either.` : "The network's file gives them no host name with a public port (`hostname`, `public { server = … }`): leave `--from keys` out, and a server is asked where they run.",
      "Nothing was written: without a bootstrap node a client waits forever.",
    ],
    explain: `A node finds the network through members that run. Its list of them would be empty.

Wrong:   mantisc node alice-testnet     # before \`mantisc run alice-testnet\`
Right:   mantisc run alice-testnet && mantisc node alice-testnet`,
  }),
  "node-members-down": kind<{ members: readonly string[]; up: readonly string[]; live: boolean }>({
    severity: "warning",
    title: (a) => `${list(a.members)} ${a.members.length === 1 ? "is" : "are"} ${a.live ? "not up" : "not reachable from outside"}`,
    notes: (a) => [`The node joins through ${list(a.up)}.`, ...(a.live ? ["With `--watch` the files are written again when others come."] : [])],
    explain: `Some of the members that the node's files name do not run. One that runs is enough to join.

Wrong:   a list of five bootstrap nodes of which one is up, for long
Right:   mantisc status testnet, and run what is down`,
  }),
  "node-program": kind<{ command: string; reason: string }>({
    severity: "error",
    title: (a) => `\`${a.command}\` cannot be run: ${a.reason}`,
    notes: () => ["The node's files are written. What stands after `--` is a program and its arguments, run in the directory of the files; no shell reads it."],
    explain: `After \`--\` stands a program of PATH, or the path of one, and its arguments.

Wrong:   mantisc node testnet -- "mantis -Dconfig.file=mantis.conf"
Right:   mantisc node testnet -- mantis -Dconfig.file=mantis.conf`,
  }),
  "consul-unreachable": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Consul does not answer at ${a.address}`,
    notes: (a) => [sentence(a.reason), "CONSUL_HTTP_ADDR says where Consul is."],
    explain: `Consul is asked at CONSUL_HTTP_ADDR (default http://127.0.0.1:8500), where its agent usually listens.

Wrong:   mantisc node testnet, on a machine without an agent
Right:   CONSUL_HTTP_ADDR=https://consul.example mantisc node testnet`,
  }),
  "consul-tls": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `There is no secure connection to Consul at ${a.address}`,
    notes: (a) => [sentence(a.reason), "CONSUL_CACERT (a file) or CONSUL_CAPATH (a directory) names the CA that signed its certificate, CONSUL_TLS_SERVER_NAME the name that it is for; CONSUL_HTTP_SSL=true makes an address without a scheme one of https."],
    explain: `The two sides could not agree on TLS, or the server's certificate is not one to trust.

Wrong:   CONSUL_HTTP_ADDR=https://10.0.0.1:8501 mantisc node testnet
Right:   CONSUL_HTTP_ADDR=https://10.0.0.1:8501 CONSUL_CACERT=consul-ca.pem mantisc node testnet`,
  }),
  "consul-denied": kind<{ what: string; reason: string; token: boolean }>({
    severity: "error",
    title: (a) => (a.token ? `The token does not let Consul answer ${a.what}` : `Consul wants a token for ${a.what}`),
    notes: (a) => [`Consul says: ${a.reason}`, a.token ? "It needs `service_prefix \"\" { policy = \"read\" }` and `node_prefix \"\" { policy = \"read\" }`, and it may have ended." : "`mantisc login` gets one, or CONSUL_HTTP_TOKEN says it."],
    explain: `Consul's ACLs decide who may read which services.

Wrong:   mantisc node testnet, where the anonymous token may read nothing
Right:   mantisc login && mantisc node testnet`,
  }),
  "consul-refused": kind<{ what: string; status: number; reason: string }>({
    severity: "error",
    title: (a) => `Consul answers ${a.what} with ${a.status}`,
    notes: (a) => [a.reason === "" ? "It says nothing more." : `Consul says: ${a.reason}`],
    explain: `Consul could not answer. Its own words are shown; \`No cluster leader\` passes when its servers have elected one.

Wrong:   mantisc node testnet, while Consul's servers have no leader
Right:   the same, once \`consul operator raft list-peers\` shows one`,
  }),
  "not-consul": kind<{ address: string }>({
    severity: "error",
    title: (a) => `What answers at ${a.address} is no Consul`,
    notes: () => ["Its answer is not what Consul's API says. A login page of a proxy looks like that: CONSUL_HTTP_ADDR names the server itself."],
    explain: `The answer is no list of instances, as Consul's catalogue gives it.

Wrong:   CONSUL_HTTP_ADDR=https://consul.example/ui
Right:   CONSUL_HTTP_ADDR=https://consul.example:8501`,
  }),
};
