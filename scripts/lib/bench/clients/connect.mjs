// Connections of the stock clients, by a file that holds an NKey's seed.
import { readFileSync } from 'node:fs';

import { nats, natsWs, WebSocket } from '../../../../tests/stock/node/clients.mjs';

globalThis.WebSocket ??= WebSocket;

const seedIn = (file) => new TextEncoder().encode(readFileSync(file, 'utf8').trim());

export const overTcp = (url, nkeyFile) =>
  nats.connect({ servers: url, authenticator: nats.nkeyAuthenticator(seedIn(nkeyFile)) });

export const overWebSocket = (url, nkeyFile) =>
  natsWs.connect({
    servers: url,
    authenticator: natsWs.nkeyAuthenticator(seedIn(nkeyFile)),
  });

// Prints what the work came to.
export async function timed(count, work) {
  const started = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ count, seconds, cpuSeconds: (user + system) / 1e6 }));
}
