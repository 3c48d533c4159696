// The one case that takes a nats-server 2.10. The tests run with an older one as
// well, which is said to be unable to show it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { knowsSeveralFilters, runConsumer, SEVERAL_FILTERS } from "./suite.mjs";

test("a consumer that uses one of several filters is caught", async () => {
  const run = await runConsumer("first-filter-only", [SEVERAL_FILTERS]);

  const expected = knowsSeveralFilters(run) ? "killed" : "unsupported";
  assert.deepEqual(run.cases, { [SEVERAL_FILTERS]: expected });
});

test("a right consumer passes where the server can show it", async () => {
  const run = await runConsumer(undefined, [SEVERAL_FILTERS]);

  const expected = knowsSeveralFilters(run) ? "pass" : "unsupported";
  assert.deepEqual(run.cases, { [SEVERAL_FILTERS]: expected });
});
