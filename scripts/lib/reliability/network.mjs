// A network without IPv6, and with nothing but loopback.
import { execFileSync } from 'node:child_process';

import { run } from '../../../tests/e2e/lib/command.mjs';
import { Up } from '../../../tests/e2e/lib/up.mjs';
import { consumeAll, Findings } from './said.mjs';
import { publishCounted } from './stream.mjs';

async function noIpv6({ times }) {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  execFileSync('sysctl', ['-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
  const findings = new Findings();
  const count = 100 * times;
  const up = await Up.start();
  const { acknowledged } = await publishCounted(up.ready.producerEnvFile, ['--count', String(count)]);
  const { code, events } = await consumeAll(up, 'by-number');
  findings.check('published and consumed', code === 0 && acknowledged.size === count && events === count,
    `${acknowledged.size} and ${events} of ${count}`);
  const port = new URL(up.ready.websocketUrl).port;
  const byName = await consumeAll(up, 'by-name', {}, `ws://localhost:${port}`);
  findings.check('consumed from ws://localhost', byName.code === 0 && byName.events === count, `${byName.events}`);
  const v6 = await consumeAll(up, 'by-v6', {}, `ws://[::1]:${port}`);
  findings.said('`consume` from ws://[::1]', v6, 3, /cannot connect to .*::1/);
  await up.stop();
  findings.said('`up --host ::1`', await run(['up', '--host', '::1']), 3,
    /::1 is not an address of this machine; give another --host/);
  return findings.result('a network namespace with loopback alone, and no IPv6');
}

export const networks = [
  {
    name: 'no-ipv6', times: 10, quick: 1, namespaces: ['--net'], run: noIpv6,
    what: () => 'a network without IPv6 and with loopback alone',
  },
];
