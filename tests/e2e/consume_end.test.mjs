// How `chefs-mock consume` ends: by a signal, with its reader, without a server;
// and that nothing is lost by it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import { chefsMock, cleanEnvironment, run } from './lib/command.mjs';
import { eventsOfEveryKind, publishAll } from './lib/events.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

let up;

async function publish(server, times) {
  const producer = await connectAccount(server, 'producer');
  const [, publicEvent] = eventsOfEveryKind(server.env);
  await publishAll(producer, Array(times).fill(publicEvent));
  await producer.close();
}

before(async () => {
  up = await Up.start();
  await publish(up, 20);
});

after(async () => {
  await up?.stop();
});

// A consumer that follows the stream, with its JSON lines.
class Following {
  constructor(server, durable, ...args) {
    this.child = spawn(
      chefsMock,
      ['consume', '--env-file', server.envFile, '--durable', durable, '--json', ...args],
      { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.closed = once(this.child, 'close');
    this.stderr = '';
    this.child.stderr.on('data', (text) => (this.stderr += text));
    this.lines = createInterface({ input: this.child.stdout });
    this.next = this.lines[Symbol.asyncIterator]();
  }

  async lineWhere(fits) {
    for (;;) {
      const { value, done } = await this.next.next();
      assert.ok(!done, `it ended before: ${this.stderr}`);
      const json = JSON.parse(value);
      if (fits(json)) return json;
    }
  }

  async exitCode() {
    const [code] = await this.closed;
    return code;
  }
}

// Of whole lines; what was killed may leave a part of one.
function sequencesIn(printed) {
  return printed
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter(({ chefs, seq }) => chefs === 1 && seq)
    .map(({ seq }) => seq);
}

async function sequencesLeftFor(server, durable) {
  const { stdout } = await run([
    'consume', '--env-file', server.envFile, '--durable', durable,
    '--until-idle', '--json',
  ]);
  return sequencesIn(stdout.toString());
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends a consumer that follows with 0 and a sum`, async () => {
    const consumer = new Following(up, `ended-by-${signal}`);
    await consumer.lineWhere(({ seq }) => seq === 20);

    consumer.child.kill(signal);

    const { summary } = await consumer.lineWhere((line) => line.summary);
    assert.equal(summary.end, 'stopped');
    assert.equal(summary.events, 20);
    assert.equal(await consumer.exitCode(), 0);
    assert.deepEqual(await sequencesLeftFor(up, `ended-by-${signal}`), []);
  });
}

test('a signal before the count was reached is told by the exit code', async () => {
  const consumer = new Following(up, 'interrupted', '--count', '1000');
  await consumer.lineWhere(({ seq }) => seq === 20);

  consumer.child.kill('SIGINT');

  assert.equal(await consumer.exitCode(), 130);
});

test('a signal ends a consumer that waits for a server', async () => {
  const child = spawn(
    chefsMock,
    ['consume', '--servers', 'ws://127.0.0.1:9', '--patience', '1h'],
    { env: cleanEnvironment({ NKEY_SEED: '' }), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const closed = once(child, 'close');
  await once(child.stderr, 'data');

  child.kill('SIGTERM');

  const [code] = await closed;
  assert.equal(code, 130);
});

test('what a closed pipe kept from its reader is not lost', async () => {
  const consumer = new Following(up, 'closed-pipe');
  await consumer.lineWhere(({ seq }) => seq === 1);
  consumer.lines.close();
  consumer.child.stdout.destroy();
  await publish(up, 1);

  assert.equal(await consumer.exitCode(), 141);
  assert.equal(consumer.stderr, '');
  const left = await sequencesLeftFor(up, 'closed-pipe');
  assert.ok(left.includes(21));
});

test('kill -9 loses no event', async (t) => {
  const server = await Up.start();
  t.after(() => server.stop());
  const events = 900;
  await publish(server, events);
  const child = spawn(
    chefsMock,
    ['consume', '--env-file', server.envFile, '--durable', 'killed', '--json'],
    { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] },
  );

  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += chunk;
    if (output.includes('"seq":')) child.kill('SIGKILL');
  }
  const printed = sequencesIn(output);
  const left = await sequencesLeftFor(server, 'killed');

  assert.ok(printed.length > 0);
  assert.ok(left.length > 0);
  assert.equal(new Set([...printed, ...left]).size, events);
});

test('a server that goes away half-way is told, and given up after the patience', async () => {
  const server = await Up.start();
  await publish(server, 1);
  const consumer = new Following(server, 'left-alone', '--patience', '500ms');
  await consumer.lineWhere(({ seq }) => seq === 1);

  await server.stop();

  await consumer.lineWhere(({ notice }) => notice === 'disconnected');
  assert.equal(await consumer.exitCode(), 3);
  assert.match(consumer.stderr, /did not come back in 1 s/);
});

test('events that the stream discarded unread are told and fail --strict', async () => {
  const server = await Up.start('--max-msgs', '5');
  await publish(server, 2);
  assert.deepEqual(await sequencesLeftFor(server, 'late'), [1, 2]);
  await publish(server, 8);

  const { code, stdout } = await run([
    'consume', '--env-file', server.envFile, '--durable', 'late', '--until-idle', '--strict',
  ]);
  await server.stop();

  assert.equal(code, 1);
  assert.match(
    stdout.toString(),
    /events 3\.\.5 were discarded by the stream before they were read/,
  );
  assert.match(stdout.toString(), /3 discarded before they were read/);
});
