/** What the suite of a real chain does to it behind the program's back, and what it sees there: allocations, processes, heights. */
import { setTimeout as pause } from "node:timers/promises";
import { EthNode } from "../eth/node.ts";
import { EthRpc } from "../eth/rpc.ts";
import { RpcFailure } from "../eth/rpc-failure.ts";
import { nodeClock } from "../cli/node-clock.ts";
import { nodeHttp } from "../cli/node-http.ts";
import { processesOf } from "./processes.ts";
import { site } from "./site.ts";

interface Found {
  readonly ID: string;
  readonly Name: string;
  readonly TaskGroup: string;
  readonly ClientStatus: string;
  readonly DesiredStatus: string;
  readonly AllocatedResources: { readonly Shared: { readonly Ports: readonly { Label: string; Value: number; HostIP: string }[] } };
}

export class ChainGround {
  /** `program`: the client, by its name. `task`: the one that runs it. */
  constructor(private readonly namespace: string, private readonly program: string) {}

  /** By `group` or `group[index]`; those that run. */
  async running(): Promise<Map<string, Found>> {
    const all = (await site().api.get<Found[]>(`/v1/allocations?namespace=${this.namespace}&resources=true`)) ?? [];
    return new Map(all.filter(({ ClientStatus, DesiredStatus }) => ClientStatus === "running" && DesiredStatus === "run").map((one) => [this.nameOf(one), one]));
  }

  private nameOf({ TaskGroup, Name }: Found): string {
    const index = /\[(\d+)\]$/.exec(Name)?.[1] ?? "0";
    return index === "0" ? TaskGroup : `${TaskGroup}[${index}]`;
  }

  async allocation(name: string): Promise<Found> {
    const found = (await this.running()).get(name);
    if (found === undefined) throw new Error(`${name} does not run`);
    return found;
  }

  async processes(): Promise<Map<string, number>> {
    return new Map([...(await this.running())].flatMap(([name, { ID }]) => processesOf(ID, this.program).slice(-1).map((pid) => [name, pid] as const)));
  }

  async kill(name: string): Promise<void> {
    const pid = processesOf((await this.allocation(name)).ID, this.program).at(-1);
    if (pid === undefined) throw new Error(`${name} has no process`);
    process.kill(pid, "SIGKILL");
  }

  /** Another allocation takes its place. */
  async stop(name: string): Promise<void> {
    const { ID } = await this.allocation(name);
    await site().api.put(`/v1/allocation/${ID}/stop?namespace=${this.namespace}`, {});
    for (let tries = 0; tries < 300; tries++, await pause(200)) {
      const next = (await this.running()).get(name);
      if (next !== undefined && next.ID !== ID) return;
    }
    throw new Error(`nothing took the place of ${name}`);
  }

  async node(name: string): Promise<EthNode> {
    const port = (await this.allocation(name)).AllocatedResources.Shared.Ports.find(({ Label }) => Label === "rpc")!;
    const address = `http://${port.HostIP}:${port.Value}`;
    return new EthNode(new EthRpc(nodeHttp({ address, tls: { verify: true } }), { address, clock: nodeClock }));
  }

  async height(name: string): Promise<number> {
    return (await this.node(name)).blockNumber();
  }

  /** The first that it says once it answers again. */
  async firstHeight(name: string): Promise<number> {
    for (let tries = 0; tries < 600; tries++, await pause(100)) {
      const height = await this.height(name).catch((error: unknown) => (error instanceof RpcFailure || (error as Error).message.includes("does not run") ? undefined : thrown(error)));
      if (height !== undefined) return height;
    }
    throw new Error(`${name} did not answer again`);
  }

  /** Whose they are and how many tasks there are is the suite's business: every port of every allocation. */
  async ports(): Promise<number[]> {
    return [...(await this.running()).values()].flatMap(({ AllocatedResources }) => AllocatedResources.Shared.Ports.map(({ Value }) => Value));
  }
}

function thrown(error: unknown): never {
  throw error;
}
