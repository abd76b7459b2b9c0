/** What an ACL token must be allowed for a request, in the words of Nomad's ACL policies (`nomad/*_endpoint.go` of each). */

/** `capabilities`: one of them, in the namespace. */
interface Rule { readonly method?: "GET" | "write"; readonly path: RegExp; readonly capabilities?: readonly string[]; readonly other?: string }

/** The first that matches. Newer servers have finer ones besides `submit-job` (plan-job, register-job, …). */
const rules: readonly Rule[] = [
  { path: /^\/v1\/jobs\/parse$/, capabilities: ["parse-job"] },
  { path: /^\/v1\/jobs$/, method: "GET", capabilities: ["list-jobs"] },
  { path: /^\/v1\/validate\/job$/, capabilities: ["read-job"] },
  { path: /^\/v1\/job\/[^/]+\/scale$/, method: "write", capabilities: ["scale-job", "submit-job"] },
  { path: /^\/v1\/job\/[^/]+\/dispatch$/, capabilities: ["dispatch-job"] },
  { path: /^\/v1\/jobs?(\/|$)/, method: "write", capabilities: ["submit-job"] },
  { path: /^\/v1\/allocation\/[^/]+\/stop$/, capabilities: ["alloc-lifecycle"] },
  { path: /^\/v1\/client\/allocation\/[^/]+\/(restart|signal)$/, capabilities: ["alloc-lifecycle"] },
  { path: /^\/v1\/client\/fs\/logs\//, capabilities: ["read-logs", "read-fs"] },
  { path: /^\/v1\/client\/fs\//, capabilities: ["read-fs"] },
  { path: /^\/v1\/deployment\//, method: "write", capabilities: ["submit-job"] },
  { path: /^\/v1\/(job|deployments?|allocations?|evaluations?|services?|client\/allocation|event)(\/|$)/, capabilities: ["read-job"] },
  { path: /^\/v1\/node\/pools?(\/|$)/, other: 'a policy with `node_pool "*" { policy = "read" }`' },
  { path: /^\/v1\/nodes?(\/|$)/, method: "GET", other: 'a policy with `node { policy = "read" }`' },
  { path: /^\/v1\/nodes?(\/|$)/, other: 'a policy with `node { policy = "write" }`' },
  { path: /^\/v1\/vars?(\/|$)/, method: "GET", other: 'a policy whose namespace has `variables { path "nomad/jobs/*" { capabilities = ["list", "read"] } }`' },
  { path: /^\/v1\/vars?(\/|$)/, other: 'a policy whose namespace has `variables { path "nomad/jobs/*" { capabilities = ["read", "write"] } }`' },
  { path: /^\/v1\/operator\//, other: 'a policy with `operator { policy = "read" }`' },
  { path: /^\/v1\/agent\//, other: 'a policy with `agent { policy = "read" }`' },
  { path: /^\/v1\/namespaces?(\/|$)/, other: "any capability in that namespace" },
];

/** `path` without query. undefined where it is not known. */
export function capabilityFor(method: string, path: string, namespace: string): string | undefined {
  const rule = rules.find((candidate) => candidate.path.test(path) && (candidate.method === undefined || (candidate.method === "GET") === (method === "GET")));
  return rule?.capabilities === undefined ? rule?.other : `the capability ${rule.capabilities.map((name) => `\`${name}\``).join(" or ")} in the namespace \`${namespace}\``;
}
