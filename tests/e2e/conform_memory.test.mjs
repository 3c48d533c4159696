// 100 000 decryptions through one session: memory must not grow with the count.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chefsMock } from './lib/command.mjs';
import { runMeasured } from './lib/memory.mjs';

// Gives the peak, and how many checks were asked in each round.
async function conform(rounds) {
  const { code, stdout, stderr, peakKiB } = await runMeasured(
    ...[chefsMock, 'conform', 'decryptor', '--json'],
    ...['--adapter', 'session', '--level', 'must', '--skip', 'decrypt.size.*'],
    ...['--rounds', String(rounds), '--', process.env.CPP_DECRYPTOR, '--session'],
  );
  assert.equal(code, 0, stderr);
  return { checks: JSON.parse(stdout).caseSet.checks, peakKiB };
}

test('memory stays flat from 10 000 to 100 000 decryptions', async () => {
  const { checks } = await conform(1);
  const roundsFor = (decryptions) => Math.ceil(decryptions / checks);

  const fewer = await conform(roundsFor(10_000));
  const more = await conform(roundsFor(100_000));

  assert.ok(
    more.peakKiB < fewer.peakKiB + 8 * 1024,
    `${fewer.peakKiB} KiB, then ${more.peakKiB} KiB`,
  );
});
