// The consumer that the wrong ones are made from passes every case, with the
// deadlines that they get: what fails a wrong one is its bug.
import assert from "node:assert/strict";
import { test } from "node:test";

import { runConsumer } from "./suite.mjs";

test("without a bug it passes all that this server can show", async () => {
  const { exitCode, cases } = await runConsumer(undefined, ["consumer.*"]);

  const others = Object.entries(cases).filter(
    ([, word]) => word !== "pass" && word !== "unsupported",
  );
  assert.deepEqual(others, []);
  // What nats-server 2.9 cannot show keeps a run from conforming.
  const isAllShown = !Object.values(cases).includes("unsupported");
  assert.equal(exitCode, isAllShown ? 0 : 1);
});
