// A consumer with the published demo's habits runs against `up` unchanged, set
// up by nothing but the env file.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { runProgram } from './lib/command.mjs';
import { eventsOfEveryKind, publishAll } from './lib/events.mjs';
import { connectAccount, connectConsumer } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

const program = fileURLToPath(
  new URL('./programs/demo_habits.cjs', import.meta.url),
);
const script = 'set -a; . "$1"; exec node "$2" "$3"';

let up;

before(async () => {
  up = await Up.start();
});

after(async () => {
  await up?.stop();
});

test('the env file is for its owner alone', () => {
  assert.equal(statSync(up.envFile).mode & 0o777, 0o600);
});

test('the env file has the names that the demo consumer reads', () => {
  for (const name of [
    'SERVERS',
    'WEBSOCKETS',
    'DURABLE_NAME',
    'ENCRYPTION_KEY',
    'SOURCE',
    'NKEY_USER',
    'NKEY_SEED',
  ]) {
    assert.ok(up.env[name], `${name} must be set`);
  }
  assert.equal(up.env.WEBSOCKETS, 'true');
  assert.match(up.env.SERVERS, /^ws:\/\/127\.0\.0\.1:\d+$/);
  assert.match(up.env.NKEY_SEED, /^SU/);
  assert.match(up.env.NKEY_USER, /^U/);
});

test('the demo consumer reads every kind of event', async () => {
  const events = eventsOfEveryKind(up.env);
  const producer = await connectAccount(up, 'producer');
  await publishAll(producer, events);
  await producer.close();

  const { code, stdout, stderr } = await runProgram('sh', [
    '-c',
    script,
    'sh',
    up.envFile,
    program,
    String(events.length),
  ]);

  assert.equal(stderr, '');
  assert.equal(code, 0);
  const lines = stdout.toString().trimEnd().split('\n').map(JSON.parse);
  assert.deepEqual(
    lines.map(({ seq, subject, opened }) => ({ seq, subject, opened })),
    [
      { id: 's-1', submission: { data: { a: 'é🍁' } } },
      'public',
      'another source',
      'error MAX_MSG_SIZE',
      'cannot decrypt',
      'public',
    ].map((opened, index) => ({
      seq: index + 1,
      subject: events[index].subject,
      opened,
    })),
  );
});

test('what the demo consumer acknowledged is not pending on its durable', async () => {
  const connection = await connectConsumer(up);
  const manager = await connection.jetstreamManager();

  const info = await manager.consumers.info('CHEFS', up.env.DURABLE_NAME);

  await connection.close();
  assert.equal(info.num_pending, 0);
  assert.equal(info.num_ack_pending, 0);
});
