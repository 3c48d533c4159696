// Runs a share of the wrong decryptors under the whole suite, and keeps what
// each did in each case.
//
//   node run_mutants.mjs SHARE SHARES     SHARE from 0
import { chefsMock, mutantList, wantedRuns, writeRun } from "./suite.mjs";

// The null adapters that never answer must cost little; "slow" is later than
// these deadlines all the same (0.5 s an answer).
const NULL_PATIENCE = "0.05";

const [share, shares] = process.argv.slice(2).map(Number);

function outcomeOf({ outcome, checks }) {
  if (outcome !== "fail") return outcome;
  const isKilled = checks.some(
    (check) => check.outcome === "fail" && !check.unproven,
  );
  return isKilled ? "killed" : "unproven";
}

async function run({ name, adapter, isNull }) {
  const program = [process.env.MUTANT_DECRYPTOR, "--mutant", name];
  if (adapter === "session") program.push("--session");
  const patience = isNull ? ["--patience", NULL_PATIENCE] : [];
  const { exitCode, output } = await chefsMock([
    ...["conform", "decryptor", "--adapter", adapter, "--jobs", "1"],
    ...["--seed", "1", "--json", ...patience, "--", ...program],
  ]);
  const report = JSON.parse(output);
  return {
    name,
    adapter,
    exitCode,
    digest: report.caseSet.digest,
    diagnoses: report.diagnoses.map((diagnosis) => diagnosis.name),
    cases: Object.fromEntries(
      report.cases.map((each) => [each.id, outcomeOf(each)]),
    ),
  };
}

const wanted = wantedRuns(await mutantList());
const own = wanted.filter((_, index) => index % shares === share);
for (const each of own) await writeRun(await run(each));
console.log(`${own.length} of ${wanted.length} wrong decryptors were run`);
