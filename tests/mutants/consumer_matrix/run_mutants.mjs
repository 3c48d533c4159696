// Runs the wrong consumers under the cases that name them, and the null
// consumers under a sample of every group, and keeps what became of it, a JSON
// file each, for kill_matrix.test.mjs.
//
//   CHEFS_MOCK=… node run_mutants.mjs RUNS
//
// Why: docs/decisions/0122.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import {
  casesNaming,
  consumerCases,
  lookAgain,
  mutantList,
  runConsumer,
  sampleOf,
} from "./suite.mjs";

// Most of a run is waiting for what a wrong consumer does not do.
const AT_A_TIME = 6;

const [folder] = process.argv.slice(2);

const cases = await consumerCases();
const { mutants, null_adapters: nulls } = await mutantList();
const wanted = [
  ...mutants.map(({ name }) => ({ name, ids: casesNaming(name, cases) })),
  ...nulls.map(({ name }) => ({ name, ids: sampleOf(cases) })),
]
  // Of one that no case names, the rules tell that it was not run.
  .filter(({ ids }) => ids.length > 0)
  // The longest first, so that none is left alone at the end.
  .sort((a, b) => b.ids.length - a.ids.length);

const runs = [];
const next = wanted.values();
async function work() {
  for (const { name, ids } of next) runs.push(await runConsumer(name, ids));
}
await Promise.all(Array.from({ length: AT_A_TIME }, work));

await mkdir(folder, { recursive: true });
const isNull = ({ name }) => nulls.some((each) => each.name === name);
for (const run of runs) {
  const { cause, killed_by: killer } =
    mutants.find(({ name }) => name === run.name) ?? {};
  const isSurprise = isNull(run)
    ? (word) => word === "pass"
    : (word, id) =>
        (word !== "killed" && word !== "unsupported") ||
        (id === killer && word === "killed" && run.causes[id] !== cause);
  const seen = await lookAgain(run, isSurprise);
  await writeFile(path.join(folder, `${run.name}.json`), JSON.stringify(seen));
}
