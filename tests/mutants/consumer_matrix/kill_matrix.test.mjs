// The consumer suite's own proof: every wrong consumer is caught by the case
// that is there for it, every case catches what it names, and programs that do
// not consume earn nothing. Reads what run_mutants.mjs has kept in $MUTANT_RUNS.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { before, test } from "node:test";

import { violations } from "../matrix/rules.mjs";
import {
  consumerCases,
  knowsSeveralFilters,
  mutantList,
  SEVERAL_FILTERS,
} from "./suite.mjs";

async function readRun({ name }) {
  try {
    const file = path.join(process.env.MUTANT_RUNS, `${name}.json`);
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

let suite;

before(async () => {
  const { mutants, null_adapters: nullAdapters } = await mutantList();
  const runs = await Promise.all([...mutants, ...nullAdapters].map(readRun));
  suite = {
    cases: await consumerCases(),
    mutants,
    nullAdapters,
    nullRun: "consumer",
    runs: runs.filter((run) => run !== undefined),
  };
  if (!suite.runs.every(knowsSeveralFilters)) leaveOut(SEVERAL_FILTERS);
});

// several_filters.test.mjs has it, on the server that CHEFS runs as well.
function leaveOut(id) {
  suite.cases = suite.cases.filter((each) => each.id !== id);
  suite.mutants = suite.mutants.filter(({ killed_by: killer }) => killer !== id);
}

test("the list has at least 45 mutants", () => {
  assert.ok(suite.mutants.length >= 45);
});

test("there are at least 90 cases", () => {
  assert.ok(suite.cases.length >= 90);
});

test("the likeliest cause of each is the mistake that it makes", () => {
  const found = suite.mutants.map(({ name, cause, killed_by: killer }) => {
    const run = suite.runs.find((each) => each.name === name);
    return `${name}: ${run?.causes[killer]}, and it is ${cause}`;
  });

  const wanted = suite.mutants.map(
    ({ name, cause }) => `${name}: ${cause}, and it is ${cause}`,
  );
  assert.deepEqual(found, wanted);
});

test("each case catches what it names, and nothing slips through", () => {
  assert.deepEqual(violations(suite), []);
});
