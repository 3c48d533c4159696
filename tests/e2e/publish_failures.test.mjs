// A server that is not there, is killed half-way, or says no.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  chefsMock,
  cleanEnvironment,
  run,
  runProgram,
  temporaryFolder,
} from './lib/command.mjs';
import { publish } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

test('a server that is not there', async () => {
  const { code, stderr } = await run([
    ...['publish', '--server', 'nats://127.0.0.1:1', '--count', '1'],
  ]);

  assert.equal(code, 3);
  assert.match(stderr, /cannot connect to nats:\/\/127\.0\.0\.1:1/);
});

test('an NKey that the server does not know', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const folder = await temporaryFolder(t);
  const seed = await run(['keygen', 'nkey', '--json']);
  const file = join(folder, 'seed');
  await writeFile(file, JSON.parse(seed.stdout).seed);

  const { code, stderr } = await run([
    ...['publish', '--server', up.ready.natsUrl, '--nkey-file', file],
    ...['--count', '1'],
  ]);

  assert.equal(code, 3);
  assert.match(stderr, /the server does not know the NKey U[A-Z2-7]{55}/);
  assert.doesNotMatch(stderr, /SU[A-Z2-7]{56}/);
});

test('a consumer’s NKey may not publish: refused, subject named', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const folder = await temporaryFolder(t);
  const file = join(folder, 'seed');
  await writeFile(file, up.env.NKEY_SEED);

  const { code, stderr } = await run([
    ...['publish', '--server', up.ready.natsUrl, '--nkey-file', file],
    ...['--count', '1', '--public', '--mix', 'created=1'],
  ]);

  assert.equal(code, 1);
  assert.match(
    stderr,
    /message 1, PUBLIC\.forms\.submission\.created\.\S+, \d+ bytes: refused: .*Permissions Violation/,
  );
});

test('a server killed half-way: exit code 3, what was not acknowledged is named', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const child = spawn(
    chefsMock,
    [
      ...['publish', '--env-file', up.ready.producerEnvFile, '--json', '--list'],
      ...['--count', '1000000', '--public', '--reconnect-timeout', '200ms'],
    ],
    { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));

  const outcomes = {};
  let published;
  for await (const line of createInterface({ input: child.stdout })) {
    const json = JSON.parse(line);
    published ??= json.published;
    if (!json.message) continue;
    const { outcome, number } = json.message;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (number === 1000) process.kill(up.ready.natsServer.pid, 'SIGKILL');
  }
  const [code] = await closed;

  assert.equal(code, 3);
  assert.match(stderr, /the connection is lost/);
  assert.ok(outcomes.stored >= 1000);
  assert.ok(published.unacknowledged + published.notSent > 0);
  assert.equal(
    published.messages,
    published.stored + published.unacknowledged + published.notSent,
  );
});

test('up notices at once that its server dies before or while it plays', async () => {
  const before = await Up.start('--scenario', 'busy-hour');
  process.kill(before.ready.natsServer.pid, 'SIGKILL');
  const meanwhile = await Up.start('--scenario', 'busy-hour');
  await meanwhile.message(100);
  process.kill(meanwhile.ready.natsServer.pid, 'SIGKILL');

  for (const up of [before, meanwhile]) {
    const [code] = await up.closed;
    assert.equal(code, 3);
    assert.match(up.stderr, /nats-server .*was killed by SIGKILL/);
  }
});

test('Ctrl-C ends a run early, with what was sent acknowledged', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const child = spawn(
    chefsMock,
    [
      ...['publish', '--env-file', up.ready.producerEnvFile, '--json', '--list'],
      ...['--count', '1000000', '--public', '--rate', '100'],
    ],
    { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'close');

  let published;
  for await (const line of createInterface({ input: child.stdout })) {
    const json = JSON.parse(line);
    published ??= json.published;
    if (json.message?.number === 3) child.kill('SIGINT');
  }
  const [code] = await closed;

  assert.equal(code, 130);
  assert.equal(published.messages, published.stored);
});

test('a disk that is full: JetStream’s own error is shown', async (t) => {
  const up = await Up.start('--max-store', '1MB', '--max-bytes', 'unlimited');
  t.after(() => up.stop());

  const { code, messages } = await publish(
    up,
    ...['--count', '12', '--private', '--size', '200000'],
  );

  assert.equal(code, 1);
  assert.equal(messages.at(-1).outcome, 'refused');
  assert.match(messages.at(-1).text, /insufficient/);
});

test('an output that is closed ends it quietly', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const { stdout, stderr } = await runProgram('bash', [
    ...['-c', '"$@" | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}"', 'bash'],
    ...[chefsMock, 'publish', '--env-file', up.ready.producerEnvFile],
    ...['--count', '20000', '--public', '--list'],
  ]);

  assert.equal(stdout.toString().trim(), '141');
  assert.equal(stderr, '');
});
