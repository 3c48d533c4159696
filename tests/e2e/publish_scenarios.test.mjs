// Scenarios and load, played into a real stream and read with npm nats, JSON.parse
// and npm cryptr.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { chefsMock, run, temporaryFolder } from './lib/command.mjs';
import { publish, storedMessages, streamState } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

const ENVELOPE = ['meta', 'payload', 'error'];
const META = [
  'source', 'domain', 'class', 'type', 'formId', 'formVersionId',
  'submissionId', 'draft', 'timestamp', 'formMetadata',
];

function inOrder(object, order) {
  const places = Object.keys(object).map((key) => order.indexOf(key));
  return places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]));
}

function digest(messages) {
  const hash = createHash('sha256');
  for (const { seq, subject, text } of messages) hash.update(`${seq} ${subject} ${text}\n`);
  return hash.digest('hex');
}

async function playedBy(...args) {
  const up = await Up.start(...args);
  await up.published();
  const messages = await storedMessages(up);
  return { up, messages };
}

test('the tour arrives as JSON.stringify would spell it, keys in order', async (t) => {
  const { up, messages } = await playedBy('--scenario', 'tour', '--profile', 'deployed');
  t.after(() => up.stop());

  assert.equal(messages.length, 24);
  for (const { text, subject, hasHeaders } of messages) {
    const event = JSON.parse(text);
    assert.equal(JSON.stringify(event), text);
    assert.ok(inOrder(event, ENVELOPE), text);
    assert.ok(inOrder(event.meta, META), text);
    assert.ok(!hasHeaders);
    const [visibility, ...tokens] = subject.split('.');
    const { domain, class: eventClass, type, formId } = event.meta;
    assert.deepEqual(tokens, [domain, eventClass, type, formId]);
    assert.equal('data' in event.payload, visibility === 'PRIVATE');
  }
});

test('the consumer’s one ENCRYPTION_KEY opens every event of its own source', async (t) => {
  const { up, messages } = await playedBy('--scenario', 'tour');
  t.after(() => up.stop());
  const cryptr = new Cryptr(up.env.ENCRYPTION_KEY);

  const sealed = messages
    .map(({ text }) => JSON.parse(text))
    .filter(({ payload }) => typeof payload.data === 'string');
  const own = sealed.filter(({ meta }) => meta.source === up.env.SOURCE);
  const foreign = sealed.filter(({ meta }) => meta.source !== up.env.SOURCE);

  assert.equal(own.length, 9);
  assert.equal(foreign.length, 1);
  for (const { meta, payload } of own) {
    const row = cryptr.decrypt(payload.data);
    assert.equal(JSON.stringify(JSON.parse(row)), row);
    assert.equal(JSON.parse(row).id, meta.submissionId ?? meta.formId);
  }
  assert.throws(() => cryptr.decrypt(foreign[0].payload.data));
});

test('the same seed gives the same bytes in another run, another seed others', async (t) => {
  const digests = [];
  for (const seed of ['7', '7', '8']) {
    const { up, messages } = await playedBy('--scenario', 'vocabularies', '--seed', seed);
    t.after(() => up.stop());
    digests.push(digest(messages));
  }

  assert.equal(digests[0], digests[1]);
  assert.notEqual(digests[0], digests[2]);
});

test('what publish prints at its end gives the same bytes again', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const load = ['--count', '40', '--forms', '3'];

  const first = await publish(up, ...load);
  const { seed, now } = first.published;
  const again = await publish(up, ...load, '--seed', String(seed), '--now', now);

  const messages = await storedMessages(up);
  const half = messages.length / 2;
  assert.equal(again.code, 0);
  assert.deepEqual(
    messages.slice(half).map(({ subject, text }) => `${subject} ${text}`),
    messages.slice(0, half).map(({ subject, text }) => `${subject} ${text}`),
  );
});

test('a busy hour is longer than the stream: its start is gone', async (t) => {
  const up = await Up.start('--scenario', 'busy-hour');
  t.after(() => up.stop());
  await up.published();

  const state = await streamState(up);

  assert.equal(state.messages, 1_000);
  assert.equal(state.first_seq, 212);
  assert.equal(state.last_seq, 1_211);
});

test('several sources share one server, each with its own key', async (t) => {
  const { up, messages } = await playedBy('--scenario', 'shared-server');
  t.after(() => up.stop());
  const cryptr = new Cryptr(up.env.ENCRYPTION_KEY);

  const sources = new Set();
  for (const { text } of messages) {
    const { meta, payload } = JSON.parse(text);
    sources.add(meta.source);
    if (!payload.data || meta.source === 'chefs') continue;
    assert.throws(() => cryptr.decrypt(payload.data));
  }

  assert.equal(up.env.SOURCE, 'chefs');
  assert.deepEqual([...sources].sort(), ['chefs', 'chefs-dev', 'chefs-test', 'pr-1444']);
});

