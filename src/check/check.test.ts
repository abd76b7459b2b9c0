import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MapTree, Tree } from "../network/tree.ts";
import { check } from "./check.ts";
import { jobOf, networkOf, placed } from "./fixture.ts";

const group = (name: string, splay: number) => ({ Name: name, Tasks: [{ Name: "t", Driver: "docker", Templates: [{ DestPath: "local/x", EmbeddedTmpl: "x", Splay: splay }] }] });

test("the schema, the network and the jobs are checked in one run", () => {
  const jobs = [jobOf({ ID: "a b", TaskGroups: [group("g", 0)] }), jobOf({ ID: "c", TaskGroups: [group("g", -1)] })];
  const found = check(networkOf({ namespace: "my net", jobs, quorums: [{ of: "m", size: 1, need: 2, origin: jobs[0]!.origin }] }));
  assert.equal(found.map(placed).sort(), ["field-form /", "field-range /TaskGroups/0/Tasks/0/Templates/0/Splay", "job-id /ID", "quorum-too-large /"]);
});

/** Every node of the second group was written where the first one's was. */
function sharing(tree: Tree, first: Tree): Tree {
  if (tree.kind === "map" && first.kind === "map") return { ...tree, origin: first.origin, fields: new Map([...tree.fields].map(([name, each]) => [name, sharing(each, first.fields.get(name)!)])) };
  return tree.kind === "list" && first.kind === "list" ? { ...tree, origin: first.origin, items: tree.items.map((each, i) => sharing(each, first.items[i]!)) } : { ...tree, origin: first.origin };
}

test("what five members repeat is one diagnostic", () => {
  const job = jobOf({ ID: "j", TaskGroups: ["a", "b", "c", "d", "e"].map((name) => group(name, -1)) });
  const groups = job.tree.fields.get("TaskGroups")!;
  assert.ok(groups.kind === "list");
  const items = groups.kind === "list" ? groups.items.map((each) => sharing(each, groups.items[0]!)) : [];
  const tree: MapTree = { ...job.tree, fields: new Map([...job.tree.fields, ["TaskGroups", { ...groups, items } as Tree]]) };
  assert.equal(check(networkOf({ jobs: [{ ...job, tree }] })).map(placed), ["field-range /TaskGroups/0/Tasks/0/Templates/0/Splay"]);
});

test.run();
