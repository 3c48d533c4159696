// What the suite says to somebody who took the published demo for a consumer,
// which its page asks nobody to do: in plain words, what it lacks.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const demo = fileURLToPath(new URL("./demo_habits.cjs", import.meta.url));

// What it lacks, by the case that shows it.
const lacks = {
  "consumer.source.foreign-ignored":
    /Test data from pull requests and development becomes real cases/,
  "consumer.subjects.all-public": /private ones come that were not asked for/,
  "consumer.private.key-per-form": /All but one of the forms cannot be read/,
  "consumer.size.recovers": /Large submissions are lost/,
  "consumer.connect.server-late": /start the consumer by hand/,
  "consumer.load.full-stream": /discards events faster than they are read/,
};

// What it does right.
const has = [
  "consumer.connect.websocket",
  "consumer.connect.nkey",
  "consumer.connect.permitted-api",
  // It takes 30 s for the eleven messages of that.
  "consumer.delivery.acknowledges",
];

let report;
let terminal;

async function conform(file) {
  const only = [...Object.keys(lacks), ...has].flatMap((id) => ["--only", id]);
  const words = [
    ...["conform", "consumer", "--level", "should", "--jobs", "9"],
    ...["--report", `json=${file}`, ...only, "--", process.execPath, demo],
  ];
  const limits = { maxBuffer: 64 * 1024 * 1024 };
  try {
    return await promisify(execFile)(process.env.CHEFS_MOCK, words, limits);
  } catch (error) {
    assert.equal(error.code, 1, error.stderr);
    return error;
  }
}

before(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "demo-habits-"));
  try {
    const file = path.join(folder, "report.json");
    terminal = (await conform(file)).stdout;
    report = JSON.parse(await readFile(file, "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
