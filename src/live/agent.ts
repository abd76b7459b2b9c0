/**
 * The Nomad that the live suite talks to. In: NOMAD_ADDR (a loopback address), or a `nomad` on PATH or in NOMAD_BIN, which is started in a
 * directory of its own and gone afterwards, whatever happens. Out: its address and version, or the reason why there is none.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { agentConfig, cniPath } from "../cli/agent/config.ts";
import { end, killGroup } from "../cli/node-daemons.ts";

export interface Agent {
  readonly address: string;
  /** `1.6.3-dev`: as `/v1/agent/self` says it. */
  readonly version: string;
  /** Where it keeps its data; absent where somebody else started it. */
  readonly directory?: string;
  /** Ends it and removes its directory; may be called twice. */
  stop(): Promise<void>;
}

/** `own`: never the one of NOMAD_ADDR. A string says why there is no agent to be had; an agent that does not start is an error. */
export async function findAgent(env: NodeJS.ProcessEnv, own: boolean): Promise<Agent | string> {
  const address = env["NOMAD_ADDR"] ?? "";
  if (address !== "" && !own) return running(address);
  const binary = binaryOf(env);
  return binary === undefined ? "there is no `nomad` on PATH, and neither NOMAD_BIN nor NOMAD_ADDR is set" : start(binary, env);
}

async function running(address: string): Promise<Agent> {
  if (!isLoopback(address)) throw new Error(`NOMAD_ADDR is ${address}: the suite registers and removes jobs, and does that on a loopback address only`);
  const version = await versionAt(address);
  if (version === undefined) throw new Error(`no Nomad answers at ${address} (NOMAD_ADDR)`);
  const kept = [...((await ask<{ ID: string }[]>(`${address}/v1/jobs?namespace=*`)) ?? []).map(({ ID }) => ID), ...((await ask<{ Path: string }[]>(`${address}/v1/vars?namespace=*`)) ?? []).map(({ Path }) => Path)];
  if (kept.length > 0) throw new Error(`the Nomad at ${address} (NOMAD_ADDR) is in use: the suite would remove ${kept.slice(0, 5).join(", ")}`);
  return { address, version, stop: async () => {} };
}

export function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function binaryOf(env: NodeJS.ProcessEnv): string | undefined {
  const named = env["NOMAD_BIN"] ?? "";
  if (named !== "") return named;
  return (env["PATH"] ?? "").split(":").filter((directory) => directory !== "").map((directory) => `${directory}/nomad`).find((path) => fs.existsSync(path));
}

async function start(binary: string, env: NodeJS.ProcessEnv): Promise<Agent> {
  const release = releaseOf(binary);
  const directory = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/nomad-live-`);
  const [http, rpc, serf] = (await freePorts(3)) as [number, number, number];
  fs.writeFileSync(`${directory}/agent.hcl`, agentConfig({ ports: { http, rpc, serf }, cni: cniPath(fs.existsSync), vaultFor: release }));
  const log = fs.openSync(`${directory}/log`, "w");
  // A group of its own: Ctrl-C reaches it through us, after the suite has tidied up. AWS_CA_BUNDLE stops a client's start.
  const child = spawn(binary, ["agent", "-dev", "-bind", "127.0.0.1", "-config", `${directory}/agent.hcl`], {
    cwd: directory, detached: true, stdio: ["ignore", log, log], env: { PATH: env["PATH"], HOME: directory, TMPDIR: directory },
  });
  fs.closeSync(log);
  const agent = { address: `http://127.0.0.1:${http}`, directory, stop: once(() => end(child, directory)) };
  const lastResort = () => void killGroup(child, "SIGKILL");
  process.on("exit", lastResort);
  child.once("exit", () => process.off("exit", lastResort));
  try {
    return { ...agent, version: await ready(agent.address, child) };
  } catch (error) {
    const said = fs.readFileSync(`${directory}/log`, "utf8").split("\n").slice(-15).join("\n");
    await agent.stop();
    throw new Error(`${binary} did not start: ${error instanceof Error ? error.message : String(error)}\n${said}`);
  }
}

function releaseOf(binary: string): string {
  return /v(\d+\.\d+\.\d+)/.exec(execFileSync(binary, ["version"], { encoding: "utf8", timeout: 30_000 }))?.[1] ?? "0";
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const READY = 60_000;

/** Its leader is elected and its node takes jobs. */
async function ready(address: string, child: ChildProcess): Promise<string> {
  let failure = "";
  child.once("error", (error) => (failure = error.message));
  for (const end = Date.now() + READY; Date.now() < end; await pause(200)) {
    if (failure !== "" || child.exitCode !== null) throw new Error(failure === "" ? `it ended with ${child.exitCode}` : failure);
    const nodes = await ask<{ Status: string }[]>(`${address}/v1/nodes`);
    const version = nodes?.some(({ Status }) => Status === "ready") === true ? await versionAt(address) : undefined;
    if (version !== undefined) return version;
  }
  throw new Error(`it was not ready after ${READY / 1000} s`);
}

async function versionAt(address: string): Promise<string | undefined> {
  const self = await ask<{ config: { Version: { Version: string; VersionPrerelease: string } } }>(`${address}/v1/agent/self`);
  if (self === undefined) return undefined;
  const { Version, VersionPrerelease } = self.config.Version;
  return VersionPrerelease === "" ? Version : `${Version}-${VersionPrerelease}`;
}

async function ask<T>(url: string): Promise<T | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}

export function once(body: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= body());
}

