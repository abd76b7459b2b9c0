/** Every payload of every network: the real server accepts it, and says what it would do. */
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { suite } from "uvu";
import { deploymentOf } from "../cli/deployment.ts";
import { compile } from "../compile.ts";
import type { Deployment } from "../deploy/model.ts";
import { projectRoot } from "../golden/case-file.ts";
import { nodeHost } from "../node-host.ts";
import { wipe } from "./api.ts";
import { site } from "./site.ts";

const root = `${projectRoot}/networks`;
const deployments = fs.readdirSync(root).filter((name) => name.endsWith(".mantis")).flatMap(deploymentsIn);
const namespaces = new Set(deployments.map(({ namespace }) => namespace).filter((name) => name !== "default"));
const test = suite("payloads");

function deploymentsIn(name: string): Deployment[] {
  const { builds, diagnostics } = compile(nodeHost(), `${root}/${name}`, { root });
  assert.equal(diagnostics.map(({ title }) => title), []);
  return builds.map((build) => deploymentOf(build, `networks/${name}`));
}

let accepted = 0;

test.before(async () => {
  const { api } = site();
  await wipe(api);
  for (const namespace of namespaces) await api.put(`/v1/namespace/${namespace}`, { Name: namespace });
});

test.after(async () => {
  for (const namespace of namespaces) await site().api.remove(`/v1/namespace/${namespace}`);
  console.log(`${accepted} payloads of ${deployments.length} networks accepted `);
});

for (const { network, namespace, jobs } of deployments) {
  for (const { id, job, groups } of jobs) {
    test(`${network}/${id}`, async () => {
      const { api } = site();
      const validation = await api.put<Validation>(`/v1/validate/job?namespace=${namespace}`, { Job: job });
      assert.equal([validation.Error, ...(validation.ValidationErrors ?? [])].filter((text) => text !== ""), []);
      const plan = await api.put<Plan>(`/v1/job/${encodeURIComponent(id)}/plan?namespace=${namespace}`, { Job: job, Diff: true });
      assert.is(plan.Diff.Type, "Added");
      if (groups.length > 0 && plan.Annotations !== null) assert.equal(Object.keys(plan.Annotations.DesiredTGUpdates ?? {}).sort(), groups.map(({ name }) => name).sort());
      accepted++;
    });
  }
}

interface Validation { readonly Error: string; readonly ValidationErrors: readonly string[] | null }
interface Plan { readonly Diff: { readonly Type: string }; readonly Annotations: { readonly DesiredTGUpdates: Readonly<Record<string, unknown>> | null } | null }

test.run();