test('ENCRYPTION_KEYS has the key that a form ends with, ENCRYPTION_KEY the old one', async (t) => {
  const { up, messages } = await playedBy('--scenario', 'rotated-key');
  t.after(() => up.stop());
  const keys = JSON.parse(up.env.ENCRYPTION_KEYS);
  const opens = (key, data) => {
    try {
      return Boolean(new Cryptr(key).decrypt(data));
    } catch {
      return false;
    }
  };

  const sealed = messages
    .map(({ text }) => JSON.parse(text))
    .filter(({ payload }) => payload.data);

  assert.deepEqual(
    sealed.map(({ meta, payload }) => [
      opens(up.env.ENCRYPTION_KEY, payload.data),
      opens(keys[meta.formId], payload.data),
    ]),
    [
      [true, false],
      [true, true],
      [false, true],
      [false, true],
      [true, true],
    ],
  );
});

test('publish tells each message and a summary by subject', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const { code, messages, published } = await publish(
    up,
    ...['--count', '50', '--public', '--mix', 'created=1', '--list', '--forms', '2'],
  );

  assert.equal(code, 0);
  assert.deepEqual(messages.map(({ sequence }) => sequence), Array.from({ length: 50 }, (_, i) => i + 1));
  assert.equal(published.occurrences, 50);
  assert.equal(published.stored, 50);
  assert.equal(published.firstSequence, 1);
  assert.equal(published.lastSequence, 50);
  assert.equal(published.subjects.length, 2);
  assert.equal(
    published.subjects.reduce((sum, subject) => sum + subject.messages, 0),
    50,
  );
});

test('publish paces itself as it is told', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const { published } = await publish(
    up,
    ...['--count', '41', '--public', '--rate', '40'],
  );

  // 40 gaps of 25 ms.
  assert.ok(published.seconds >= 1);
});

test('publish finds the one stream that runs, or says what is missing', async (t) => {
  const folder = await temporaryFolder(t);
  const env = { TMPDIR: folder };
  const one = `"${chefsMock}" publish --count 1 --public --json`;

  const none = await run(['publish', '--count', '1'], { env });
  const found = await run(['up', '--', 'sh', '-c', one], { env });
  const nested = `"${chefsMock}" up -- sh -c '${one}'`;
  const several = await run(['up', '--', 'sh', '-c', nested], { env });

  assert.equal(none.code, 3);
  assert.match(none.stderr, /no chefs-mock up is running here; start one, or give --server/);
  assert.equal(found.code, 0, found.stderr);
  assert.match(found.stdout.toString(), /"stored":1/);
  assert.equal(several.code, 2);
  assert.match(several.stderr, /2 chefs-mock up are running; say which by --env-file:/);
});

test('publish goes to any server, with the keys that it is told to write', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const folder = await temporaryFolder(t);
  const keysFile = join(folder, 'keys.env');

  const { code, stderr } = await run([
    ...['publish', '--server', up.ready.natsUrl],
    ...['--nkey-file', up.ready.producerNkeyFile],
    ...['--scenario', 'shared-key', '--write-env', keysFile],
  ]);
  const text = await readFile(keysFile, 'utf8');
  const { mode } = await stat(keysFile);
  const keys = JSON.parse(text.match(/^ENCRYPTION_KEYS='(.*)'$/m)[1]);
  const apiKeys = JSON.parse(text.match(/^CHEFS_API_KEYS='(.*)'$/m)[1]);
  const sealed = (await storedMessages(up))
    .map((message) => JSON.parse(message.text))
    .filter(({ payload }) => payload.data);

  assert.equal(code, 0, stderr);
  assert.equal(mode & 0o777, 0o600);
  assert.deepEqual(Object.keys(keys), Object.keys(apiKeys));
  assert.equal(new Set(Object.values(keys)).size, 2);
  assert.equal(sealed.length, 8);
  for (const { meta, payload } of sealed) {
    assert.ok(new Cryptr(keys[meta.formId]).decrypt(payload.data));
  }
});

test('a scenario that is wrong is told with file, place and what was expected', async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'mine.json');
  await writeFile(
    file,
    '{"title": "T", "forms": {"a": {}}, "steps": [{"do": "publish-form", "form": "b"}]}',
  );
  const server = ['--server', 'nats://127.0.0.1:1'];

  const wrong = await run(['up', '--scenario', file]);
  const unknown = await run(['up', '--scenario', 'tuor']);
  const missing = await run(['publish', '--scenario', join(folder, 'none.json'), ...server]);
  const neither = await run(['publish', ...server]);
  const both = await run(['publish', '--scenario', 'tour', '--count', '1', ...server]);

  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /mine\.json: \/steps\/0\/form: no form is called "b"; declared: a/);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /no scenario is called "tuor".*busy-hour.*tour/s);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /no scenario file .*none\.json/);
  assert.equal(neither.code, 2);
  assert.match(neither.stderr, /give --scenario NAME or --count N/);
  assert.equal(both.code, 2);
  assert.match(both.stderr, /--count is for generated occurrences/);
});
