/**
 * The Vault that the live suite talks to: `vault` or `bao` (OpenBao, which speaks its API) on PATH, or in VAULT_BIN or BAO_BIN, started in a
 * directory of its own as a dev server in memory. Out: its address, or the reason why there is none.
 */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { end, killGroup } from "../cli/node-daemons.ts";
import { freePorts, once } from "./agent.ts";

export interface VaultServer {
  readonly address: string;
  /** `bao 2.4.4`: the program's name, and what `/v1/sys/health` says. */
  readonly version: string;
  readonly token: string;
  /** Of its certificate, where it speaks TLS. */
  readonly ca?: string;
  stop(): Promise<void>;
}

const token = "root";
const READY = 30_000;

export function vaultBinary(env: NodeJS.ProcessEnv): string | undefined {
  const named = [env["VAULT_BIN"], env["BAO_BIN"]].find((path) => path !== undefined && path !== "");
  return named ?? (env["PATH"] ?? "").split(":").flatMap((directory) => ["vault", "bao"].map((name) => `${directory}/${name}`)).find((path) => fs.existsSync(path));
}

export async function startVault(binary: string, options: { readonly tls?: boolean } = {}): Promise<VaultServer> {
  const directory = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/vault-live-`);
  const [port] = (await freePorts(1)) as [number];
  const tls = options.tls === true ? ["-dev-tls", `-dev-tls-cert-dir=${directory}`] : [];
  const child = spawn(binary, ["server", "-dev", `-dev-root-token-id=${token}`, `-dev-listen-address=127.0.0.1:${port}`, "-dev-no-store-token", ...tls], {
    cwd: directory, detached: true, stdio: "ignore", env: { PATH: process.env["PATH"], HOME: directory, TMPDIR: directory },
  });
  const lastResort = () => void killGroup(child, "SIGKILL");
  process.on("exit", lastResort);
  child.once("exit", () => process.off("exit", lastResort));
  const stop = once(() => end(child, directory));
  const ca = () => fs.readdirSync(directory).find((name) => name.endsWith("ca.pem"));
  try {
    const address = `${options.tls === true ? "https" : "http"}://127.0.0.1:${port}`;
    if (options.tls === true) return { address, version: "", token, ca: `${directory}/${await until(child, async () => ca())}`, stop };
    return { address, token, version: `${binary.split("/").at(-1)!} ${await until(child, () => versionAt(address))}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until<T>(child: ChildProcess, ready: () => Promise<T | undefined>): Promise<T> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  for (const last = Date.now() + READY; Date.now() < last; await pause(200)) {
    if (failure !== undefined || child.exitCode !== null) throw failure ?? new Error(`Vault ended with ${child.exitCode}`);
    const value = await ready();
    if (value !== undefined) return value;
  }
  throw new Error(`Vault was not ready after ${READY / 1000} s`);
}

async function versionAt(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${address}/v1/sys/health`, { signal: AbortSignal.timeout(2000) });
    return ((await answer.json()) as { version: string }).version;
  } catch {
    return undefined;
  }
}
