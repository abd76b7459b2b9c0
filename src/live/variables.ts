/** Stand-ins for a network's secrets, in Nomad's variables, where its tasks read them. */
import { compile } from "../compile.ts";
import type { Network } from "../network/model.ts";
import type { Api } from "./api.ts";
import { projectWorld, root, type ProjectFiles } from "./project.ts";

/** Of the first network in `file`. A variable of a task holds every secret that it reads; `but` is the path of one that is forgotten. */
export async function putVariables(api: Api, file: string, files: ProjectFiles, but?: string): Promise<void> {
  const { network } = compile(projectWorld(files).host, `${root}/${file}`, { root: `${root}/networks` }).builds[0]!;
  for (const [path, items] of variablesOf(network)) if (path !== but) await api.put(`/v1/var/${path}?namespace=${network.namespace}`, { Path: path, Items: items });
}

function variablesOf(network: Network): Map<string, Record<string, string>> {
  const variables = new Map<string, Record<string, string>>();
  for (const { shape, locations } of network.secrets) {
    for (const { location: { path, item } } of locations) {
      const place = path.join("");
      variables.set(place, { ...variables.get(place), [(item ?? []).join("")]: shape === "value" ? "ab".repeat(32) : '{"stands":"in"}' });
    }
  }
  return variables;
}
