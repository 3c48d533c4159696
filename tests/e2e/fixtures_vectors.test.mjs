// Every vector, the long ones too, against npm cryptr 6, which defines the
// format: it must do what the vector says, unless the vector's flag says that
// it does otherwise. Why: docs/decisions/0070.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { run, temporaryFolder } from './lib/command.mjs';

// cryptr asks Node for a key of each text; here Node remembers what it gave.
const derived = new Map();
const { pbkdf2Sync } = crypto;
crypto.pbkdf2Sync = (password, salt, ...rest) => {
  const name = JSON.stringify([password, salt.toString('hex'), rest]);
  if (!derived.has(name)) {
    derived.set(name, pbkdf2Sync(password, salt, ...rest));
  }
  return derived.get(name);
};

function opened({ key, data }) {
  try {
    return Buffer.from(new Cryptr(key).decrypt(data)).toString('hex');
  } catch {
    return null;
  }
}

function readVectors(folder) {
  return readdirSync(folder).flatMap((name) =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')).testGroups.flatMap(
      ({ level, tests }) => tests.map((vector) => ({ ...vector, level })),
    ),
  );
}

test('npm cryptr does what each vector says, unless its flag says otherwise', async (t) => {
  const folder = await temporaryFolder(t);
  const { code } = await run(['fixtures', 'generate', '--out', folder, '--large']);
  const vectors = [
    ...readVectors(join(folder, 'vectors')),
    ...readVectors(join(folder, 'vectors-large')),
  ];

  assert.equal(code, 0);
  assert.ok(vectors.length >= 250, `${vectors.length} vectors`);
  assert.ok(vectors.some(({ plaintextHex }) => plaintextHex?.length >= 960_000));
  for (const vector of vectors) {
    const isAsStated = opened(vector) === (vector.plaintextHex ?? null);
    const differs = vector.flags.includes('stock-cryptr-differs');

    assert.equal(isAsStated, !differs, vector.tcId);
    assert.ok(vector.level !== 'must' || isAsStated, vector.tcId);
  }
});
