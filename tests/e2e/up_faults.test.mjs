// `up --faults`, `up --cluster 3` and `chefs-mock cluster`, with stock clients.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run, runProgram, temporaryFolder } from './lib/command.mjs';
import { eventsOfEveryKind, publishAll } from './lib/events.mjs';
import { connectAccount, connectConsumer } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

const stockConsumer = fileURLToPath(
  new URL('../stock/node/consumer.mjs', import.meta.url),
);

async function faultFile(t, faults) {
  const file = join(await temporaryFolder(t), 'faults.json');
  writeFileSync(file, JSON.stringify(faults));
  return file;
}

async function startUp(t, ...args) {
  const up = await Up.start(...args);
  t.after(() => up.stop());
  return up;
}

// Waits for the text on standard error of the running `up`.
async function stderrHas(up, text) {
  while (!up.stderr.includes(text)) {
    await new Promise((resolve) => up.child.stderr.once('data', resolve));
  }
}

async function fill(up) {
  const events = eventsOfEveryKind(up.env);
  const producer = await connectAccount(up, 'producer');
  await publishAll(producer, events);
  await producer.close();
  return events;
}

function consumeAll(up) {
  return runProgram(process.execPath, [stockConsumer, '--until-idle'], {
    env: up.env,
  });
}

test('SERVERS names the proxy, and a fault is told as it is applied', async (t) => {
  const file = await faultFile(t, [
    { when: { event: 'login' }, do: { delay: { ms: 1 } } },
  ]);
  const up = await startUp(t, '--faults', file);
  const events = await fill(up);

  const { code, stdout, stderr } = await consumeAll(up);

  assert.equal(code, 0, stderr.toString());
  assert.equal(stdout.toString().trim().split('\n').length, events.length);
  assert.deepEqual(up.env.SERVERS.split(','), up.ready.proxyUrls);
  assert.notEqual(up.env.SERVERS, up.ready.websocketUrl);
  await stderrHas(up, 'fault at the 1st login: delay by 1 ms (connection 1)');
});

test('the proxy does the TLS where there is one', async (t) => {
  const up = await startUp(t, '--tls', '--faults', await faultFile(t, []));
  const events = await fill(up);

  const { code, stdout, stderr } = await consumeAll(up);

  assert.equal(code, 0, stderr.toString());
  assert.match(up.env.SERVERS, /^wss:/);
  assert.match(up.ready.websocketUrl, /^ws:/);
  assert.equal(stdout.toString().trim().split('\n').length, events.length);
});

for (const what of ['restart', 'kill', 'lame-duck']) {
  test(`a server that meets "${what}" comes back with its stream`, async (t) => {
    const file = await faultFile(t, [
      { when: { event: 'request' }, do: { server: what } },
    ]);
    const up = await startUp(t, '--faults', file);
    await fill(up);

    const connection = await connectConsumer(up, {
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    await connection.jetstreamManager().catch(() => {});
    if (what === 'lame-duck') await stderrHas(up, 'back from its lame duck');
    let info;
    while (!info) {
      info = await connection
        .jetstreamManager()
        .then((manager) => manager.streams.info('CHEFS'))
        .catch(() => undefined);
    }
    await connection.close();

    assert.ok(info.state.messages > 0);
    assert.match(up.stderr, /fault at the 1st request/);
  });
}

test('three servers are listed, and one leads', async (t) => {
  const up = await startUp(t, '--cluster', '3');

  assert.equal(up.env.SERVERS.split(',').length, 3);
  assert.equal(up.ready.servers.length, 3);
  assert.ok(up.ready.servers.some(({ name }) => name === up.ready.leader));
  assert.equal(up.ready.stream.limits.replicas, 3);
});

test('stop-leader stops it, another leads, nothing is lost, and start mends it', async (t) => {
  const up = await startUp(t, '--cluster', '3');
  const events = await fill(up);
  const envFile = ['--env-file', up.ready.producerEnvFile];

  const stopped = await run(['cluster', 'stop-leader', '--json', ...envFile]);
  const again = await run(['cluster', 'stop-leader', ...envFile]);
  const { code, stdout, stderr } = await consumeAll(up);
  const published = await run(['publish', '--count', '3', ...envFile]);
  const started = await run(['cluster', 'start', '--json', ...envFile]);

  assert.equal(stopped.code, 0, stopped.stderr);
  const told = JSON.parse(stopped.stdout);
  assert.equal(told.stopped, up.ready.leader);
  assert.notEqual(told.leader, told.stopped);
  assert.equal(again.code, 3);
  assert.match(again.stderr, /a server is down already/);
  assert.equal(code, 0, stderr.toString());
  assert.equal(stdout.toString().trim().split('\n').length, events.length);
  assert.equal(published.code, 0, published.stderr);
  assert.equal(started.code, 0, started.stderr);
  assert.deepEqual(JSON.parse(started.stdout).started, [told.stopped]);
});

test('one server alone has no leader to stop', async (t) => {
  const up = await startUp(t);

  const { code, stderr } = await run([
    'cluster', 'stop-leader', '--env-file', up.ready.producerEnvFile,
  ]);

  assert.equal(code, 3);
  assert.match(stderr, /--cluster 3/);
});

test('what cannot be used is refused before anything starts', async (t) => {
  const cases = [
    [[{ when: { event: 'birth' }, do: { close: 1011 } }], [], 3, /\/0\/when\/event/],
    [[{ when: { event: 'ack' }, do: { program: 'kill' } }], [], 2, /only a case/],
    [[{ when: { event: 'ack' }, do: { server: 'stop-leader' } }], [], 2, /--cluster 3/],
    [[], ['--host', '0.0.0.0'], 2, /--host/],
  ];

  for (const [faults, more, expected, words] of cases) {
    const file = await faultFile(t, faults);
    const { code, stderr } = await run(['up', '--faults', file, ...more, '--', 'true']);
    assert.equal(code, expected, stderr);
    assert.match(stderr, words);
  }
  const missing = await run(['up', '--faults', 'no-such-file', '--', 'true']);
  assert.equal(missing.code, 3);
  assert.match(missing.stderr, /no-such-file/);
});

test('a cluster has one server or three', async () => {
  const { code, stderr } = await run(['up', '--cluster', '2', '--', 'true']);

  assert.equal(code, 2);
  assert.match(stderr, /--cluster/);
});
