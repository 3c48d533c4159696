// The rule of the kill matrix, with a catalogue that was spoilt: a case that
// names a consumer which it cannot catch is found.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { violations } from "../matrix/rules.mjs";
import { casesNaming, consumerCases, mutantList, runConsumer } from "./suite.mjs";

const project = fileURLToPath(new URL("../../../", import.meta.url));
const spoilt = "consumer.connect.websocket";
const uncaught = "acks-first";

let data;

before(async () => {
  data = await mkdtemp(path.join(tmpdir(), "useless-case-"));
  for (const folder of ["scenarios", "fixtures"]) {
    await cp(path.join(project, folder), path.join(data, folder), {
      recursive: true,
    });
  }
  const file = path.join(data, "scenarios/consumer/connect.json");
  const group = JSON.parse(await readFile(file, "utf8"));
  group.cases.find(({ id }) => id === spoilt).mutants.push(uncaught);
  await writeFile(file, JSON.stringify(group));
});

after(async () => {
  await rm(data, { recursive: true, force: true });
});

test("a case that does not catch what it names is found", async () => {
  const environment = { CHEFS_MOCK_DATA: data };
  const cases = await consumerCases(pathToFileURL(`${data}/scenarios/`));
  const { mutants } = await mutantList();
  const run = await runConsumer(uncaught, casesNaming(uncaught, cases), {
    environment,
  });

  const found = violations({
    cases: cases.filter(({ mutants: named }) => named.includes(uncaught)),
    mutants: mutants.filter(({ name }) => name === uncaught),
    nullAdapters: [],
    runs: [run],
  });

  assert.deepEqual(
    found.filter((sentence) => sentence.includes(uncaught)),
    [`case ${spoilt} names ${uncaught} but does not kill it (pass)`],
  );
});
