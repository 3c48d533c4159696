// Makes docs/cases.md, docs/consumer-cases.md and docs/kill-matrix.md from what
// the command says of its cases and from the lists of wrong programs:
//
//   node scripts/lib/case_pages.mjs build/release/cli/chefs-mock
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = new URL('../../', import.meta.url);

function loadSuite(chefsMock, name) {
  const command = ['cases', 'list', '--json', '--suite', name];
  const lines = execFileSync(chefsMock, command, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const cases = lines.trim().split('\n').map((line) => JSON.parse(line));
  const read = (file) =>
    JSON.parse(readFileSync(new URL(`scenarios/${name}/${file}`, project), 'utf8'));
  const groups = new Map();
  for (const one of cases) {
    const group = one.id.split('.')[1];
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(one);
  }
  return { name, cases, groups, ...read('mutants.json'), read };
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const codeList = (words) => words.map((word) => `\`${word}\``).join(', ');
// GitHub's rule for the anchor of a heading that is one id in backquotes.
const link = (id) => `[\`${id}\`](#${id.replaceAll('.', '')})`;

function counts({ name, cases, mutants }) {
  const checks = cases.reduce((sum, { checks }) => sum + checks.length, 0);
  const digests = cases.map(({ id, digest }) => `${id} ${digest}\n`);
  return `${cases.length} cases with ${checks} checks, ${mutants.length} wrong ${name}s that they catch. \
Digest of the case set:
\`${sha256(digests.sort().join(''))}\`.
`;
}

const intros = {
  decryptor: (suite) => `# The decryptor suite's cases

Made by \`scripts/lib/case_pages.mjs\` from \`scenarios/decryptor/\`; do not edit.
Those of the consumer suite: [consumer-cases.md](consumer-cases.md). What each wrong
decryptor fails: [kill-matrix.md](kill-matrix.md).

${counts(suite)}
A case is one requirement; its checks are the inputs that it is tried with. \`must\` follows from the
documented contract, \`should\` is what a sound decryptor does, \`may\` is good to have. How a
program is asked: [decryptor-adapters.md](decryptor-adapters.md).
`,
  consumer: (suite) => `# The consumer suite's cases

Made by \`scripts/lib/case_pages.mjs\` from \`scenarios/consumer/\`; do not edit.

${counts(suite)}
A case is one requirement, played with a server and a stream of its own; its checks are what must
be seen. \`must\` follows from the published page or from NATS itself, \`should\` is what a sound
consumer does and why, \`may\` is good to have. A check that needs report lines is \`unsupported\`
for a consumer that prints none. How a case is written: [writing-a-case.md](writing-a-case.md).
`,
};

function groupIndex({ groups }) {
  const rows = [...groups].map(
    ([name, [first, ...others]]) =>
      `| [${name}](#${name}) | ${others.length + 1} | ${first.group} |\n`,
  );
  return `| group | cases | about |\n|---|---|---|\n${rows.join('')}`;
}

function checksOf({ suite, checks }) {
  if (suite === 'consumer')
    return checks.map(({ name, words }) => `- \`${name}\`: the consumer ${words}\n`).join('');
  const named = (expected) =>
    codeList(checks.filter(({ expect }) => expect === expected).map(({ name }) => name));
  const [accept, reject] = [named('accept'), named('reject')];
  return (accept && `- To accept: ${accept}\n`) + (reject && `- To reject: ${reject}\n`);
}

const caseText = (one) => `### \`${one.id}\`

**${one.title}** (${one.level}). ${one.requirement}

- If it fails: ${one.meaning}
- Fix: ${one.fix}
${checksOf(one)}- Catches: ${codeList(one.mutants)}
- Flags: ${codeList(one.flags)}
- Source: ${one.source}
`;

const groupText = ([name, cases]) =>
  `## ${name}\n\n${cases[0].group}.\n\n${cases.map(caseText).join('\n')}`;

function wrongOnes({ name, cases, mutants }) {
  const rows = mutants.map(({ name, mistake, killed_by: first }) => {
    const ids = cases.filter(({ mutants }) => mutants.includes(name)).map(({ id }) => id);
    ids.sort((a, b) => (b === first) - (a === first));
    return `| \`${name}\` | ${mistake} | ${ids.map(link).join(', ')} |\n`;
  });
  return `## Wrong ${name}s and what catches them

Each is built and run by the project's own tests: the first case named must fail it, every other
one does too, and each case above fails all that it names.

| wrong ${name} | what it does | caught by |
|---|---|---|
${rows.join('')}`;
}

const nullOnes = {
  decryptor: 'Programs that do not decrypt at all',
  consumer: 'Programs that are no consumers at all',
};

function casePage(suite) {
  const nulls = suite.null_adapters.map(({ name, mistake }) => `- \`${name}\`: ${mistake}\n`);
  return [
    intros[suite.name](suite),
    groupIndex(suite),
    ...[...suite.groups].map(groupText),
    wrongOnes(suite),
    `${nullOnes[suite.name]} earn no pass anywhere and never end with exit code 0:\n`,
    nulls.join(''),
  ].join('\n');
}

function killMatrixPage({ groups, mutants, read }) {
  const { kills } = read('kills.json');
  const width = Math.max(...mutants.map(({ name }) => name.length));
  const columns = [...groups].map(([name, cases]) => name.slice(0, cases.length).padEnd(cases.length));
  const rows = mutants.map(({ name, killed_by: first }) => {
    const mark = ({ id }) => (id === first ? '#' : kills[name].includes(id) ? 'x' : '.');
    const marks = [...groups.values()].map((cases) => cases.map(mark).join(''));
    return `${name.padEnd(width)} ${marks.join(' ')}\n`;
  });
  return `# The kill matrix of the decryptor suite

Made by \`scripts/lib/case_pages.mjs\` from \`scenarios/decryptor/kills.json\`; do not edit.

As measured by the project's own tests, which fail when it is not so any more. A row for each wrong
decryptor, a column for each case in the order of [cases.md](cases.md), which also says what is wrong
with each: \`#\` is the case that is there for it, \`x\` another that it fails by an answer wrong in
itself, \`.\` one that it passes or fails for want of proof alone. The groups' names are cut to their
columns.

\`\`\`text
${`${' '.repeat(width + 1)}${columns.join(' ')}`.trimEnd()}
${rows.join('')}\`\`\`
`;
}

// The pages' texts by their names in docs/.
export function casePages(chefsMock) {
  const decryptors = loadSuite(chefsMock, 'decryptor');
  return {
    'cases.md': casePage(decryptors),
    'consumer-cases.md': casePage(loadSuite(chefsMock, 'consumer')),
    'kill-matrix.md': killMatrixPage(decryptors),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pages = Object.entries(casePages(process.argv[2] ?? 'chefs-mock'));
  for (const [name, text] of pages) writeFileSync(new URL(`docs/${name}`, project), text);
}
