/**
 * A collected World -> the resolved Network: members are built, jobs become trees with Nomad's field names, secrets get their
 * locations. What is declared and never used is reported here, because here everything has been asked for.
 */
import { applyBody, evaluateAssert } from "../evaluate/apply.ts";
import type { Member } from "../evaluate/members.ts";
import type { Node } from "../evaluate/node.ts";
import { checkPublic } from "../evaluate/routes.ts";
import { networkClass } from "../evaluate/slot.ts";
import type { JobState, World } from "../evaluate/world.ts";
import { type Fields, fieldsOf, leaf, mapTree } from "./blocks.ts";
import { resolveFacts } from "./facts.ts";
import { plainName, type ResolvedGroup, resolveGroup } from "./groups.ts";
import type { Job, Network, Reference } from "./model.ts";
import { resolvePrograms } from "./programs.ts";
import { resolveSecrets } from "./secrets.ts";
import { resolveSets } from "./sets.ts";
import type { Tree } from "./tree.ts";
import { treeOf } from "./values-to-tree.ts";
import { reportUnused } from "./unused.ts";

export function resolveNetwork(world: World): Network {
  for (const set of world.sets.values()) for (const member of set.builders()) member.build();
  for (const job of world.jobs.values()) applyJobBodies(world, job);
  for (const set of world.sets.values()) for (const member of set.members) checkPublic(member);
  const jobs = [...world.jobs.values()].map((job) => resolveJob(world, job));
  const facts = resolveFacts(world);
  for (const demand of world.demanded) demand();
  for (const { statement, env } of world.asserts) evaluateAssert(statement, env);
  const network: Network = {
    ...facts,
    programs: resolvePrograms(world, jobs.map((one) => one.job)),
    sets: resolveSets(world),
    jobs: jobs.map((one) => one.job),
    secrets: resolveSecrets(world, jobs.map((one) => one.job)),
    references: jobs.flatMap((one) => one.references),
  };
  reportUnused(world);
  return network;
}

/** What networks say in the job itself; uses of roles and `unset SET` were collected before. */
function applyJobBodies(world: World, job: JobState): void {
  for (const body of job.bodies) {
    const link = world.chain[body.network]!;
    applyBody(body.statements, { node: job.node }, {
      scope: body.scope,
      frame: job.node.frame,
      layer: { kind: "job", name: `job ${job.id} in ${link.name}` },
      class: networkClass(body.network, "job"),
      id: `job ${body.network}`,
      party: "",
      order: [],
      network: body.network,
      uses: [],
      skip: (statement) => {
        if (statement.kind === "block") return !job.node.kind.blocks.has(statement.head.text) && link.scope.role(statement.head.text) !== undefined;
        return statement.kind === "unset" && statement.path.length === 1 && !job.node.kind.blocks.has(statement.path[0]!.text) && !job.node.kind.attributes.has(statement.path[0]!.text);
      },
    });
  }
}

interface ResolvedJob { readonly job: Job; readonly references: readonly Reference[] }

function resolveJob(world: World, job: JobState): ResolvedJob {
  const groups = groupsOf(job).map(([node, member]) => resolveGroup(node, job.id, member));
  const tree = jobTree(world, job, groups);
  const type = job.node.string("type") ?? "service";
  return {
    job: {
      label: job.id,
      id: job.node.string("id") ?? job.id,
      type,
      ...(job.doc === undefined ? {} : { doc: job.doc }),
      tree,
      groups: groups.map((one) => one.group),
      origin: job.node.origin,
    },
    references: groups.flatMap((group) => group.tasks.flatMap((task) => task.references)),
  };
}

/** Groups of sets in the order of their declaration, then those written in the job itself. */
function groupsOf(job: JobState): [Node, Member | undefined][] {
  const own: [Node, Member | undefined][] = [];
  const taken = new Set<Node>();
  for (const set of job.sets) {
    for (const member of set.builders()) {
      const { group } = member.build();
      if (group === undefined || (set.form === "count" && set.numbers.length === 0)) {
        if (group !== undefined) taken.add(group);
        continue;
      }
      taken.add(group);
      own.push([group, member]);
    }
  }
  for (const group of job.node.children("group")) if (!taken.has(group)) own.push([group, undefined]);
  return own;
}

function jobTree(world: World, job: JobState, groups: readonly ResolvedGroup[]) {
  const { node } = job;
  const fields: Fields = new Map<string, Tree>([["ID", leaf(node.string("id") ?? job.id, node.valued("id")?.origin ?? node.origin)], ["Name", leaf(plainName(node), node.valued("name")?.origin ?? node.origin)]]);
  fields.set("Namespace", leaf(world.namespace, world.node.valued("namespace")?.origin ?? world.node.origin));
  for (const [word, api] of [["region", "Region"], ["datacenters", "Datacenters"], ["node_pool", "NodePool"]] as const) {
    const valued = world.node.valued(word);
    const tree = valued === undefined ? undefined : treeOf(valued, world.node.attributeDef(word)!, world);
    if (tree !== undefined) fields.set(api, tree);
  }
  for (const [api, tree] of fieldsOf(node, (_child, word) => (word === "group" ? "skip" : undefined))) if (api !== "Name" && api !== "ID") fields.set(api, tree);
  fields.set("TaskGroups", { kind: "list", items: groups.map((one) => one.tree), origin: node.origin });
  return mapTree(fields, node.origin);
}
