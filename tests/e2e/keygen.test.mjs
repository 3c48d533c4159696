// `keygen` against npm nkeys.js, cryptr and the file system.
import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Cryptr, nkeys } from '../stock/node/clients.mjs';
import { run, temporaryFolder } from './lib/command.mjs';

function publicKeyOf(seed) {
  return nkeys.fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}

test('nkeys.js takes the seed that keygen nkey makes', async () => {
  const { code, stdout } = await run(['keygen', 'nkey', '--json']);

  const { seed, publicKey } = JSON.parse(stdout);
  assert.equal(code, 0);
  assert.match(seed, /^SU/);
  assert.match(publicKey, /^U[A-Z2-7]{55}$/);
  assert.equal(publicKeyOf(seed), publicKey);
});

test('keygen nkey prints the variables that a consumer reads', async () => {
  const { stdout } = await run(['keygen', 'nkey']);

  const variables = Object.fromEntries(
    stdout.toString().trim().split('\n').map((line) => line.split('=')),
  );
  assert.deepEqual(Object.keys(variables), ['NKEY_USER', 'NKEY_SEED']);
  assert.equal(publicKeyOf(variables.NKEY_SEED), variables.NKEY_USER);
});

test('keygen nkey --out keeps the seed from the output and from others', async (t) => {
  const file = join(await temporaryFolder(t), 'seed');

  const { code, stdout } = await run(['keygen', 'nkey', '--out', file]);

  const seed = (await readFile(file, 'utf8')).trim();
  assert.equal(code, 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal(stdout.toString(), `NKEY_USER=${publicKeyOf(seed)}\n`);
});

test('keygen key makes 64 hex digits that cryptr takes as a key', async () => {
  const { code, stdout } = await run(['keygen', 'key']);

  const key = stdout.toString().trimEnd();
  assert.equal(code, 0);
  assert.match(key, /^[0-9a-f]{64}$/);
  const cryptr = new Cryptr(key);
  assert.equal(cryptr.decrypt(cryptr.encrypt('x')), 'x');
});

test('keygen key --out writes what encrypt takes as --key-file', async (t) => {
  const file = join(await temporaryFolder(t), 'key');
  const made = await run(['keygen', 'key', '--out', file]);

  const sealed = await run(['encrypt', '--key-file', file], { input: 'x' });

  const key = (await readFile(file, 'utf8')).trim();
  assert.equal(made.stdout.length, 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal(new Cryptr(key).decrypt(sealed.stdout.toString().trim()), 'x');
});

for (const kind of ['nkey', 'key']) {
  test(`keygen ${kind} never overwrites a file`, async (t) => {
    const file = join(await temporaryFolder(t), 'secret');
    await writeFile(file, 'precious');

    const { code, stdout, stderr } = await run(['keygen', kind, '--out', file]);

    assert.equal(code, 3);
    assert.equal(stdout.length, 0);
    assert.match(stderr, /File exists/);
    assert.equal(await readFile(file, 'utf8'), 'precious');
  });

  test(`keygen ${kind} makes another secret each time unless it is given a seed`, async () => {
    const make = async (...args) =>
      (await run(['keygen', kind, ...args])).stdout.toString();

    const random = [await make(), await make()];
    const seeded = [await make('--seed', '5'), await make('--seed', '5')];

    assert.notEqual(random[0], random[1]);
    assert.equal(seeded[0], seeded[1]);
  });
}

test('keygen without a kind is a usage error', async () => {
  const { code, stderr } = await run(['keygen']);

  assert.equal(code, 2);
  assert.match(stderr, /keygen --help/);
});
