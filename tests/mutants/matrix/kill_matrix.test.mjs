// The suite's own proof: every wrong decryptor is caught by the case that is
// there for it and recognised by name, every case catches what it names, and
// programs that do not decrypt earn nothing. Reads what run_mutants has kept.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { violations } from "./rules.mjs";
import { cases, diagnosable, mutantList, runs } from "./suite.mjs";

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

// Some mistakes cannot be told apart from outside, e.g. what is lost of a key
// beyond ASCII. Then the name of one with the very same answers will do.
test("a mutant's report names its mistake before any other", async () => {
  const names = new Set(await diagnosable());
  const answersOf = (name) =>
    suite.runs.find((run) => run.name === name)?.answers;

  const mistaken = suite.runs.filter(
    ({ name, diagnoses, answers }) =>
      names.has(name) &&
      diagnoses[0] !== name &&
      !isDeepStrictEqual(answersOf(diagnoses[0]), answers),
  );

  assert.deepEqual(
    mistaken.map(({ name, diagnoses }) => [name, diagnoses[0]]),
    [],
  );
});
