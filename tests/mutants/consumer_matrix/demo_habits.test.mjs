// What the suite says to somebody who took the published demo for a consumer,
// which its page asks nobody to do: in plain words, what it lacks.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const demo = fileURLToPath(new URL("./demo_habits.cjs", import.meta.url));

// What it lacks, by the case that shows it.
const lacks = {
  "consumer.source.foreign-ignored": /Test data and real cases are mixed/,
  "consumer.private.key-per-form": /./,
  "consumer.size.recovers": /Large submissions are lost/,
  "consumer.delivery.no-double-effect": /./,
  "consumer.connect.server-late": /start the consumer by hand/,
  "consumer.load.full-stream": /discards events faster than they are read/,
};

// What it does right.
const has = [
  "consumer.connect.websocket",
  "consumer.connect.nkey",
  "consumer.connect.permitted-api",
];

let report;
let terminal;

before(async () => {
  const only = [...Object.keys(lacks), ...has].flatMap((id) => ["--only", id]);
  const words = ["conform", "consumer", "--level", "should", "--jobs", "4"];
  const program = ["--", process.execPath, demo];
  const run = async (...more) => {
    try {
      return await promisify(execFile)(
        process.env.CHEFS_MOCK,
        [...words, ...more, ...only, ...program],
        { maxBuffer: 64 * 1024 * 1024 },
      );
    } catch (error) {
      assert.equal(error.code, 1, error.stderr);
      return error;
    }
  };
  [{ stdout: report }, { stdout: terminal }] = await Promise.all([
    run("--json"),
    run(),
  ]);
  report = JSON.parse(report);
});

test("it fails for each thing that it lacks, and for nothing else", () => {
  const failed = report.cases.filter(({ outcome }) => outcome === "fail");

  assert.deepEqual(
    failed.map(({ id }) => id).sort(),
    Object.keys(lacks).sort(),
  );
});

test("the report says in plain words what that means", () => {
  const words = terminal.replaceAll(/\s+/g, " ");

  for (const [id, sentence] of Object.entries(lacks)) {
    assert.match(words, sentence, id);
  }
});
