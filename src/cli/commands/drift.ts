/** `drift`: for one network or all of them, where what runs is not what the files say. */
import { compile } from "../../compile.ts";
import type { JobListStub } from "../../deploy/api.ts";
import { driftOf, unknownJobs, type JobDrift } from "../../deploy/drift.ts";
import type { Deployment } from "../../deploy/model.ts";
import type { Nomad } from "../../deploy/nomad.ts";
import { serverVersion } from "../../deploy/server-version.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Arguments } from "../arguments.ts";
import { nomadOf, reporting } from "../deploy-frame.ts";
import { deploymentOf } from "../deployment.ts";
import { entriesOf } from "../entries.ts";
import { shownPath } from "../paths.ts";
import { progressOf } from "../progress.ts";
import { report, withoutRepeats } from "../report.ts";
import { exitCodes, type World } from "../world.ts";
import { driftText } from "./drift-text.ts";

export interface NetworkDrift { readonly deployment: Deployment; readonly jobs: readonly JobDrift[] }
export interface Unknown { readonly namespace: string; readonly region?: string; readonly jobs: readonly JobListStub[] }

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const { deployments, diagnostics } = deploymentsOf(args, world);
    if (report(diagnostics, "text", world) !== exitCodes.ok) return exitCodes.error;
    const { networks, unknown } = await ask(deployments, world);
    world.out.write(args.has("json") ? json(networks, unknown) : driftText(networks, unknown, world.clock));
    return args.has("exit-code") && networks.some((network) => hasDrifted(network, args.operands.length > 0)) ? exitCodes.differences : exitCodes.ok;
  });
}

function deploymentsOf(args: Arguments, world: World): { deployments: Deployment[]; diagnostics: readonly Diagnostic[] } {
  const entries = entriesOf(args, args.operands, world);
  if (entries.diagnostics.length > 0) return { deployments: [], diagnostics: entries.diagnostics };
  const results = entries.paths.map((path) => ({ path, ...compile(world.host, path, entries.options) }));
  const deployments = results.flatMap(({ path, builds }) => builds.map((build) => deploymentOf(build, shownPath(world.cwd, path))));
  return { deployments, diagnostics: withoutRepeats(results.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error"))) };
}

/** Networks of one region and namespace share a server's answers. */
async function ask(deployments: readonly Deployment[], world: World): Promise<{ networks: NetworkDrift[]; unknown: Unknown[] }> {
  const placeOf = ({ region, namespace }: Deployment) => JSON.stringify([region, namespace]);
  const places = new Set(deployments.map(placeOf));
  const progress = progressOf(world, deployments.length);
  const [networks, unknown]: [NetworkDrift[], Unknown[]] = [[], []];
  for (const place of places) {
    const inside = deployments.filter((deployment) => placeOf(deployment) === place);
    const { region, namespace } = inside[0]!;
    const nomad = nomadOf(inside[0]!, world);
    const listed = (await nomad.get<readonly JobListStub[]>("/v1/jobs")).value;
    const version = await serverVersion(nomad);
    for (const deployment of inside) {
      progress.step(deployment.network);
      networks.push({ deployment, jobs: await driftOf(nomad, { deployment, version: version ?? deployment.target, listed }) });
    }
    unknown.push({ namespace, ...(region === undefined ? {} : { region }), jobs: unknownJobs(listed, inside) });
  }
  progress.end();
  return { networks, unknown };
}

/** A network that nobody ever deployed has not drifted, unless it was asked for by its name. */
function hasDrifted({ jobs }: NetworkDrift, named: boolean): boolean {
  return jobs.some(({ state }) => state !== "equal") && (named || jobs.some(({ state }) => state !== "not registered"));
}

function json(networks: readonly NetworkDrift[], unknown: readonly Unknown[]): string {
  const time = (nanoseconds: number) => new Date(nanoseconds / 1e6).toISOString();
  const shown = networks.map(({ deployment: { network, file, namespace }, jobs }) => ({
    network, file, namespace,
    jobs: jobs.map(({ submitted, differences, scaled, ...job }) => ({
      ...job, ...(submitted === undefined ? {} : { submitted: time(submitted) }),
      differences: differences.map(({ effect: _forecast, from, to, ...where }) => ({ ...where, ...(from === undefined ? {} : { runs: from }), ...(to === undefined ? {} : { file_says: to }) })),
      scaled: scaled.map(({ group, Time, PreviousCount, Count, Message }) => ({ group, at: time(Time), from: PreviousCount, to: Count, message: Message })),
    })),
  }));
  const others = unknown.flatMap(({ namespace, jobs }) => jobs.map(({ ID, Type, Status, SubmitTime }) => ({ namespace, job: ID, type: Type, status: Status, submitted: time(SubmitTime) })));
  return `${JSON.stringify({ networks: shown, unknown: others }, null, 2)}\n`;
}
