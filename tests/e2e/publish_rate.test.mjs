// `publish --rate` is an even rate, by the times at which the server stored what
// came. The bounds leave room for a busy machine, not for a burst.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

import { chefsMock, cleanEnvironment } from './lib/command.mjs';
import { publish, storedMessages } from './lib/publishing.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

const perSecond = 200;

test('events at a rate are spread over the time that they take', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const { code, stderr } = await publish(
    up, '--public', '--rate', `${perSecond}`, '--count', '200',
  );

  assert.equal(code, 0, stderr);
  const times = (await storedMessages(up)).map(({ storedAtMs }) => storedAtMs);
  const half = times.length / 2;
  for (const part of [times.slice(0, half), times.slice(half)]) {
    const tookMs = part.at(-1) - part[0];
    assert.ok(tookMs >= 400, `a hundred events within ${tookMs} ms`);
  }
});

test('a publisher that was held up does not send in a burst what it missed', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const admin = await connectAccount(up, 'admin');
  const arriving = admin.subscribe('PUBLIC.forms.>', { max: 50 });
  t.after(() => admin.close());
  await admin.flush();
  const child = spawn(
    chefsMock,
    ['publish', '--env-file', up.ready.producerEnvFile, '--public',
      '--rate', `${perSecond}`, '--count', '300'],
    { env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  let form;
  for await (const { subject } of arriving) form = subject.split('.').at(-1);
  child.kill('SIGSTOP');
  // Takes a second and more: 60 events, 50 a second.
  await publish(up, '--public', '--rate', '50', '--count', '60');
  child.kill('SIGCONT');

  const [code] = await closed;

  assert.equal(code, 0);
  const times = (await storedMessages(up))
    .filter(({ subject }) => subject.endsWith(form))
    .map(({ storedAtMs }) => storedAtMs);
  assert.equal(times.length, 300);
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  const resumed = gaps.indexOf(Math.max(...gaps)) + 1;
  const atOnce = times.filter(
    (time) => time >= times[resumed] && time < times[resumed] + 250,
  ).length;
  assert.ok(Math.max(...gaps) >= 900, `held up for ${Math.max(...gaps)} ms`);
  // Fifty, and two that ten milliseconds allow; it missed over two hundred.
  assert.ok(atOnce <= 150, `${atOnce} events in a quarter of a second`);
});
