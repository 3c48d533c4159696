// The suite's own proof: every wrong decryptor is caught by the case that is
// there for it and recognised by name, every case catches what it names, and
// programs that do not decrypt earn nothing. Reads what run_mutants has kept.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { measuredKills } from "./kills.mjs";
import { violations } from "./rules.mjs";
import {
  cases,
  diagnosable,
  mutantList,
  recordedKills,
  runs,
} from "./suite.mjs";

let suite;

before(async () => {
  const list = await mutantList();
  suite = {
    cases: await cases(),
    mutants: list.mutants,
    nullAdapters: list.null_adapters,
    runs: await runs(list),
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

// Was a case or a mutant changed? record_kills.mjs writes it anew.
test("the matrix that docs/cases.md prints is the one measured", async () => {
  assert.deepEqual(await recordedKills(), measuredKills(suite));
});

test("every mutant's mistake is in the table of diagnoses", async () => {
  const known = await diagnosable();

  assert.deepEqual(
    known,
    suite.mutants.map(({ name }) => name),
  );
});

// What cannot be told apart from outside: a program run once for each text
// that exits with 0 and an error's text on standard output may mean it either
// as its plaintext or as its message.
const alike = [["returns-error-text", "prints-rejection-on-stdout"]];

function mutantRuns() {
  const names = new Set(suite.mutants.map(({ name }) => name));
  return suite.runs.filter(({ name }) => names.has(name));
}

test("a mutant's report names its mistake before any other", () => {
  const mistaken = mutantRuns().filter(
    ({ name, diagnoses }) =>
      diagnoses[0] !== name && !alike.some(([, second]) => second === name),
  );

  assert.deepEqual(
    mistaken.map(({ name, diagnoses }) => [name, diagnoses[0]]),
    [],
  );
});

test("a report names both of two mistakes that look alike", () => {
  const named = mutantRuns().filter(({ name }) =>
    alike.some(([, second]) => second === name),
  );

  assert.deepEqual(
    named.map(({ diagnoses }) => diagnoses),
    alike,
  );
});
