// `up` is killed with SIGKILL twenty times: no nats-server survives it, and the
// next start removes what it left on disk.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { test } from 'node:test';

import { Up } from './lib/up.mjs';

const withinMs = 1_000;

// Open for as long as the server lives.
async function connectionTo(url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.resume();
  socket.on('error', () => {});
  return socket;
}

// A process that ended but was not yet waited for counts as gone.
function isRunning(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1];
  return afterName[0] !== 'Z';
}

test('kill -9 of up, twenty times, leaves no server and no folder', { timeout: 120_000 }, async () => {
  const left = [];
  for (let round = 1; round <= 20; round += 1) {
    const up = await Up.start();
    const { pid } = up.ready.natsServer;
    const wasRunning = isRunning(pid);
    const socket = await connectionTo(up.ready.natsUrl);
    const closed = new Promise((resolve) => socket.once('close', resolve));

    const killedAt = performance.now();
    up.child.kill('SIGKILL');
    await closed;
    const tookMs = performance.now() - killedAt;

    assert.ok(wasRunning);
    assert.ok(tookMs < withinMs, `the server lived on for ${tookMs} ms`);
    left.push(dirname(up.envFile));
  }
  const next = await Up.start();
  const stillThere = left.filter((folder) => existsSync(folder));
  const code = await next.stop();

  assert.deepEqual(stillThere, []);
  assert.equal(code, 0);
});

test('Ctrl-C ends up with 0, and nothing of it is left', async () => {
  const up = await Up.start();
  const { pid } = up.ready.natsServer;

  const code = await up.stop();

  assert.equal(code, 0);
  assert.equal(isRunning(pid), false);
  assert.equal(existsSync(dirname(up.envFile)), false);
});
