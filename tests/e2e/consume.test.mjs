// `chefs-mock consume` reads what a stock client published, made by hand.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run, temporaryFolder } from './lib/command.mjs';
import { eventsOfEveryKind, formId, publishAll } from './lib/events.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

let up;
let events;

before(async () => {
  up = await Up.start();
  events = eventsOfEveryKind(up.env);
  const producer = await connectAccount(up, 'producer');
  await publishAll(producer, events);
  await producer.close();
});

after(async () => {
  await up?.stop();
});

// A consumer of its own for each test, which reads everything.
async function consume(name, ...args) {
  const { code, stdout, stderr } = await run(
    ['consume', '--env-file', up.envFile, '--durable', name, '--until-idle', ...args],
  );
  return { code, text: stdout.toString(), stderr };
}

function reports(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ chefs, seq }) => chefs === 1 && seq);
}

function summary(text) {
  return JSON.parse(text.trimEnd().split('\n').at(-1)).summary;
}

test('each event is reported as the conformance suite reads it', async () => {
  const { code, text, stderr } = await consume('as-json', '--json');

  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.deepEqual(
    reports(text).map(({ seq, subject, outcome, submissionId, plaintextSha256 }) => ({
      seq,
      subject,
      outcome,
      submissionId,
      plaintextSha256,
    })),
    events.map(({ subject, report }, index) => ({
      seq: index + 1,
      subject,
      plaintextSha256: undefined,
      ...report,
    })),
  );
});

test('people get lines of at most 80 columns, and the sum', async () => {
  const { code, text } = await consume('for-people');
  const lines = text.trimEnd().split('\n');

  assert.equal(code, 0);
  assert.deepEqual(lines.filter((line) => line.length > 80), []);
  assert.match(lines[0], /seq +utc +subject +outcome/);
  assert.match(text, /^ +1 .* PRIVATE submission\.created 0b0e1f3c +processed$/m);
  assert.match(text, /its source is pr-1444/);
  assert.match(text, /MAX_MSG_SIZE/);
  assert.match(lines.at(-1), /^6 events: 3 processed, 1 ignored, 1 oversize, 1 und/);
});

test('quietly, only what could not be read gets a line', async () => {
  const { code, text } = await consume('quietly', '--json', '--quiet');
  const people = await consume('quietly-for-people', '--quiet');

  assert.equal(code, 0);
  assert.deepEqual(
    reports(text).map(({ outcome }) => outcome),
    events.map(({ report }) => report.outcome).filter((outcome) => outcome === 'undecryptable'),
  );
  assert.equal(summary(text).events, events.length);
  assert.doesNotMatch(people.text, /submission\.created 0b0e1f3c +processed/);
  assert.match(people.text, /^6 events: 3 processed/m);
});

test('the sum tells how long the reading took, without the start', async () => {
  const started = performance.now();
  const { text } = await consume('timed', '--json');
  const wholeSeconds = (performance.now() - started) / 1000;

  const { seconds } = summary(text);

  assert.ok(seconds > 0 && seconds < wholeSeconds, `${seconds} s of ${wholeSeconds} s`);
});

test('a second run goes on where the first ended', async () => {
  await consume('resuming', '--count', '4');

  const { code, text } = await consume('resuming', '--json');

  assert.equal(code, 0);
  assert.deepEqual(reports(text).map(({ seq }) => seq), [5, 6]);
  assert.equal(summary(text).end, 'idle');
});

test('it starts at a sequence, and only on the subjects of the filter', async () => {
  const { text } = await consume(
    'chosen', '--json', '--from-sequence', '2', '--filter', 'PUBLIC.forms.>',
  );

  assert.deepEqual(reports(text).map(({ seq }) => seq), [2, 6]);
});

test('sources are chosen, and any is taken when asked', async () => {
  const foreign = await consume('foreign', '--json', '--source', 'pr-1444');
  const any = await consume('any', '--json', '--any-source');

  assert.equal(summary(foreign.text).ignored, events.length - 1);
  assert.equal(summary(any.text).ignored, 0);
});

test('--strict fails a run that could not read an event', async () => {
  const strict = await consume('strict', '--strict');
  const unharmed = await consume('unharmed', '--strict', '--filter', 'PUBLIC.forms.>');

  assert.equal(strict.code, 1);
  assert.equal(unharmed.code, 0);
});

test('a form has its own key from a file', async (t) => {
  const keys = join(await temporaryFolder(t), 'keys.json');
  await writeFile(keys, JSON.stringify({ [formId]: 'another key' }));

  const { text } = await consume('own-key', '--json', '--keys', keys);

  assert.equal(summary(text).undecryptable, 0);
});

test('no key, seed or content is printed unless it is asked for', async () => {
  const people = await consume('quiet-1');
  const json = await consume('quiet-2', '--json');
  const shown = await consume('shown', '--json', '--show-payload');

  for (const output of [people, json]) {
    const all = output.text + output.stderr;
    assert.ok(!all.includes(up.env.ENCRYPTION_KEY));
    assert.ok(!all.includes(up.env.NKEY_SEED));
    assert.ok(!all.includes('🍁'));
  }
  assert.match(reports(shown.text)[0].plaintext, /🍁/);
  assert.ok(!shown.text.includes(up.env.NKEY_SEED));
});

test('the variables of the environment do as well as the file', async () => {
  const { code, stdout } = await run(['consume', '--until-idle', '--json'], {
    env: { ...up.env, DURABLE_NAME: 'from-environment', LANG: 'C', LC_ALL: 'C' },
  });

  assert.equal(code, 0);
  assert.equal(reports(stdout.toString()).length, events.length);
});

test('the seed may be in a file, and the server NATS over TCP', async (t) => {
  const seed = join(await temporaryFolder(t), 'seed');
  await writeFile(seed, `${up.env.NKEY_SEED}\n`);

  const { code, text } = await consume(
    'over-tcp', '--json', '--servers', up.ready.natsUrl, '--nkey-file', seed,
  );

  assert.equal(code, 0);
  assert.equal(reports(text).length, events.length);
});

test('a durable that exists is not changed, but made anew when asked', async () => {
  await consume('changing', '--filter', 'PUBLIC.forms.>');

  const refused = await consume('changing', '--filter', 'PRIVATE.forms.>');
  const replaced = await consume(
    'changing', '--filter', 'PRIVATE.forms.>', '--recreate', '--json',
  );

  assert.equal(refused.code, 3);
  assert.match(refused.stderr, /PUBLIC\.forms\.>.*PRIVATE\.forms\.>/);
  assert.equal(reports(replaced.text).length, 4);
});

test('the env file is quoted as a shell quotes', async (t) => {
  const file = join(await temporaryFolder(t), 'quoted.env');
  const text = await readFile(up.envFile, 'utf8');
  await writeFile(
    file,
    text.replace(/^SOURCE=.*$/m, `export SOURCE="other",'pr-1444'  # both`),
  );

  const { stdout } = await run([
    'consume', '--env-file', file, '--durable', 'quoted', '--until-idle', '--json',
  ]);

  assert.equal(summary(stdout.toString()).ignored, events.length - 1);
});
