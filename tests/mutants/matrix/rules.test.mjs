// The rules themselves: a suite that is well built passes them, and each way of
// spoiling it is seen.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./rules.mjs";

// Two cases, two mutants, one null adapter; every rule is kept.
function soundSuite() {
  return {
    cases: [
      { id: "decrypt.tag.flipped-bit", mutants: ["ignores-tag"] },
      { id: "decrypt.key.hex-text", mutants: ["hex-decodes-key"] },
    ],
    mutants: [
      { name: "ignores-tag", killed_by: "decrypt.tag.flipped-bit" },
      { name: "hex-decodes-key", killed_by: "decrypt.key.hex-text" },
    ],
    nullAdapters: [{ name: "reject-all" }],
    runs: [
      run("ignores-tag", 1, { "decrypt.tag.flipped-bit": "killed" }),
      run("hex-decodes-key", 1, {
        "decrypt.tag.flipped-bit": "unproven",
        "decrypt.key.hex-text": "killed",
      }),
      run("reject-all", 3, { "decrypt.tag.flipped-bit": "error" }),
    ],
  };
}

function run(name, exitCode, cases) {
  return { name, adapter: "session", exitCode, cases };
}

test("a suite in which every case kills what it names is sound", () => {
  assert.deepEqual(violations(soundSuite()), []);
});

test("a case that kills nothing is found", () => {
  const suite = soundSuite();
  suite.cases.push({ id: "decrypt.tag.useless", mutants: ["ignores-tag"] });
  suite.runs[0].cases["decrypt.tag.useless"] = "pass";

  assert.deepEqual(violations(suite), [
    "case decrypt.tag.useless names ignores-tag but does not kill it (pass)",
  ]);
});

test("a case that names no mutant is found", () => {
  const suite = soundSuite();
  suite.cases.push({ id: "decrypt.tag.nameless", mutants: [] });

  assert.deepEqual(violations(suite), [
    "case decrypt.tag.nameless names no mutant that it kills",
  ]);
});

test("a case that names a mutant which does not exist is found", () => {
  const suite = soundSuite();
  suite.cases[0].mutants.push("ignores-tgas");

  assert.deepEqual(violations(suite), [
    "case decrypt.tag.flipped-bit names ignores-tgas, which is no mutant",
  ]);
});

test("a mutant that no case kills is found", () => {
  const suite = soundSuite();
  suite.mutants.push({ name: "harmless", killed_by: "decrypt.key.hex-text" });
  suite.runs.push(run("harmless", 0, { "decrypt.key.hex-text": "pass" }));

  assert.deepEqual(violations(suite), [
    "mutant harmless makes the suite exit with 0",
    "mutant harmless survives decrypt.key.hex-text, which is there to kill it " +
      "(pass)",
  ]);
});

test("a mutant that fails only for want of proof is not killed", () => {
  const suite = soundSuite();
  suite.runs[0].cases["decrypt.tag.flipped-bit"] = "unproven";

  assert.match(violations(suite)[0], /survives .* \(unproven\)$/);
});

test("a mutant that was not run is found", () => {
  const suite = soundSuite();
  suite.runs.splice(0, 1);

  assert.deepEqual(violations(suite), ["mutant ignores-tag was not run"]);
});

test("a mutant whose case is gone is found", () => {
  const suite = soundSuite();
  suite.mutants[0].killed_by = "decrypt.tag.gone";

  assert.deepEqual(violations(suite), [
    "mutant ignores-tag is to be killed by decrypt.tag.gone, which is no case",
  ]);
});

test("a null adapter that earns a pass is found", () => {
  const suite = soundSuite();
  suite.runs[2].cases["decrypt.tag.flipped-bit"] = "pass";

  assert.deepEqual(violations(suite), [
    "null adapter reject-all (session) earns a pass in decrypt.tag.flipped-bit",
  ]);
});

test("a null adapter that conforms is found", () => {
  const suite = soundSuite();
  suite.runs[2].exitCode = 0;

  assert.deepEqual(violations(suite), [
    "null adapter reject-all (session) makes the suite exit with 0",
  ]);
});

test("a null adapter that was not run is found", () => {
  const suite = soundSuite();
  suite.runs.pop();

  assert.deepEqual(violations(suite), ["null adapter reject-all was not run"]);
});
