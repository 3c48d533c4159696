// What the exit code and the last line of `conform consumer` say: of consumers
// that lose events, of those that cannot be judged whole, and of those that make
// a step of a case impossible.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chefsMock, run, runProgram, temporaryFolder } from './lib/command.mjs';

const mutants = new URL('../mutants/consumer/', import.meta.url);
const cases = (...ids) => ids.flatMap((id) => ['--only', `consumer.${id}`]);
const lastLine = (stdout) => stdout.toString().trimEnd().split('\n').at(-1);

const conform = (args, command) =>
  run(['conform', 'consumer', ...args, '--', ...command]);

// A wrong consumer of tests/mutants by name.
const named = (name) => [
  process.execPath, fileURLToPath(new URL('main.mjs', mutants)), name,
];

// A right consumer but for what is done to its steps.
async function spoilt(t, words) {
  const file = join(await temporaryFolder(t), 'consumer.mjs');
  await writeFile(file, `
import { run } from ${JSON.stringify(new URL('flow.mjs', mutants).href)};
import { rightSteps } from ${JSON.stringify(new URL('steps.mjs', mutants).href)};
const steps = rightSteps(process.env);
const { durableConfig, order } = steps;
${words}
await run(steps);
process.exit(0);
`);
  return [process.execPath, file];
}

const configuredBy = (t, words) => spoilt(t, `
steps.durableConfig = function () {
  return { ...durableConfig.call(this), ${words} };
};`);

const neverAcks = (t) => spoilt(t, `
steps.order = function (batch) {
  for (const message of batch) message.ack = () => {};
  return order.call(this, batch);
};`);

const losing = cases(
  'delivery.explicit-ack', 'delivery.ack-after-work',
  'delivery.redelivered-first-time', 'delivery.acknowledges',
);
for (const [what, command] of [
  ['acknowledgement policy none', () => named('ack-none')],
  ['an acknowledgement before the work', () => named('acks-first')],
  ['max_deliver 1', (t) => configuredBy(t, 'max_deliver: 1')],
]) {
  test(`a consumer with ${what} loses events, as the last line says`, async (t) => {
    const { code, stdout } = await conform(losing, await command(t));

    assert.equal(code, 1, stdout.toString());
    assert.match(
      lastLine(stdout),
      /^not conformant, loses events: (\d must and )?\d should cases? failed$/,
    );
    assert.doesNotMatch(lastLine(stdout), /passed/);
  });
}

test('--level must asks for less', async () => {
  const { code, stdout } = await conform(
    [...losing, '--level', 'must'], named('acks-first'),
  );

  assert.equal(code, 0);
  assert.match(stdout.toString(), /1 planned: 1 passed/);
});

for (const [what, command] of [
  ['never acknowledges', neverAcks],
  ['takes new messages only', (t) => configuredBy(t, "deliver_policy: 'new'")],
  ['is idle', (t) => programOf(t, 'setInterval(() => {}, 1000);')],
]) {
  test(`a consumer that ${what} fails where a step cannot come`, async (t) => {
    const { code, stdout } = await run([
      'conform', 'consumer', ...cases('delivery.ack-after-work'), '--json',
      '--patience', '0.3', '--', ...(await command(t)),
    ]);

    const [{ outcome, checks }] = JSON.parse(stdout).cases;
    assert.equal(code, 1);
    assert.equal(outcome, 'fail');
    const check = checks.find(({ name }) => name === 'goes-on');
    assert.match(check.expected, /waits for: it has ended/);
    assert.match(check.observed, /still runs; until then \d+ deliveries and \d+/);
    assert.match(check.why, /ack.*kill the program/);
  });
}

test('a consumer that takes the last of each subject has failed', async (t) => {
  const command = await configuredBy(t, "deliver_policy: 'last_per_subject'");

  const { code, stdout } = await conform(
    [...cases('delivery.*'), '--patience', '0.4'], command,
  );

  assert.equal(code, 1);
  assert.match(stdout.toString(), / 0 errors/);
  assert.match(lastLine(stdout), /^not conformant/);
});

async function programOf(t, source) {
  const file = join(await temporaryFolder(t), 'program.mjs');
  await writeFile(file, source);
  return [process.execPath, file];
}

// Prints words for people, no report lines.
const blackBox = [chefsMock, 'consume'];
const mixed = cases(
  'source.foreign-acknowledged', 'source.own-among-many', 'source.foreign-ignored',
  'source.missing',
);

