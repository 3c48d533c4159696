// A right consumer that is slow fails nothing: how fast it is, is the load
// group's affair.
import assert from "node:assert/strict";
import { test } from "node:test";

import { runConsumer } from "./suite.mjs";

const SLOW_WORK = [
  "consumer.delivery.acknowledges",
  "consumer.delivery.live",
  "consumer.delivery.stops",
  "consumer.source.foreign-acknowledged",
  "consumer.envelope.null-body",
];

const SLOW_START = [
  "consumer.connect.server-late",
  "consumer.connect.wrong-seed",
  "consumer.connect.foreign-ca",
  "consumer.delivery.resumes-after-kill",
  "consumer.size.api-401",
];

function passed(ids) {
  return Object.fromEntries(ids.map((id) => [id, "pass"]));
}

test("one that takes 2.5 s for each event passes", async () => {
  const environment = { SLOW_WORK_MS: "2500" };

  const run = await runConsumer(undefined, SLOW_WORK, {
    environment,
    jobs: 5,
    patience: 1,
  });

  assert.deepEqual(run.cases, passed(SLOW_WORK));
});

test("one that takes 8 s to start passes", async () => {
  const environment = { SLOW_START_MS: "8000" };

  const run = await runConsumer(undefined, SLOW_START, {
    environment,
    jobs: 5,
    patience: 1,
  });

  assert.deepEqual(run.cases, passed(SLOW_START));
});
