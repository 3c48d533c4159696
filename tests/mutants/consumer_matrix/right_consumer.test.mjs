// The consumer that the wrong ones are made from passes every case: what fails a
// wrong one is its bug.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAgain, runConsumer } from "./suite.mjs";

test("without a bug it passes all that this server can show", async () => {
  const isSurprise = (word) => word !== "pass" && word !== "unsupported";
  const run = await runConsumer(undefined, ["consumer.*"], {
    // All of the cases.
    limitMs: 500_000,
  });

  const seen = await lookAgain(run, isSurprise);

  const { cases } = seen;
  const others = Object.entries(cases).filter(([, word]) => isSurprise(word));
  assert.deepEqual(others, []);
  assert.ok(Object.values(cases).includes("pass"));
  // What nats-server 2.9 cannot show is no failure.
  assert.equal(seen.exitCode, 0);
});
