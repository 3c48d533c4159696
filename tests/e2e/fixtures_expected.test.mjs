// What the fixtures say a scenario publishes is what stands on a real stream
// after `publish`, read back by the stock client.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { run } from './lib/command.mjs';
import { readJson } from './lib/fixtures.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

async function streamed(up) {
  const connection = await connectAccount(up, 'admin');
  const manager = await connection.jetstreamManager();
  const { state } = await manager.streams.info('CHEFS');
  const messages = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const { subject, data } = await manager.streams.getMessage('CHEFS', { seq });
    const digest = createHash('sha256').update(data).digest('hex');
    messages.push({ subject, bytes: data.length, sha256: digest });
  }
  await connection.close();
  return messages;
}

for (const profile of ['documented', 'deployed']) {
  test(`publish sends what the fixtures say, ${profile}`, async (t) => {
    const expected = readJson(`expected/${profile}/tour.json`);
    const up = await Up.start();
    t.after(() => up.stop());

    const { code, stderr } = await run([
      'publish', '--scenario', 'tour', '--seed', String(expected.seed),
      '--profile', profile, '--server', up.ready.natsUrl,
      '--nkey-file', up.ready.producerNkeyFile,
    ]);

    assert.equal(code, 0, stderr);
    assert.deepEqual(
      await streamed(up),
      expected.messages.map(({ kind, ...message }) => message),
    );
  });
}
