// What is kept of the runs in scenarios/decryptor/kills.json, from which
// docs/cases.md prints the matrix.

// Which question the end of its process is charged to, the one before or the
// one after, is a matter of timing. Only what it is there for is kept.
const endsBetweenQuestions = new Set(["exits-after-rejection"]);

function killsOf({ name, cases }, catalogue) {
  const named = new Map(catalogue.map(({ id, mutants }) => [id, mutants]));
  const killed = Object.keys(cases).filter((id) => cases[id] === "killed");
  return endsBetweenQuestions.has(name)
    ? killed.filter((id) => named.get(id).includes(name))
    : killed;
}

// By mutant, in the order of the list, the ids of the cases that killed it.
export function measuredKills({ mutants, cases, runs }) {
  return Object.fromEntries(
    mutants.map(({ name }) => {
      const run = runs.find((each) => each.name === name);
      return [name, run ? killsOf(run, cases) : []];
    }),
  );
}

// A line for each mutant, for whoever reads the difference.
export function killsAsText(kills) {
  const lines = Object.entries(kills).map(
    ([name, ids]) => `    ${JSON.stringify(name)}: ${JSON.stringify(ids)}`,
  );
  return [
    "{",
    '  "$schema": "../../fixtures/schemas/kills.schema.json",',
    '  "kills": {',
    lines.join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}