test('a black box that fails nothing is partial, not conformant', async (t) => {
  const folder = await temporaryFolder(t);
  const forms = ['json=r.json', 'junit=r.xml', 'badge=r.svg', 'html=r.html'];

  const { code, stdout } = await conform(
    [...mixed, '--report', ...forms.map((f) => f.replace('=', `=${folder}/`))],
    blackBox,
  );

  assert.equal(code, 0, stdout.toString());
  assert.match(
    lastLine(stdout), /^no failure; 2 of 4 cases need report lines; 4 of \d+/,
  );
  const read = (name) => readFile(join(folder, name), 'utf8');
  const report = JSON.parse(await read('r.json'));
  assert.equal(report.verdict, 'partial');
  assert.equal(report.exitCode, 0);
  assert.equal(report.tally.unjudged, 2);
  assert.match(await read('r.xml'), /name="verdict" value="partial"/);
  assert.equal((await read('r.xml')).match(/<skipped /g).length, 2);
  assert.match(await read('r.svg'), /CHEFS consumer: partial/);
  assert.match(await read('r.html'), /class="verdict warn"[^]*no failure; 2 of 4/);
});

test('--strict takes what cannot be judged for a failure', async () => {
  const { code, stdout } = await conform([...mixed, '--strict'], blackBox);

  assert.equal(code, 1);
  assert.match(lastLine(stdout), /^no failure; 2 of 4 .*--strict asks/);
});

test('a run that could judge nothing has failed', async () => {
  const { code, stdout } = await conform(
    cases('source.foreign-ignored', 'source.missing'), blackBox,
  );

  assert.equal(code, 1);
  assert.match(
    lastLine(stdout), /^not conformant: nothing could be judged; 2 of 2 cases need/,
  );
});

test('what cannot be judged needs no entry in the baseline', async (t) => {
  const file = join(await temporaryFolder(t), 'baseline');

  const written = await conform([...mixed, '--write-baseline', file], blackBox);
  const text = await readFile(file, 'utf8');
  await writeFile(file, 'consumer.source.missing\n');
  const stale = await conform([...mixed, '--expect-failures', file], blackBox);

  assert.equal(written.code, 0);
  assert.doesNotMatch(text, /^consumer\./m);
  assert.equal(stale.code, 1);
  assert.match(stale.stdout.toString(), /could\s+not\s+be\s+judged/);
});

// It reports in one case, and is silent in the other.
test('a program that reports elsewhere has failed where it is silent', async (t) => {
  const file = join(await temporaryFolder(t), 'consumer');
  await writeFile(file, `#!/bin/sh
[ -n "$FILTER_SUBJECTS" ] && exec '${chefsMock}' consume --json
exec '${chefsMock}' consume
`, { mode: 0o700 });

  const { code, stdout } = await run([
    'conform', 'consumer', '--json', ...cases('subjects.one-form', 'source.missing'),
    '--', file,
  ]);

  const outcomes = JSON.parse(stdout).cases.map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ['pass', 'fail']);
  assert.equal(code, 1);
});

test('an option takes several values before --', async (t) => {
  const folder = await temporaryFolder(t);

  const { code, stdout } = await conform(
    ['--only', 'consumer.connect.nkey', 'consumer.connect.websocket', '--report',
      `json=${folder}/a.json`, `junit=${folder}/b.xml`],
    [chefsMock, 'consume', '--json'],
  );

  assert.equal(code, 0);
  assert.match(stdout.toString(), /2 planned: 2 passed/);
  assert.ok((await readFile(join(folder, 'b.xml'), 'utf8')).length > 0);
});

test('a stray word before -- is named, and not those behind it', async () => {
  const { code, stderr } = await conform(['--jobs', '2', 'five'], ['true', 'one']);

  assert.equal(code, 2);
  assert.match(stderr, /'five' belongs to no option; the command .* after --/);
  assert.doesNotMatch(stderr, /one true/);
});

test('a terminal shows what is waited for, on one line', async (t) => {
  const [node, file] = await programOf(t, 'setInterval(() => {}, 1000);');
  const command = [
    chefsMock, 'conform', 'consumer', '--only', 'consumer.connect.websocket',
    '--patience', '0.4', '--', node, file,
  ].map((word) => `'${word}'`).join(' ');

  const { stdout } = await runProgram('script', ['-qec', command, '/dev/null']);

  const lines = stdout.toString().split('\r\u001b[K').slice(0, -1);
  const waits = lines.filter((line) => line.startsWith('0 of 1 cases; waits for'));
  assert.match(
    waits[0],
    /^0 of 1 cases; waits for consumer.connect.websocket: its first conn.*\(\d of 6 s\)$/,
  );
  assert.ok(waits.every((line) => line.length <= 80), waits.join('\n'));
});
