// 100 000 deliveries judged in one case: the whole command stays below 64 MB.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { chefsMock, temporaryFolder } from './lib/command.mjs';
import { runMeasured } from './lib/memory.mjs';

const MOST_KIB = 64_000_000 / 1024;
const DELIVERIES = 100_000;

// The full stream of the suite, a hundred times as full.
async function bundleOfManyDeliveries(t) {
  const file = new URL('../../scenarios/consumer/load.json', import.meta.url);
  const { cases } = JSON.parse(await readFile(file));
  const asked = cases.find(({ id }) => id === 'consumer.load.full-stream');
  const bundle = join(await temporaryFolder(t), 'bundle.json');
  const many = {
    ...asked,
    setup: { max_msgs: DELIVERIES },
    messages: [{ name: 'open', times: DELIVERIES }],
    steps: [
      { publish: ['open'] },
      { start: {} },
      { await: { acked: ['open'], within_ms: 120_000 } },
    ],
    checks: [{ name: 'acknowledged', rule: 'acknowledged', messages: ['open'] }],
  };
  await writeFile(bundle, JSON.stringify({
    ...{ bundle: 1, suite: 'consumer', suiteVersion: '0', caseSetDigest: '0'.repeat(64) },
    ...{ seed: '7', natsServerVersion: '2', transport: 'websocket', command: ['consumer'] },
    ...{ case: many, faultsApplied: [], transcript: {}, result: {} },
  }));
  return bundle;
}

test('100 000 deliveries are judged in 64 MB', async (t) => {
  const bundle = await bundleOfManyDeliveries(t);

  const { code, stdout, stderr, peakKiB } = await runMeasured(
    ...[chefsMock, 'replay', bundle, '--patience', '2'],
    ...['--', chefsMock, 'consume', '--json'],
  );

  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /1 planned: 1 passed/);
  assert.ok(peakKiB > 10_000 && peakKiB < MOST_KIB, `${peakKiB} KiB`);
});
