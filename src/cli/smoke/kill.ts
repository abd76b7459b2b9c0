/** `kill`: a member's task gets SIGKILL, and comes back: restarted by Nomad, with the chain as far as it was, and following it again. */
import { current, isLive, ofMember } from "../../deploy/allocations.ts";
import type { Allocation } from "../../deploy/api.ts";
import { runningAllocations } from "../../deploy/map.ts";
import { memberNamed } from "../../deploy/members.ts";
import type { DeployMember } from "../../deploy/model.ts";
import { look } from "../../chain/look.ts";
import { isWell } from "../../chain/health.ts";
import type { Site } from "../deploy-frame.ts";
import type { Trial } from "./model.ts";
import { until } from "./watching.ts";

export const kill: Trial = async (expect, testing) => {
  const { site, looking } = testing;
  const member = memberNamed(site.deployment, expect.name, "test");
  const { task } = member;
  const before = await allocationOf(site, member);
  if (before === undefined) return `${member.name} does not run`;
  const height = (await look(looking)).members.find((one) => one.member === member.name)?.height ?? 0;
  const restarts = await restartsOf(site, before.ID, task);
  await site.nomad.put(`/v1/client/allocation/${before.ID}/signal`, { Signal: "SIGKILL", Task: task });
  const restarted = await waitForRestart(testing, async () => (await restartsOf(site, before.ID, task)) > restarts, expect.within);
  if (!restarted) return `${member.name} was not restarted`;
  return until(expect, testing, ({ members, verdict }) => {
    const back = members.find((one) => one.member === member.name);
    if (back === undefined || !isWell(back, 0, members)) return `${member.name} is ${back?.doing ?? "gone"}`;
    if ((back.height ?? 0) <= height) return `${member.name} is at height ${back.height}, and was at ${height}`;
    return verdict.kind === "agree" ? undefined : `${member.name} is back with another chain`;
  });
};

const PAUSE = 1000;

async function waitForRestart({ site: { world: { clock } }, signal }: Parameters<Trial>[1], happened: () => Promise<boolean>, within: number): Promise<boolean> {
  for (const end = clock.now() + within * 1000; ; ) {
    if (await happened()) return true;
    if (clock.now() >= end || signal.aborted) return false;
    await clock.wait(PAUSE, signal);
  }
}

async function allocationOf({ nomad }: Site, member: DeployMember): Promise<Allocation | undefined> {
  const own = (await runningAllocations(nomad)).filter((one) => one.JobID === member.job && isLive(one));
  return current(ofMember(own, member));
}

async function restartsOf({ nomad }: Site, id: string, task: string): Promise<number> {
  const { value } = await nomad.get<Allocation>(`/v1/allocation/${id}`);
  return value.TaskStates?.[task]?.Restarts ?? 0;
}
