// All files that `up` may open are used up, by connections to it; then they end.
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { chefsMock } from '../../../tests/e2e/lib/command.mjs';
import { Up } from '../../../tests/e2e/lib/up.mjs';
import { comesTrue } from './left.mjs';
import { consumeAll, Findings } from './said.mjs';
import { heldAgainst, publishCounted } from './stream.mjs';

const openFiles = (pid) => readdirSync(`/proc/${pid}/fd`).length;

// Connections to the address until the process has no file left for another.
async function useUp(pid, url, limit) {
  const { hostname, port } = new URL(url);
  const sockets = [];
  const isUsedUp = () => openFiles(pid) >= limit - 1;
  while (!isUsedUp() && sockets.length < 2 * limit) {
    const some = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    for (const socket of some) socket.on('error', () => {}).resume();
    sockets.push(...some);
    await Promise.race([
      Promise.all(some.map((socket) => once(socket, 'connect').catch(() => {}))), comesTrue(isUsedUp)]);
  }
  return { count: sockets.length, end: () => sockets.forEach((socket) => socket.destroy()) };
}

async function usedUp(what, pid, url, limit, up, findings) {
  const held = await useUp(pid, url, limit);
  findings.check(`${what} has no file left`, openFiles(pid) >= limit - 1, `${openFiles(pid)} open`);
  if (pid === up.child.pid) {
    const told = await comesTrue(() => /no further connection is taken/.test(up.stderr));
    findings.check('`up` meanwhile', told, `“${up.stderr.trim()}”`);
  }
  const refused = await consumeAll(up, 'refused');
  findings.said('`consume` meanwhile', refused, 3, /cannot connect to ws:.+/);
  held.end();
  await comesTrue(() => openFiles(pid) < limit / 2);
}

async function allUsed({ times, folder }) {
  const limit = times;
  const findings = new Findings();
  const faults = join(folder, 'faults.json');
  writeFileSync(faults, '[]');
  // The shell's limit is that of `up` and of its server.
  const up = await Up.startBy(['bash', '-c', `ulimit -n ${limit}; exec "$@"`, 'bash', chefsMock],
    ['--faults', faults, '--max-msgs', '1000000']);
  const before = await publishCounted(up.ready.producerEnvFile, ['--count', '100']);
  await usedUp('the proxy of `up --faults`', up.child.pid, up.env.SERVERS, limit, up, findings);
  await usedUp('nats-server', up.ready.natsServer.pid, up.ready.natsUrl, limit, up, findings);
  const after = await publishCounted(up.ready.producerEnvFile, ['--count', '100']);
  const held = await heldAgainst(up, new Map([...before.acknowledged, ...after.acknowledged]));
  findings.check('after the connections ended', held.lost + held.doubled === 0 && held.stored === 200,
    `${held.stored} of 200 events stored, ${held.lost} lost, ${held.doubled} doubled`);
  const { code, events } = await consumeAll(up, 'after');
  findings.check('`consume` reads them all', code === 0 && events === 200, `${events}`);
  findings.check('`up` ends with 0', (await up.stop()) === 0);
  return findings.result(`${limit} open files used up, first those of \`up\`, then those of its server`);
}

export const files = [
  {
    name: 'open-files', times: 10_000, quick: 200, run: allUsed,
    what: (times) => `${times} open files used up, in up and in its server`,
  },
];
