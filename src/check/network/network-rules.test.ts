import { test } from "uvu";
import * as assert from "uvu/assert";
import { networkCodes } from "../../diagnostics/codes/network.ts";
import type { Origin } from "../../evaluate/origin.ts";
import type { Group, Job, Member, MemberSet, Network, Route, Service, Wait } from "../../network/model.ts";
import { jobOf, networkOf, treeOf } from "../fixture.ts";
import { applyAllows } from "./allows.ts";
import { barrierRules } from "./barrier-rules.ts";
import { nameRules } from "./name-rules.ts";
import { routeRules } from "./route-rules.ts";

/** An origin whose span reads as the given words. */
const at = (words: string): Origin => {
  const { origin } = treeOf({});
  return { ...origin, span: { file: { path: "t.mantis", text: words }, start: 0, end: words.length } };
};
const service = (name: string, more: Partial<Service> = {}): Service =>
  ({ label: name, job: "j", group: "g", name: [name], provider: "consul", tags: [], meta: {}, checks: [], routes: [], origin: at(name), ...more });
const wait = (on: string, count: number): Wait => ({ on, count, origin: at(`${on} ${count}`) });
const group = (set: string, more: Partial<Group> = {}): Group =>
  ({ job: "j", name: set, set, role: set, members: [], count: 1, mode: "bridge", ports: [], services: [], tasks: [], waits: [], origin: at(set), ...more });
const member = (set: string, name: string): Member => ({ set, role: set, name, public: {}, origin: at(`${set} ${name}`) });
const memberSet = (name: string, size: number): MemberSet =>
  ({ name, role: name, lineage: [name], form: "range", members: Array.from({ length: size }, (_, i) => member(name, `${name}-${i + 1}`)), origin: at(name) });
const job = (groups: readonly Group[], id = "j"): Job => ({ ...jobOf({ ID: id }), groups });
const route = (memberName: string, more: Partial<Route>): Route => ({ protocol: "tcp", member: memberName, origin: at(`${memberName} ${more.public ?? ""}${more.host ?? ""}${more.path ?? ""}`), ...more });
const healthy = (label: string): Service => service(label, { checks: [{ type: "http", origin: at("check") }] });

type Rule = (network: Network) => readonly { readonly code: string; readonly title: string }[];
const covered = new Set<string>();

function rule(name: string, apply: Rule, wrong: Partial<Network>, right: Partial<Network>, titles: Record<string, string>): void {
  for (const code of Object.keys(titles)) covered.add(code);
  test(name, () => {
    assert.equal(Object.fromEntries(apply(networkOf(wrong)).map(({ code, title }) => [code, title])), titles);
    assert.equal(apply(networkOf(right)).map(({ code }) => code), []);
  });
}

rule("job ids", nameRules, { jobs: [job([], "a"), job([], "a")] }, { jobs: [job([], "a"), job([], "b")] }, { "job-twice": "Two jobs of this network are called `a`" });

const owned = (set: string, owner: string): Network["secrets"][number] =>
  ({ name: "key", owner, set, shape: "value", fields: [], shared: false, locations: [], home: { store: "vault", path: ["x"] }, origin: at("secret") });
const named = (name: string) => [{ ...memberSet("a", 0), members: [member("a", "n")] }, { ...memberSet("b", 0), members: [member("b", name)] }];
rule("names of members with secrets", nameRules, { sets: named("n"), secrets: [owned("a", "n"), owned("b", "n")] }, { sets: named("n"), secrets: [owned("a", "n")] },
  { "member-name-twice": "A member of `b` and one of `a` are both called `n`, and both own secrets" });

rule("service names across sets", nameRules, { jobs: [job([group("a", { services: [service("rpc")] }), group("b", { services: [service("rpc")] })])] },
  { jobs: [job([group("a", { services: [service("rpc")] }), group("a", { name: "a2", services: [service("rpc")] })])] },
  { "service-name-shared": "`b` and `a` register services of the same name, `rpc`" });

const routed = (...routes: Route[]) => ({ jobs: [job([group("a", { services: routes.map((each, i) => service(`s${i}`, { routes: [each] })) })])] });
rule("outside ports", routeRules, routed(route("m-1", { public: 9000 }), route("m-2", { public: 9000 })), routed(route("m-1", { public: 9000 }), route("m-2", { public: 9000, protocol: "udp" })),
  { "public-port-twice": "tcp port 9000 is the outside port of both `m-2` and `m-1`" });
rule("hosts and paths", routeRules, routed(route("m", { protocol: "http", host: "A.ws" }), route("m", { protocol: "http", host: "a.ws", path: "/" })),
  routed(route("m", { protocol: "http", host: "a.ws" }), route("m", { protocol: "http", host: "a.ws", path: "/rpc" })), { "route-twice": "Two routes lead from `a.ws/` to different services" });

const quorum = (need: number) => ({ quorums: [{ of: "obft", size: 5, need, origin: at("quorum") }] });
rule("quorums that cannot be", barrierRules, quorum(6), quorum(3), { "quorum-too-large": "The quorum needs 6 of `obft`, and there are 5" });
rule("quorums without a majority", barrierRules, quorum(2), quorum(5), { "quorum-minority": "2 of 5 `obft` are no majority" });

const miners = (count: number, more: Partial<Network> = {}, server = service("server")) =>
  ({ sets: [memberSet("miner", 3)], jobs: [job([group("miner", { services: [server], waits: [wait("miner.server", count)] })])], ...more });
rule("waits for more than there is", barrierRules, miners(4), miners(2), { "wait-too-many": "This waits for 4 instances of `miner.server`, and there are 3" });
rule("waits for all of oneself", barrierRules, miners(3), miners(0), { "wait-for-all": "A single instance of `miner.server` that cannot be placed keeps all 3 waiting" });
rule("waits for oneself to be healthy", barrierRules, miners(1, {}, healthy("server")), miners(1), { "wait-cycle": "These wait for each other, and none starts: miner -> miner" });

const pair = (a: Service, b: Service) => ({
  sets: [memberSet("a", 1), memberSet("b", 1), memberSet("c", 1)],
  jobs: [job([group("c", { waits: [wait("a.rpc", 1)] }), group("a", { services: [a], waits: [wait("b.rpc", 1)] }), group("b", { services: [b], waits: [wait("a.rpc", 1)] })])],
});
rule("circles of waits", barrierRules, pair(healthy("rpc"), healthy("rpc")), pair(healthy("rpc"), service("rpc")), { "wait-cycle": "These wait for each other, and none starts: a -> b -> a" });

const allow = (code: string) => ({ code, reason: "r", used: false, origin: at(code) });
test("allowances", () => {
  const network = (code: string) => ({ ...networkOf(quorum(2)), allows: [allow(code)] });
  const after = (code: string) => applyAllows(barrierRules(network(code)), network(code)).map((each) => each.code);
  assert.equal(after("quorum-minority"), []);
  assert.equal(after("quorum-too-large"), ["quorum-minority", "allow-unused"]);
  assert.equal(after("quorum-minorty"), ["quorum-minority", "allow-unknown"]);
  assert.equal(after("unknown-attribute"), ["quorum-minority", "allow-refused"]);
  for (const code of ["allow-unused", "allow-unknown", "allow-refused"]) covered.add(code);
});

test("every code of the network has a case", () => assert.equal(Object.keys(networkCodes).filter((code) => !covered.has(code)), []));

test.run();
