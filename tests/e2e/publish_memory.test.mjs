// Memory must not grow with the count: 10 000 and 100 000 public events.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chefsMock } from './lib/command.mjs';
import { runMeasured } from './lib/memory.mjs';
import { Up } from './lib/up.mjs';

async function peakKiB(up, ...args) {
  const run = await runMeasured(
    ...[chefsMock, 'publish', '--env-file', up.ready.producerEnvFile, '--json', ...args],
  );
  assert.equal(run.code, 0, run.stderr);
  return run.peakKiB;
}

test('memory stays flat from 10 000 to 100 000 public events', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const fewer = await peakKiB(up, '--count', '10000', '--public');
  const more = await peakKiB(up, '--count', '100000', '--public');

  assert.ok(more < fewer + 4 * 1024, `${fewer} KiB, then ${more} KiB`);
  assert.ok(more < 64 * 1024, `${more} KiB`);
});

test('memory is bounded by what is in flight, not by the size of all events', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const large = ['--public', '--size', '900000'];

  // The fewer already fill the pipe from making to acknowledging.
  const fewer = await peakKiB(up, '--count', '300', ...large);
  const more = await peakKiB(up, '--count', '900', ...large);

  assert.ok(more < fewer + 16 * 1024, `${fewer} KiB, then ${more} KiB`);
});

test('memory stays flat from 2 000 to 20 000 private events', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  const sealed = ['--private', '--salt-pool', '16', '--jobs', '4'];

  const fewer = await peakKiB(up, '--count', '2000', ...sealed);
  const more = await peakKiB(up, '--count', '20000', ...sealed);

  assert.ok(more < fewer + 4 * 1024, `${fewer} KiB, then ${more} KiB`);
  assert.ok(more < 96 * 1024, `${more} KiB`);
});
