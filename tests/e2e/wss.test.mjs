// Stock clients over wss://, with the private CA that `up --tls` makes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { runProgram } from './lib/command.mjs';
import { eventsOfEveryKind, publishAll } from './lib/events.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

const stockConsumer = fileURLToPath(
  new URL('../stock/node/consumer.mjs', import.meta.url),
);

let up;
let events;

before(async () => {
  up = await Up.start('--tls');
  events = eventsOfEveryKind(up.env);
  const producer = await connectAccount(up, 'producer');
  await publishAll(producer, events);
  await producer.close();
});

after(async () => {
  await up?.stop();
});

test('the env file names a wss URL and the CA', () => {
  assert.match(up.env.SERVERS, /^wss:\/\//);
  assert.ok(up.env.NODE_EXTRA_CA_CERTS);
});

test('a stock consumer that trusts the CA reads everything', async () => {
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [stockConsumer, '--until-idle'],
    { env: up.env },
  );

  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.equal(stdout.toString().trimEnd().split('\n').length, events.length);
});

test('a stock consumer that does not trust the CA does not connect', async () => {
  const { code, stdout } = await runProgram(
    process.execPath,
    [stockConsumer, '--until-idle'],
    { env: { ...up.env, NODE_EXTRA_CA_CERTS: '' } },
  );

  assert.notEqual(code, 0);
  assert.equal(stdout.toString(), '');
});
