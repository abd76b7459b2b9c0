/** Kinds of clients that the kit has files for, as directories below `node/`: the first is the kit's own, the second another. */
import * as fs from "node:fs";
import { projectRoot } from "./case-file.ts";

export function secondFormat(): string {
  const kit = fs.readFileSync(`${projectRoot}/networks/kit/mantis.mantis`, "utf8");
  return [...new Set([...kit.matchAll(/file "node\/([\w-]+)\//g)].map(([, name]) => name!))][1]!;
}
