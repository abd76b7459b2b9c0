/** The README: its paths exist, its commands run, its listing, sample and error are what the program produces. */
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { suite } from "uvu";
import { parseArguments } from "../cli/arguments.ts";
import { commands } from "../cli/commands.ts";
import { memoryWorld } from "../cli/memory-world.ts";
import { run } from "../cli/run.ts";
import { compile } from "../compile.ts";
import { memoryHost } from "../host.ts";
import { floors } from "./layers.ts";
import { codes, fences, tables } from "./markdown.ts";
import { root } from "./source-text.ts";

const markdown = fs.readFileSync(`${root}/README.md`, "utf8");
const blocks = fences(markdown);
const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "");
/** Two networks and the kit: enough for every command, and quick. */
const files = Object.fromEntries(["networks/testnet.mantis", "networks/staging.mantis", ...filesBelow("networks/kit")].map((path) => [`/p/${path}`, fs.readFileSync(`${root}/${path}`, "utf8")]));
const scripts = (JSON.parse(fs.readFileSync(`${root}/package.json`, "utf8")) as { scripts: Record<string, string> }).scripts;

function filesBelow(directory: string): string[] {
  return fs.readdirSync(`${root}/${directory}`, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(`${directory}/${entry.name}`) : [`${directory}/${entry.name}`]));
}

function block(...info: readonly string[]): string {
  const found = blocks.find((one) => one.info.join(" ") === info.join(" "));
  if (found === undefined) throw new Error(`no block ${info.join(" ")}`);
  return found.text;
}

const test = suite("README");

test("the paths it names exist", () => {
  const links = [...markdown.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1]!);
  const named = codes(prose).filter((code) => /^(src|grammar|networks|schemas|golden)\/\S*$/.test(code));
  assert.ok(links.length > 5 && named.length > 15);
  assert.equal([...links, ...named].filter((path) => !fs.existsSync(`${root}/${path}`)), []);
});

test("the code map names every directory of the source, with an invariant for each stage", () => {
  const map = tables(markdown).find((table) => table.heading === "Code map")!;
  const mapped = map.rows.flatMap((row) => codes(row[0]!));
  const directories = fs.readdirSync(`${root}/src`, { withFileTypes: true }).filter((entry) => !entry.name.endsWith(".test.ts")).map((entry) => `src/${entry.name}${entry.isDirectory() ? "/" : ""}`);
  assert.equal(directories.filter((path) => !mapped.includes(path)), []);
  assert.ok(map.rows.filter((row) => row[2]!.startsWith("Invariant: ")).length >= 12);
});

test("the layers are those that the layer test holds", () => {
  const line = codes(prose).find((code) => code.startsWith("cli -> "))!;
  const written = line.split(" -> ").map((floor) => floor.split(", "));
  const held = floors.map((floor) => floor.filter((part) => !["host", "http", "keys", "result", "index", "node-host", "lsp"].includes(part))).filter((floor) => floor.length > 0).reverse();
  assert.equal(written, held);
});

test("the recording of a run is what a real Nomad made it print", () => {
  const { steps } = JSON.parse(fs.readFileSync(`${root}/golden/nomad/2.0.6/laptop.json`, "utf8")) as { steps: { run: string[]; printed: string }[] };
  const first = steps.find(({ run }) => run[0] === "run")!;
  assert.ok(first.printed.endsWith(block("text run")));
});

interface Step { readonly run: readonly string[]; readonly printed: string; readonly exit: number }

test("the recordings of a chain are what a real Nomad and a real client made it print", () => {
  const { steps } = JSON.parse(fs.readFileSync(`${root}/golden/nomad/2.0.6/devnet.json`, "utf8")) as { steps: Step[] };
  const file = "networks/devnet.mantis";
  const first = (words: readonly string[], after = -1, exit = 0) => steps.findIndex((step, i) => i > after && step.exit === exit && step.run.join(" ") === words.join(" "));
  const killed = first(["chain", file], -1, 1);
  const back = steps.findIndex(({ run }, i) => i > killed && run[0] === "chain");
  const shown: Readonly<Record<string, number>> = {
    up: first(["up", file]), chain: first(["chain", file]), tx: first(["tx", file, "--from", "faucet", "--to", "signer-1", "--value", "1ether", "--yes"]),
    killed, back, down: first(["down", file, "--purge", "--yes"]),
  };
  for (const [name, at] of Object.entries(shown)) assert.ok(steps[at]?.printed.endsWith(block("text", name)), `${name}: ${steps[at]?.printed}`);
});

