// What the kill matrix of consumers is made of: the catalogue, the list of wrong
// consumers, and runs of them under the command in $CHEFS_MOCK.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);

const program = fileURLToPath(new URL("../consumer/main.mjs", import.meta.url));
const scenarios = new URL("../../../scenarios/", import.meta.url);

// Of every deadline. What a wrong consumer never does is waited for until the
// deadline; a right one does it long before.
const PATIENCE = 0.4;

// How long one wrong consumer may take for its cases.
const LIMIT_MS = 170_000;

async function readJson(place) {
  return JSON.parse(await readFile(place, "utf8"));
}

export function mutantList() {
  return readJson(new URL("consumer/mutants.json", scenarios));
}

export async function consumerCases(folder = scenarios) {
  const consumer = new URL("consumer/", folder);
  const { groups } = await readJson(new URL("index.json", consumer));
  const files = groups.map((group) => readJson(new URL(`${group}.json`, consumer)));
  return (await Promise.all(files)).flatMap(({ cases }) => cases);
}

// The cases in which a wrong consumer has to show what it is.
export function casesNaming(name, cases) {
  return cases.filter(({ mutants }) => mutants.includes(name)).map(({ id }) => id);
}

// A few of every group, for those that must not pass anywhere.
export function sampleOf(cases) {
  const groups = new Map();
  for (const { id } of cases) {
    const [, group] = id.split(".");
    groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return [...groups.values()].flatMap((ids) => [ids[0], ids.at(-1)]);
}

// What a server before 2.10 cannot show.
export const SEVERAL_FILTERS = "consumer.subjects.several";

export function knowsSeveralFilters({ natsServerVersion }) {
  const [major, minor] = natsServerVersion.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 10);
}

// What became of each case: { name, adapter, exitCode, cases: { id: word },
// causes: { id: the likeliest cause } }. Without a name it is the right consumer.
export async function runConsumer(
  name,
  ids,
  { environment = {}, jobs = 3, patience = PATIENCE, limitMs = LIMIT_MS } = {},
) {
  const folder = await mkdtemp(path.join(tmpdir(), "consumer-matrix-"));
  const report = path.join(folder, "report.json");
  try {
    const { exitCode, stderr } = await conform(name, ids, report, {
      environment,
      jobs,
      patience,
      limitMs,
    });
    const text = await readFile(report, "utf8").catch(() => undefined);
    if (!text) throw new Error(`${name ?? "the right consumer"}: ${stderr}`);
    const { cases, natsServerVersion } = JSON.parse(text);
    const words = cases.map(({ id, outcome }) => [
      id,
      outcome === "fail" ? "killed" : outcome,
    ]);
    return {
      name,
      adapter: "consumer",
      exitCode,
      natsServerVersion,
      cases: Object.fromEntries(words),
      causes: Object.fromEntries(
        cases.map(({ id, likely }) => [id, likely?.[0]?.name]),
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Many run at once and are given little time, so that a busy machine can make
// one look better or worse than it is. The cases that came out as `isSurprise`
// tells are run again alone, with the time that a user's consumer gets, and that
// is what counts.
export async function lookAgain(run, isSurprise) {
  const surprises = Object.keys(run.cases).filter((id) =>
    isSurprise(run.cases[id], id),
  );
  if (surprises.length === 0) return run;
  console.log(`${run.name ?? "right"}: again alone: ${surprises.join(" ")}`);
  const again = await runConsumer(run.name, surprises, { jobs: 1, patience: 1 });
  return {
    ...again,
    cases: { ...run.cases, ...again.cases },
    causes: { ...run.causes, ...again.causes },
  };
}

async function conform(name, ids, report, options) {
  const { environment, jobs, patience, limitMs } = options;
  const words = [
    ...["conform", "consumer", "--level", "may", "--jobs", String(jobs)],
    ...["--patience", String(patience), "--report", `json=${report}`],
    ...ids.flatMap((id) => ["--only", id]),
    ...["--", process.execPath, program, ...(name ? [name] : [])],
  ];
  try {
    const { stderr } = await exec(process.env.CHEFS_MOCK, words, {
      env: { ...process.env, ...environment },
      timeout: limitMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { exitCode: 0, stderr };
  } catch (error) {
    // No number: it did not end by itself.
    return { exitCode: error.code ?? `killed (${error.signal})`, stderr: error.stderr };
  }
}
