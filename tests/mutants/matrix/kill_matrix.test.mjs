// The suite's own proof: every wrong decryptor is caught by the case that is
// there for it, every case catches what it names, and programs that do not
// decrypt earn nothing. Reads what run_mutants.mjs has kept.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { violations } from "./rules.mjs";
import { cases, mutantList, readRun, wantedRuns } from "./suite.mjs";

let suite;
let diagnosable;

before(async () => {
  const list = await mutantList();
  const runs = await Promise.all(wantedRuns(list).map(readRun));
  suite = {
    cases: await cases(),
    mutants: list.mutants,
    nullAdapters: list.null_adapters,
    runs: runs.filter((run) => run !== undefined),
  };
});

test("the list has at least 45 mutants", () => {
  assert.ok(suite.mutants.length >= 45);
});

test("all runs asked the same cases", () => {
  assert.equal(new Set(suite.runs.map(({ digest }) => digest)).size, 1);
});

test("each case catches what it names, and nothing slips through", () => {
  assert.deepEqual(violations(suite), []);
});
