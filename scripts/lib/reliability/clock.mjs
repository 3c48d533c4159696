// The clock is set back by an hour while programs of ours run. The clock of
// nats-server stays: it asks the kernel past every library.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chefsMock } from '../../../tests/e2e/lib/command.mjs';
import { Up } from '../../../tests/e2e/lib/up.mjs';
import { comesTrue } from './left.mjs';
import { consumeAll, Findings } from './said.mjs';
import { heldAgainst, publishCounted } from './stream.mjs';

function libfaketime() {
  const found = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync);
  if (!found) throw new Error('clock-back takes libfaketime; install Debian’s faketime');
  return found;
}

// A clock that these programs have, and that is set while they run.
function clockIn(folder) {
  const file = join(folder, 'clock');
  const set = (offset) => writeFileSync(file, `${offset}\n`);
  set('+0');
  const env = {
    LD_PRELOAD: libfaketime(), FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  return { env, set };
}

async function setBack({ times, folder }) {
  const findings = new Findings();
  const clock = clockIn(folder);
  const count = 200 * times;
  const up = await Up.startBy([chefsMock], ['--max-msgs', '1000000'], clock.env);
  const consumed = consumeAll(up, 'meanwhile', clock.env, up.env.SERVERS, ['--count', String(count)]);
  const started = performance.now();
  const published = await publishCounted(
    up.ready.producerEnvFile, ['--count', String(count), '--rate', '100'],
    (stored) => stored === count / 2 && clock.set('-3600'), clock.env);
  const seconds = (performance.now() - started) / 1e3;
  const held = await heldAgainst(up, published.acknowledged);
  findings.check('`publish --rate 100`', published.code === 0 && held.stored === count && held.lost + held.doubled === 0,
    `exit ${published.code}, ${held.stored} of ${count} stored, ${held.lost} lost, ${held.doubled} doubled, in ${seconds.toFixed(1)} s`);
  findings.check('it keeps its pace', seconds < 60 + count / 100);
  const { code, events } = await consumed;
  findings.check('`consume --count` beside it', code === 0 && events === count, `exit ${code}, ${events} of ${count}`);
  const again = await consumeAll(up, 'afterwards', clock.env);
  findings.check('`consume --until-idle` afterwards', again.code === 0 && again.events === count, `${again.events}`);
  findings.check('`up` ends with 0', (await up.stop()) === 0);
  clock.set('+0');
  const limited = await Up.startBy([chefsMock], ['--run-for', '2s'], clock.env);
  clock.set('-3600');
  let ended = false;
  limited.closed.then(() => { ended = true; });
  findings.check('`up --run-for 2s` ends', await comesTrue(() => ended));
  limited.child.kill('SIGINT');
  await limited.closed;
  return findings.result('the clock of `up`, `publish` and `consume` set back by an hour while they run (not that of nats-server)');
}

export const clocks = [
  {
    name: 'clock-back', times: 10, quick: 1, run: setBack,
    what: () => 'the clock set back by an hour under up, publish and consume',
  },
];
