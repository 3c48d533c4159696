// Runs a share of the wrong consumers under the cases that name them, and of the
// null consumers under a sample of every group, and keeps what became of it, a
// JSON file each, for kill_matrix.test.mjs.
//
//   CHEFS_MOCK=… node run_mutants.mjs RUNS SHARE SHARES        SHARE from 0
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import {
  casesNaming,
  consumerCases,
  mutantList,
  runConsumer,
  sampleOf,
} from "./suite.mjs";

// Most of a run is waiting for what a wrong consumer does not do.
const AT_A_TIME = 3;

const [folder, share, shares] = process.argv.slice(2);

const cases = await consumerCases();
const { mutants, null_adapters: nulls } = await mutantList();
const all = [
  ...mutants.map(({ name }) => ({ name, ids: casesNaming(name, cases) })),
  ...nulls.map(({ name }) => ({ name, ids: sampleOf(cases) })),
];
const wanted = all
  // Of one that no case names, the rules tell that it was not run.
  .filter(({ ids }) => ids.length > 0)
  .filter((_, index) => index % Number(shares) === Number(share));

await mkdir(folder, { recursive: true });
const next = wanted.values();
async function work() {
  for (const { name, ids } of next) {
    const run = await runConsumer(name, ids);
    await writeFile(path.join(folder, `${name}.json`), JSON.stringify(run));
  }
}
await Promise.all(Array.from({ length: AT_A_TIME }, work));
