/** A plan's file on the disk: written whole or not at all, and never over something that is no plan. */
import { failureOf } from "../emit/faults.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import { readPlan, type PlanFile } from "../deploy/plan-file.ts";
import { directoryOf, resolvePath } from "./paths.ts";
import type { World } from "./world.ts";

export function writePlan(path: string, plan: PlanFile, { files, cwd }: World): void {
  const full = resolvePath(cwd, path);
  const temporary = `${directoryOf(full)}/.${files.tag}.mantisc-new`;
  try {
    const kind = files.kind(full);
    if (kind !== "missing" && (kind !== "file" || readPlan(files.readText(full)) === undefined)) throw new Failed(diagnose("plan-in-the-way", { path }));
    files.writeText(temporary, `${JSON.stringify(plan, null, 2)}\n`);
    files.rename(temporary, full);
  } catch (error) {
    if (error instanceof Failed) throw error;
    remove(temporary, files);
    throw new Failed(failureOf(error, path));
  }
}

/** The first failure is the one that is told. */
function remove(path: string, files: World["files"]): void {
  try {
    files.removeFile(path);
  } catch {
    // It was never written.
  }
}

export function readPlanFile(path: string, { files, cwd }: World): PlanFile {
  const plan = readPlan(textOf(path, resolvePath(cwd, path), files));
  if (plan === undefined) throw new Failed(diagnose("not-a-plan", { path, reason: "It holds something else, or was written by another version of mantisc." }));
  return plan;
}

function textOf(path: string, full: string, files: World["files"]): string {
  try {
    return files.readText(full);
  } catch (error) {
    throw new Failed(diagnose("not-a-plan", { path, reason: `It cannot be read: ${(error as { code?: string }).code ?? "unknown trouble"}.` }));
  }
}
