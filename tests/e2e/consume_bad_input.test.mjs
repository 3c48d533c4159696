// What `chefs-mock consume` says to input that is wrong: one sentence, the right
// exit code, no secret.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { nkeys } from '../stock/node/clients.mjs';
import { run, temporaryFolder } from './lib/command.mjs';
import { Up } from './lib/up.mjs';

let up;

before(async () => {
  up = await Up.start();
});

after(async () => {
  await up?.stop();
});

async function consume(args, env = {}) {
  const { code, stdout, stderr } = await run(['consume', '--until-idle', ...args], {
    env: { ...up.env, ...env },
  });
  assert.equal(stdout.toString(), '');
  return { code, stderr };
}

// Usage: exit code 2 and a sentence that fits.
async function refuses(pattern, args, env) {
  const { code, stderr } = await consume(args, env);
  assert.match(stderr, pattern);
  assert.equal(code, 2);
}

test('no server', () => refuses(/no server: set SERVERS/, [], { SERVERS: '' }));

test('a seed with a character that is none of base32', () =>
  refuses(/NKEY_SEED is no seed.*character/, [], {
    NKEY_SEED: `${up.env.NKEY_SEED.slice(0, -1)}1`,
  }));

test('a seed with a wrong checksum, which is not repeated', async () => {
  const last = up.env.NKEY_SEED.at(-1) === 'A' ? 'B' : 'A';
  const seed = up.env.NKEY_SEED.slice(0, -1) + last;

  const { code, stderr } = await consume([], { NKEY_SEED: seed });

  assert.equal(code, 2);
  assert.match(stderr, /checksum/);
  assert.ok(!stderr.includes(seed.slice(4, 20)));
});

test('a public key where the seed belongs', () =>
  refuses(/NKEY_SEED is no seed/, [], { NKEY_SEED: up.env.NKEY_USER }));

test('a user that does not belong to the seed', () =>
  refuses(/NKEY_USER is U.*, but NKEY_SEED belongs to U/, [], {
    NKEY_USER: nkeys.createUser().getPublicKey(),
  }));

test('keys that are no JSON, which are not repeated', async () => {
  const { code, stderr } = await consume([], { ENCRYPTION_KEYS: '{"a":"hunter2' });

  assert.equal(code, 2);
  assert.match(stderr, /ENCRYPTION_KEYS is not a JSON object/);
  assert.ok(!stderr.includes('hunter2'));
});

test('a key file that holds an empty key', async (t) => {
  const file = join(await temporaryFolder(t), 'keys.json');
  await writeFile(file, '{"some form":""}');

  await refuses(/keys\.json holds an empty key, for the form some form/, ['--keys', file]);
});

test('a line of an env file that is no variable, which is not repeated', async (t) => {
  const file = join(await temporaryFolder(t), 'broken.env');
  await writeFile(file, 'SOURCE=a\nNKEY SEED hunter2\n');

  const { code, stderr } = await consume(['--env-file', file]);

  assert.equal(code, 2);
  assert.match(stderr, /line 2 of the env file .*broken\.env/);
  assert.ok(!stderr.includes('hunter2'));
});

test('a filter that is none', () =>
  refuses(/"PUBLIC\.\.x" is no filter/, ['--filter', 'PUBLIC..x']));

test('a durable name that no server takes', () =>
  refuses(/durable name "a\.b"/, ['--durable', 'a.b']));

test('a time that is none', () =>
  refuses(/"yesterday" is no time/, ['--from-time', 'yesterday']));

test('a sequence that is none', () =>
  refuses(/START_SEQUENCE is "first"/, [], { START_SEQUENCE: 'first' }));

test('a wait for acknowledgements that is none', () =>
  refuses(/ACK_WAIT_MS is "soon"/, [], { ACK_WAIT_MS: 'soon' }));

test('options that exclude each other', () =>
  refuses(/--from-(time|sequence)/, [
    '--from-time', '2026-11-24T06:50:16Z', '--from-sequence', '1',
  ]));

test('a filter of the published example, which matches nothing, is warned about', async () => {
  const { stderr } = await run([
    'consume', '--env-file', up.envFile, '--durable', 'plural', '--until-idle',
    '--filter', 'PRIVATE.forms.submissions.>',
  ]);

  assert.match(stderr, /warning: .*submissions/);
});

test('a file that is not there', async () => {
  for (const option of ['--env-file', '--nkey-file', '--keys', '--ca']) {
    const { code, stderr } = await consume(
      [option, '/no/such/file'],
      { SERVERS: up.env.SERVERS.replace('ws:', 'wss:') },
    );

    assert.match(stderr, /\/no\/such\/file/);
    assert.equal(code, 3);
  }
});

test('a server that is not there', async () => {
  const { code, stderr } = await consume(['--servers', 'ws://127.0.0.1:9']);

  assert.equal(
    stderr,
    'chefs-mock: cannot connect to ws://127.0.0.1:9: Connection refused\n',
  );
  assert.equal(code, 3);
});

test('an NKey that the server does not know', async () => {
  const made = await run(['keygen', 'nkey', '--json']);
  const { seed, publicKey } = JSON.parse(made.stdout.toString());

  const { code, stderr } = await consume([], { NKEY_SEED: seed, NKEY_USER: '' });

  assert.equal(code, 3);
  assert.match(stderr, new RegExp(`Authorization Violation.*${publicKey}`));
  assert.ok(!stderr.includes(seed));
});

test('a stream that the account may not read', async () => {
  const { code, stderr } = await consume([], { STREAM_NAME: 'OTHER' });

  assert.equal(code, 3);
  assert.match(stderr, /Permissions Violation.*OTHER/);
});

test('several filters, which a server before 2.10 does not take', async () => {
  const args = ['--filter', 'PUBLIC.forms.schema.>', '--filter', 'PRIVATE.forms.>'];
  const { code, stderr } = await run(
    ['consume', '--until-idle', '--env-file', up.envFile, '--durable', 'two', ...args],
  );

  const isOld = up.ready.natsServer.version.startsWith('2.9.');
  assert.equal(code, isOld ? 3 : 0);
  if (isOld) assert.match(stderr, /older than 2\.10/);
});
