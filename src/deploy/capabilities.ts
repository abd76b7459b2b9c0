/** What an ACL token must be allowed for a request, in the words of Nomad's ACL policies (`nomad/*_endpoint.go` of each). */

interface Rule { readonly method?: "GET" | "write"; readonly path: RegExp; readonly needs: string }

const inNamespace = (capability: string) => `the capability \`${capability}\` in the namespace`;

/** The first that matches. Newer servers have finer ones besides `submit-job` (plan-job, register-job, …). */
const rules: readonly Rule[] = [
  { path: /^\/v1\/jobs\/parse$/, needs: inNamespace("parse-job") },
  { path: /^\/v1\/jobs$/, method: "GET", needs: inNamespace("list-jobs") },
  { path: /^\/v1\/validate\/job$/, needs: inNamespace("read-job") },
  { path: /^\/v1\/job\/[^/]+\/scale$/, method: "write", needs: `${inNamespace("scale-job")}, or \`submit-job\`` },
  { path: /^\/v1\/job\/[^/]+\/dispatch$/, needs: inNamespace("dispatch-job") },
  { path: /^\/v1\/jobs?(\/|$)/, method: "write", needs: inNamespace("submit-job") },
  { path: /^\/v1\/allocation\/[^/]+\/stop$/, needs: inNamespace("alloc-lifecycle") },
  { path: /^\/v1\/client\/allocation\/[^/]+\/(restart|signal)$/, needs: inNamespace("alloc-lifecycle") },
  { path: /^\/v1\/client\/fs\/logs\//, needs: `${inNamespace("read-logs")}, or \`read-fs\`` },
  { path: /^\/v1\/client\/fs\//, needs: inNamespace("read-fs") },
  { path: /^\/v1\/deployment\//, method: "write", needs: inNamespace("submit-job") },
  { path: /^\/v1\/(job|deployments?|allocations?|evaluations?|services?|client\/allocation|event)(\/|$)/, needs: inNamespace("read-job") },
  { path: /^\/v1\/node\/pools?(\/|$)/, needs: 'a policy with `node_pool "*" { policy = "read" }`' },
  { path: /^\/v1\/nodes?(\/|$)/, method: "GET", needs: 'a policy with `node { policy = "read" }`' },
  { path: /^\/v1\/nodes?(\/|$)/, needs: 'a policy with `node { policy = "write" }`' },
  { path: /^\/v1\/operator\//, needs: 'a policy with `operator { policy = "read" }`' },
  { path: /^\/v1\/agent\//, needs: 'a policy with `agent { policy = "read" }`' },
  { path: /^\/v1\/namespaces?(\/|$)/, needs: "any capability in the namespace" },
];

/** `path` without query. undefined where it is not known. */
export function capabilityFor(method: string, path: string): string | undefined {
  return rules.find((rule) => rule.path.test(path) && (rule.method === undefined || (rule.method === "GET") === (method === "GET")))?.needs;
}
