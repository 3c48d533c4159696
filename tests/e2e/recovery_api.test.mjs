// What an error event kept from a consumer, downloaded with fetch.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { run, temporaryFolder } from './lib/command.mjs';
import { publish, storedMessages } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

function download(env, meta, apiKey) {
  const user = Buffer.from(`${meta.formId}:${apiKey}`).toString('base64');
  return fetch(`${env.CHEFS_API_URL}/app/api/v1/submissions/${meta.submissionId}`, {
    headers: { authorization: `Basic ${user}` },
  });
}

function errorEvents(messages) {
  return messages.map(({ text }) => JSON.parse(text)).filter(({ error }) => error);
}

test('an oversize submission is downloaded with its form’s key: 503, 503, 200', async (t) => {
  const up = await Up.start('--scenario', 'tour', '--api-fail', '503:2');
  t.after(() => up.stop());
  await up.published();
  const [{ meta }] = errorEvents(await storedMessages(up));
  const apiKey = JSON.parse(up.env.CHEFS_API_KEYS)[meta.formId];

  const statuses = [];
  let answer;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    answer = await download(up.env, meta, apiKey);
    statuses.push(answer.status);
  }
  const { submission, version, form } = await answer.json();

  assert.deepEqual(statuses, [503, 503, 200]);
  assert.equal(submission.id, meta.submissionId);
  assert.equal(submission.formVersionId, meta.formVersionId);
  assert.equal(version.id, meta.formVersionId);
  assert.equal(form.id, meta.formId);
  assert.ok(JSON.stringify(submission).length > 400_000);
});

test('wrong credentials give 401, an unknown submission 404', async (t) => {
  const up = await Up.start('--scenario', 'tour');
  t.after(() => up.stop());
  await up.published();
  const [{ meta }] = errorEvents(await storedMessages(up));
  const apiKey = JSON.parse(up.env.CHEFS_API_KEYS)[meta.formId];
  const unknown = { ...meta, submissionId: '00000000-0000-4000-8000-000000000000' };

  assert.equal((await download(up.env, meta, 'wrong')).status, 401);
  assert.equal((await download(up.env, unknown, apiKey)).status, 404);
  assert.equal((await download(up.env, meta, apiKey)).status, 200);
});

test('a download is the very row that was sealed', async (t) => {
  const up = await Up.start('--scenario', 'shared-key');
  t.after(() => up.stop());
  await up.published();
  const keys = JSON.parse(up.env.ENCRYPTION_KEYS);
  const apiKeys = JSON.parse(up.env.CHEFS_API_KEYS);
  const events = (await storedMessages(up)).map(({ text }) => JSON.parse(text));

  const sealed = events.filter(({ meta, payload }) => meta.submissionId && payload.data);
  assert.equal(sealed.length, 4);
  for (const { meta, payload } of sealed) {
    const answer = await download(up.env, meta, apiKeys[meta.formId]);
    const { submission } = await answer.json();
    assert.equal(
      JSON.stringify(submission),
      new Cryptr(keys[meta.formId]).decrypt(payload.data),
    );
  }
});

test('what publish sends from another process can be downloaded too', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const keysFile = join(await temporaryFolder(t), 'keys.env');

  const first = await publish(
    up,
    ...['--scenario', 'oversize-edges', '--write-env', keysFile],
  );
  const [{ meta }] = errorEvents(await storedMessages(up));
  const apiKeys = JSON.parse(
    (await readFile(keysFile, 'utf8')).match(/^CHEFS_API_KEYS='(.*)'$/m)[1],
  );
  const answer = await download(up.env, meta, apiKeys[meta.formId]);

  assert.equal(first.code, 0);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).submission.id, meta.submissionId);
});

test('a command runs once the scenario’s last message is acknowledged', async () => {
  const { code, stdout, stderr } = await run([
    ...['up', '--scenario', 'tour', '--json', '--', 'sh', '-c'],
    'echo "{\\"keys\\":$CHEFS_API_KEYS,\\"url\\":\\"$CHEFS_API_URL\\"}"; exit 7',
  ]);
  const lines = stdout.toString().trimEnd().split('\n').map(JSON.parse);
  const published = lines.findIndex((line) => line.published);
  const command = lines.findIndex((line) => line.url);

  assert.equal(code, 7, stderr);
  assert.equal(lines[published].published.lastSequence, 24);
  assert.ok(command > published);
  assert.equal(Object.keys(lines[command].keys).length, 4);
});

test('a failure to ask for that makes no sense is a usage error', async () => {
  const { code, stderr } = await run(['up', '--api-fail', '200:1']);

  assert.equal(code, 2);
  assert.match(stderr, /expected STATUS:TIMES, e\.g\. 503:2/);
});
