import { test } from "uvu";
import * as assert from "uvu/assert";
import { acceptCommand, goldenCases, orphanNetworks, problemsOf, uncoveredCodes } from "./harness.ts";

for (const golden of goldenCases()) {
  test(golden.name, async () => {
    const problems = await problemsOf(golden);
    if (problems.length > 0) throw failure(`${problems.slice(0, 5).join("\n\n")}\n\nIf this is what you meant: ${acceptCommand(golden)}\n`);
  });
}

/** Without a stack, which would only repeat the message. */
function failure(message: string): Error {
  return Object.assign(new Error(message), { stack: "" });
}

test("golden/networks holds nothing that no network produces", async () => {
  assert.equal(await orphanNetworks(), [], "npm run accept removes them");
});

test("every diagnostic code is shown by a case", () => assert.equal(uncoveredCodes(), []));

test.run();
