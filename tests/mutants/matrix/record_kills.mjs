// Writes scenarios/decryptor/kills.json from the runs that were made last, for
// whoever changed a case or a mutant. With the environment that ctest sets:
//
//   CHEFS_MOCK=… MUTANT_RUNS=… node tests/mutants/matrix/record_kills.mjs
//
// Why: docs/decisions/0083.
import { writeFile } from "node:fs/promises";

import { killsAsText, measuredKills } from "./kills.mjs";
import { cases, killsFile, mutantList, runs } from "./suite.mjs";

const list = await mutantList();
const measured = measuredKills({
  mutants: list.mutants,
  cases: await cases(),
  runs: await runs(list),
});
await writeFile(killsFile, killsAsText(measured));
