// What makes a suite worth its results, as one pure function: given what each
// wrong program did in each case, it lists every case and every wrong program
// that proves nothing. No processes and no files here.
//
// A run: { name, exitCode, cases: { id: "pass" | "killed" | "unproven" | … } }
// where "killed" means that the case failed on an answer that was wrong in
// itself, not merely on one that proves nothing without another.
// Why: docs/decisions/0082.

// `cases`: [{ id, mutants }], `mutants`: [{ name, killed_by }], `nullAdapters`:
// [{ name }], `runs`: a run for each mutant and, by adapter, null adapter.
// `nullRun`: the adapter by which each null adapter has to have been run.
// Gives sentences; none if all is well.
export function violations({
  cases,
  mutants,
  nullAdapters,
  runs,
  nullRun = "session",
}) {
  return [
    ...mutants.flatMap((mutant) => survivors(mutant, cases, runs)),
    ...cases.flatMap((each) => useless(each, mutants, runs)),
    ...nullAdapters.flatMap(({ name }) => undeserved(name, runs, nullRun)),
  ];
}

function survivors({ name, killed_by: killer }, cases, runs) {
  const run = runs.find((each) => each.name === name);
  if (!run) return [`mutant ${name} was not run`];
  if (!cases.some(({ id }) => id === killer)) {
    return [`mutant ${name} is to be killed by ${killer}, which is no case`];
  }
  const found = [];
  if (run.exitCode !== 1) {
    found.push(`mutant ${name} makes the suite exit with ${run.exitCode}`);
  }
  if (run.cases[killer] !== "killed") {
    found.push(
      `mutant ${name} survives ${killer}, which is there to kill it ` +
        `(${run.cases[killer]})`,
    );
  }
  return found;
}

function useless({ id, mutants: named }, mutants, runs) {
  if (named.length === 0) return [`case ${id} names no mutant that it kills`];
  return named.flatMap((name) => {
    if (!mutants.some((mutant) => mutant.name === name)) {
      return [`case ${id} names ${name}, which is no mutant`];
    }
    const run = runs.find((each) => each.name === name);
    if (!run || run.cases[id] === "killed") return [];
    return [`case ${id} names ${name} but does not kill it (${run.cases[id]})`];
  });
}

function undeserved(name, runs, nullRun) {
  const own = runs.filter((each) => each.name === name);
  if (!own.some(({ adapter }) => adapter === nullRun)) {
    return [`null adapter ${name} was not run`];
  }
  return own.flatMap(({ adapter, exitCode, cases }) => {
    const found = [];
    if (exitCode === 0) {
      found.push(`null adapter ${name} (${adapter}) makes the suite exit with 0`);
    }
    for (const [id, outcome] of Object.entries(cases)) {
      if (outcome !== "pass") continue;
      found.push(`null adapter ${name} (${adapter}) earns a pass in ${id}`);
    }
    return found;
  });
}
