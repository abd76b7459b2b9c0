/** A node's files with live data: rendered as the real consul-template would, in rounds, as look-ups depend on what others answered. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { NetworkFile } from "../../network/model.ts";
import type { Artifact } from "../../result.ts";
import { renderConsulTemplate, type RegisteredInstance, type RenderData } from "../../template/render.ts";
import type { SecretData } from "./secrets.ts";
import type { Services } from "./services.ts";

export interface RenderedNode {
  readonly files: readonly Artifact[];
  /** The services that were looked up, by registered name. */
  readonly services: ReadonlyMap<string, readonly RegisteredInstance[]>;
}

/** Fails with `node-not-rendered` where a look-up has no answer, and where the services do. */
export async function renderNode(files: readonly NetworkFile[], secrets: SecretData, from: Services): Promise<RenderedNode> {
  const services = new Map<string, readonly RegisteredInstance[]>();
  for (;;) {
    const asked = new Set<string>();
    const data: RenderData = { ...secrets, services: Object.fromEntries(services), onService: (name) => asked.add(name) };
    const rendered = files.map((file) => ({ file, result: renderConsulTemplate(file.body, data) }));
    const unknown = [...asked].filter((name) => !services.has(name));
    if (unknown.length === 0) return { services, files: rendered.map(({ file, result }) => ({ path: file.path, text: textOf(file, result) })) };
    for (const name of unknown) services.set(name, await from.instances(name));
  }
}

function textOf({ path, origin }: NetworkFile, result: ReturnType<typeof renderConsulTemplate>): string {
  if ("text" in result) return result.text;
  const problem = "error" in result ? result.error : `nothing answers ${result.missing.map((look) => `\`${look}\``).join(", ")}`;
  throw new Failed(diagnose("node-not-rendered", { path, problem }, origin.span));
}
