// What the kill matrix is made of, from where it lives: the catalogue by the
// command in $CHEFS_MOCK, what run_mutants has kept in $MUTANT_RUNS.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const scenarios = new URL("../../../scenarios/decryptor/", import.meta.url);

export const killsFile = new URL("kills.json", scenarios);

async function readJson(place) {
  return JSON.parse(await readFile(place, "utf8"));
}

export function mutantList() {
  return readJson(new URL("mutants.json", scenarios));
}

// The names of the mistakes that a report recognises.
export async function diagnosable() {
  const { mistakes } = await readJson(new URL("diagnoses.json", scenarios));
  return mistakes.map(({ name }) => name);
}

export async function recordedKills() {
  const { kills } = await readJson(killsFile);
  return kills;
}

export async function cases() {
  const { stdout } = await promisify(execFile)(
    process.env.CHEFS_MOCK,
    ["cases", "list", "--json", "--suite", "decryptor"],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

// Nothing if it was not run.
async function readRun(name, adapter) {
  try {
    const file = `${name}.${adapter}.json`;
    return await readJson(path.join(process.env.MUTANT_RUNS, file));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

export async function runs({ mutants, null_adapters: nullAdapters }) {
  const wanted = [
    ...mutants.map(({ name, adapter = "session" }) => [name, adapter]),
    ...nullAdapters.flatMap(({ name }) => [
      [name, "session"],
      [name, "one-shot"],
    ]),
  ];
  const found = await Promise.all(wanted.map((each) => readRun(...each)));
  return found.filter((run) => run !== undefined);
}
