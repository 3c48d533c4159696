// kill -9 of the server while events are published; it comes back on the same
// port and store, and the publisher goes on.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { Up } from '../../../tests/e2e/lib/up.mjs';
import { heldAgainst, publishCounted } from './stream.mjs';

const eventsOf = (times) => (times < 5 ? 400 : 10_000);

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function round(events, killAt, store) {
  // A seed gives the next server the same NKeys.
  const args = ['--seed', '7', '--store', store, '--port', String(await freePort()),
    '--max-msgs', '1000000', '--max-bytes', 'unlimited'];
  const first = await Up.start(...args);
  let again;
  const run = await publishCounted(
    first.ready.producerEnvFile,
    ['--count', String(events), '--reconnect-timeout', '60s'],
    (stored) => {
      if (again || stored < killAt) return;
      process.kill(first.ready.natsServer.pid, 'SIGKILL');
      again = first.closed.then(() => Up.start(...args));
    },
  );
  const up = await again;
  const held = await heldAgainst(up, run.acknowledged);
  await up.stop();
  return { ...held, doubled: held.doubled + run.doubled, acknowledged: run.acknowledged.size };
}

async function serverKill({ times, folder }) {
  const events = eventsOf(times);
  const sum = { acknowledged: 0, stored: 0, lost: 0, doubled: 0 };
  for (let i = 0; i < times; i += 1) {
    const killAt = Math.ceil(((i + 0.5) / times) * events);
    const one = await round(events, killAt, join(folder, `store-${i}`));
    for (const name of Object.keys(sum)) sum[name] += one[name];
  }
  return {
    done: `${times} times kill -9 of nats-server while ${events} events were published, and started again`,
    found: [
      `${sum.acknowledged} acknowledged: ${sum.lost} lost, ${sum.doubled} doubled`,
      `${sum.stored - sum.acknowledged} more were stored, whose acknowledgement the kill took away; publish said so of each`,
    ],
    isRight: sum.lost === 0 && sum.doubled === 0,
  };
}

export const serverKills = [
  {
    name: 'server-kill', times: 20, quick: 2, run: serverKill,
    what: (times) => `kill -9 of the server during 10 000 acknowledged publishes, ${times} times: lost, doubled`,
  },
];
