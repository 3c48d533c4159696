// What the kill matrix is made of, from where it lives: the command and the
// wrong decryptors by $CHEFS_MOCK and $MUTANT_DECRYPTOR, results of their runs
// in $MUTANT_RUNS.
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const mutantsFile = new URL(
  "../../../scenarios/decryptor/mutants.json",
  import.meta.url,
);

export async function mutantList() {
  return JSON.parse(await readFile(mutantsFile, "utf8"));
}

export async function cases() {
  const { output } = await chefsMock(["cases", "list", "--json"]);
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

export function chefsMock(options, environment = {}) {
  const child = spawn(process.env.CHEFS_MOCK, options, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}

function fileOf({ name, adapter }) {
  return path.join(process.env.MUTANT_RUNS, `${name}.${adapter}.json`);
}

export async function writeRun(run) {
  await mkdir(process.env.MUTANT_RUNS, { recursive: true });
  await writeFile(fileOf(run), JSON.stringify(run));
}

// Nothing if it was not run.
export async function readRun(wanted) {
  try {
    return JSON.parse(await readFile(fileOf(wanted), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

// Every run that there has to be: each mutant by the adapter in which its
// mistake shows, each null adapter by both.
export function wantedRuns({ mutants, null_adapters: nullAdapters }) {
  return [
    ...mutants.map(({ name, adapter = "session" }) => ({ name, adapter })),
    ...nullAdapters.flatMap(({ name }) => [
      { name, adapter: "session", isNull: true },
      { name, adapter: "one-shot", isNull: true },
    ]),
  ];
}
