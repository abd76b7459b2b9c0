/** `npm run accept [-- PART…]`: makes what is produced now the expected output, for all cases or those whose name contains a part. */
import * as fs from "node:fs";
import { acceptRecordings } from "../live/accept.ts";
import { accept, goldenCases, goldenRoot, orphanNetworks } from "./harness.ts";

const parts = process.argv.slice(2);
let changes = 0;
let refused = 0;
for (const golden of goldenCases()) {
  if (parts.length > 0 && !parts.some((part) => golden.name.includes(part))) continue;
  const { done, refusal } = await accept(golden);
  changes += done.length;
  for (const line of done) console.log(`${golden.name}: ${line}`);
  if (refusal === undefined) continue;
  refused++;
  console.error(`${golden.name}: not accepted: ${refusal}\n`);
}
for (const { name, changed, refusal } of await acceptRecordings(parts)) {
  changes += Math.min(changed, 1);
  if (changed > 0) console.log(`${name}: ${changed} calls print something else`);
  if (refusal === undefined) continue;
  refused++;
  console.error(`${name}: \`npm run test:live -- --record\` has to record it again: ${refusal}\n`);
}
if (parts.length === 0 && refused === 0) {
  for (const name of await orphanNetworks()) {
    fs.rmSync(`${goldenRoot}/networks/${name}`, { recursive: true });
    console.log(`networks/${name}: removed`);
    changes++;
  }
}
console.log(`${changes} files changed${refused === 0 ? "" : `, ${refused} cases not accepted`}`);
process.exitCode = refused === 0 ? 0 : 1;