test("the lines of the devnet and of its kit are as many as it says", () => {
  const read = (path: string) => fs.readFileSync(`${root}/networks/${path}`, "utf8");
  const count = (path: string) => read(path).split("\n").filter((line) => !/^\s*(#.*)?$/.test(line)).length;
  const role = `${/from "(kit\/[\w-]+)"/.exec(read("devnet.mantis"))![1]!}.mantis`;
  const template = `kit/${/from = "([\w.-]+\.hbs)"/.exec(read(role))![1]!}`;
  const [, devnet, kit, templates] = /(\d+) lines of devnet, (\d+) of its kit and (\d+) of its template/.exec(prose) ?? [];
  assert.equal([devnet, kit, templates].map(Number), [count("devnet.mantis"), count(role), count(template)]);
});

test("the sample is part of the network it says it is", () => {
  const source = files["/p/networks/testnet.mantis"]!.split("\n");
  let at = -1;
  for (const line of block("mantis").trimEnd().split("\n")) {
    if (line.trim() === "…") continue;
    at = source.indexOf(line, at + 1);
    assert.ok(at >= 0, line);
  }
});

test("the listing is what a build writes", () => {
  const paths = block("text").split("\n").map((line) => /^ {2}(\S+)/.exec(line)?.[1]).filter((path) => path !== undefined);
  const { builds } = compile(memoryHost(files), "/p/networks/testnet.mantis");
  const written = builds[0]!.artifacts.map((artifact) => artifact.path);
  assert.ok(paths.length >= 9);
  assert.equal(paths.filter((path) => !written.includes(path)), []);
  assert.equal(written.filter((path) => path.startsWith("nomad/") && !paths.includes(path)), []);
});

test("the error is what the program prints", async () => {
  const path = "/p/networks/testnet.mantis";
  const world = memoryWorld({ files: { ...files, [path]: files[path]!.replace("passive.rpc", "passive.rcp") }, cwd: "/p" });
  assert.is(await run(["check", "testnet"], world), 1);
  assert.is(world.stderr(), block("text", "error"));
});

test("the forecast is what the program prints", async () => {
  const network = (path: string) => ({ [`/p/networks/${path}`]: files["/p/networks/testnet.mantis"]! });
  const after = files["/p/networks/testnet.mantis"]!.replace("    passive { count = 3 }", "    miner[3] { cpu = 1000MHz }\n    passive { count = 3 }");
  const world = memoryWorld({ files: { ...files, ...network("before.mantis"), "/p/networks/testnet.mantis": after }, cwd: "/p" });
  assert.is(await run(["forecast", "before", "testnet"], world), 0);
  assert.is(world.stdout(), block("text", "forecast"));
});

test("whole files compile without a word", () => {
  const whole = blocks.filter((one) => one.info.join(" ") === "mantis file");
  assert.is(whole.length, 2);
  for (const { text } of whole) {
    const { diagnostics, builds } = compile(memoryHost({ ...files, "/p/networks/readme.mantis": text }), "/p/networks/readme.mantis");
    assert.equal(diagnostics.map((one) => `${one.code}: ${one.title}`), []);
    assert.is(builds.length, 1);
  }
});

/** Words of a command line, without what a shell does with its output. */
function commandOf(line: string): string[] | undefined {
  const [, words] = /(?:^|&& |[<$]\()(?:npx )?mantisc ([^|#)]*)/.exec(line) ?? [];
  return words?.trim().split(/\s+/);
}

const lines = blocks.filter((one) => one.info.join(" ") === "sh").flatMap((one) => one.text.trimEnd().split("\n"));
const branch = { "refs/heads/develop": "f".repeat(40) };
const world = memoryWorld({ files, cwd: "/p", remotes: { "https://github.com/input-output-hk/mantis": branch } });
for (const line of lines) {
  const words = commandOf(line);
  if (words === undefined) continue;
  test(`mantisc ${words.join(" ")}`, async () => assert.is(await run(words, world), 0, world.stderr()));
}

/** No server is here: their arguments are checked, and that the network is there. */
const asking = blocks.filter((one) => one.info.join(" ") === "sh nomad").flatMap((one) => one.text.trimEnd().split("\n")).map(commandOf).filter((words) => words !== undefined);

test("commands that ask a server have arguments that they take", () => {
  assert.ok(asking.length > 5);
  for (const [name, ...words] of asking) {
    const command = commands.find((one) => one.name === name)!;
    const { diagnostics, operands } = parseArguments(command, words);
    assert.equal(diagnostics.map(({ title }) => title), []);
    // Without one, a command takes all networks.
    // `keys verify NETWORK`: what is done stands before it.
    const network = operands.find((word) => !/^(verify|rotate|copy|set)$/.test(word));
    assert.ok(network === undefined || fs.existsSync(`${root}/networks/${network}.mantis`), network);
  }
});

test("every command has an example", () => {
  const shown = new Set([...lines.map(commandOf), ...asking].map((words) => words?.[0]));
  assert.equal(commands.map((command) => command.name).filter((name) => !shown.has(name)), []);
});

test("flags in the text exist", () => {
  const flags = new Set([...commands.flatMap((command) => command.flags.map((flag) => flag.name)), "help", "record"]);
  assert.equal(codes(prose).flatMap((code) => [...code.matchAll(/(?<![\w-])--([a-z-]+)/g)].map((match) => match[1]!)).filter((flag) => !flags.has(flag)), []);
});

test("npm scripts exist", () => {
  const used = [...markdown.matchAll(/npm run ([a-z]+)/g)].map((match) => match[1]!);
  assert.ok(used.includes("bench"));
  assert.equal([...used, "test", "prepare"].filter((name) => !Object.hasOwn(scripts, name)), []);
});

test("the licence and the Node version are those of package.json", () => {
  const manifest = JSON.parse(fs.readFileSync(`${root}/package.json`, "utf8")) as { license: string; engines: { node: string } };
  assert.match(markdown, manifest.license);
  assert.match(markdown, `Node ${manifest.engines.node.replace(">=", ">= ")}`);
});

test.run();
