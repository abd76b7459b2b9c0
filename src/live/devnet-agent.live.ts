/** `up --agent` as a user calls it, with a Nomad of its own: it starts, outlives the command, dies, and is cleared away, with everything that it ran. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../golden/case-file.ts";
import { nodeDaemons } from "../cli/node-daemons.ts";
import { freePorts } from "./agent.ts";
import { compile } from "../compile.ts";
import { filesOf, projectWorld, root } from "./project.ts";
import { processesOf } from "./processes.ts";
import { programOf } from "./real-consul-template.ts";

const file = "networks/devnet.mantis";
const program = compile(projectWorld(filesOf(file)).host, `${root}/${file}`, { root: `${root}/networks` }).builds[0]!.network.programs[0]!.reference;
const ready = [program, "nomad"].every((name) => programOf(name, `${name.toUpperCase()}_BIN`) !== undefined);
if (!ready) console.log(`there is no \`${program}\` or no \`nomad\` on PATH: no agent is started`);
const all = suite("devnet agent");
const test = ready ? all : all.skip.bind(all);
const place = fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/up-`);
let address = "";

all.before(async () => {
  address = `http://127.0.0.1:${await freeRun()}`;
  fs.cpSync(`${projectRoot}/networks`, `${place}/networks`, { recursive: true });
});
all.after(async () => {
  await mantisc(["down", "devnet", "--yes"]);
  fs.rmSync(place, { recursive: true, force: true });
});

/** The first of three in a row that are free. */
async function freeRun(): Promise<number> {
  for (;;) {
    const [port] = (await freePorts(1)) as [number];
    if (port < 65_000 && (await nodeDaemons.takenPorts([port, port + 1, port + 2])).length === 0) return port;
  }
}

interface Ended { readonly code: number | null; readonly printed: string }

function mantisc(words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { PATH: process.env["PATH"], HOME: place, XDG_STATE_HOME: `${place}/state`, NOMAD_ADDR: address, NO_COLOR: "1", AWS_CA_BUNDLE: "/nowhere" };
    const child = spawn(process.execPath, ["--import", `file://${projectRoot}/node_modules/tsx/dist/esm/index.mjs`, `${projectRoot}/src/cli/main.ts`, ...words], { cwd: place, env, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("close", (code) => resolve({ code, printed }));
  });
}

async function expected(words: readonly string[], code: number, ...says: readonly string[]): Promise<void> {
  const ended = await mantisc(words);
  assert.is(ended.code, code, ended.printed);
  for (const text of says) assert.ok(ended.printed.includes(text), `${text}\n${ended.printed}`);
}

/** Whatever works in its directory, or names it. */
function left(): number[] {
  return processesOf(`${place}/state`, program).concat(processesOf(`${place}/state`, "nomad"));
}

test("without a Nomad up says how to get one, and starts nothing", async () => {
  await expected(["up", "devnet", "--yes"], 1, "up-no-nomad", "--agent");
  assert.equal(left(), []);
});

test("up --agent brings it all up, and the Nomad goes on", async () => {
  await expected(["up", "devnet", "--agent", "--yes"], 0, "No Nomad answers at", "devnet is up: 4 members.");
  await expected(["chain", "devnet", "--wait-height", "5", "--timeout", "1m"], 0, "Agree at height");
  await expected(["up", "devnet", "--agent"], 0, "Nothing to do:");
});

test("the agent dies midway: what it left is named, and down clears it away", async () => {
  const agent = processesOf(`${place}/state`, "nomad").find((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("agent\0-dev"))!;
  process.kill(agent, "SIGKILL");
  assert.ok(processesOf(`${place}/state`, program).length > 0, "its tasks run on");
  await expected(["up", "devnet", "--yes"], 1, "up-no-nomad");
  await expected(["down", "devnet", "--yes"], 0, "the one that `up` started has ended", "is removed");
  assert.equal(left(), []);
});

test("the keys outlive it: the next up is the same network; down ends the agent with it", async () => {
  await expected(["up", "devnet", "--agent", "--yes"], 0, "21 to be copied to the variables of Nomad", "devnet is up");
  await expected(["down", "devnet", "--yes"], 0, "The Nomad that `up` started ends", "nodes: stopped", "The keys stay in keys/devnet");
  assert.equal(left(), []);
  assert.not(fs.existsSync(`${place}/state/mantisc/agent-${new URL(address).port}`));
});

all.run();
