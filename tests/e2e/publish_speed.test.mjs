// Ways to publish faster that must not change what is published.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { publish, storedMessages } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

const saltOf = (sealed) => sealed.slice(0, 128);
const ivOf = (sealed) => sealed.slice(128, 160);

test('the same seed gives the same bytes on one thread as on several', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const same = ['--count', '40', '--forms', '3', '--seed', '5'];

  const alone = await publish(up, ...same, '--jobs', '1');
  const together = await publish(up, ...same, '--jobs', '4');

  assert.equal(alone.code, 0, alone.stderr);
  assert.equal(together.code, 0, together.stderr);
  const texts = (await storedMessages(up)).map(({ subject, text }) => subject + text);
  assert.equal(texts.length, 160);
  assert.deepEqual(texts.slice(80), texts.slice(0, 80));
});

test('events whose salts come in turn open with npm cryptr', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const { code, stderr } = await publish(
    up, '--count', '30', '--private', '--salt-pool', '4',
  );

  assert.equal(code, 0, stderr);
  const cryptr = new Cryptr(up.env.ENCRYPTION_KEY);
  const sealed = (await storedMessages(up)).map(
    ({ text }) => JSON.parse(text).payload.data,
  );
  assert.equal(sealed.length, 30);
  assert.equal(new Set(sealed.map(saltOf)).size, 4);
  assert.equal(new Set(sealed.map(ivOf)).size, 30);
  for (const one of sealed) assert.ok(JSON.parse(cryptr.decrypt(one)));
});

test('without a pool each private event has a salt of its own', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  await publish(up, '--count', '20', '--private');

  const salts = (await storedMessages(up)).map(({ text }) =>
    saltOf(JSON.parse(text).payload.data),
  );
  assert.equal(new Set(salts).size, 20);
});
