// A disk that fills up, and one that cannot be written to.
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../../../tests/e2e/lib/command.mjs';
import { Up } from '../../../tests/e2e/lib/up.mjs';
import { withDisk } from './inside.mjs';
import { comesTrue, runFolders } from './left.mjs';
import { consumeAll, Findings } from './said.mjs';
import { heldAgainst, publishCounted } from './stream.mjs';

const storeOptions = (store) => ['--store', store, '--seed', '7', '--max-store', '5MB',
  '--max-bytes', '5MB', '--max-msgs', '1000000'];

function fillBut(disk, bytes) {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - bytes), 1));
}

async function fullAtTheStart(disk, findings) {
  const up = await run(['up', '--json'], { env: { TMPDIR: disk } });
  findings.said('`up` without room for its files', up, 3,
    /No space left on device; free space on that disk/);
  findings.check('it left no folder of its run', runFolders(disk).length === 0);
}

async function fullMeanwhile(disk, times, findings) {
  const store = join(disk, 'store');
  let up = await Up.start(...storeOptions(store));
  fillBut(disk, 256 * 1024);
  const told = await comesTrue(() => /the disk of the store/.test(up.stderr));
  findings.check('`up`, once its disk is full', told, `“${up.stderr.trim().replaceAll(process.env.TMPDIR, '…')}”`);
  const count = 1000 * times;
  const run1 = await publishCounted(up.ready.producerEnvFile,
    ['--count', String(count), '--ack-timeout', '1s']);
  const { stored, refused, unacknowledged } = run1.published;
  findings.check('`publish`, of each event by itself',
    run1.code === 1 && stored + refused + unacknowledged === count && stored < count,
    `exit ${run1.code}, ${stored} stored, ${refused} refused, ${unacknowledged} not answered`);
  await up.stop();
  rmSync(join(disk, 'ballast'));
  up = await Up.start(...storeOptions(store));
  const held = await heldAgainst(up, run1.acknowledged);
  findings.check('after space was freed and `up` started again', held.lost + held.doubled === 0,
    `${run1.acknowledged.size} acknowledged: ${held.lost} lost, ${held.doubled} doubled`);
  const { code, events } = await consumeAll(up, 'after');
  findings.check('`consume` reads all that the stream holds', code === 0 && events === held.stored, `${events}`);
  await up.stop();
}

async function diskFull({ times, folder }) {
  const findings = new Findings();
  await withDisk(join(folder, 'small'), '16k', () =>
    fullAtTheStart(join(folder, 'small'), findings));
  await withDisk(join(folder, 'disk'), '12m', () =>
    fullMeanwhile(join(folder, 'disk'), times, findings));
  return findings.result('a disk of 16 KiB for `up`, and a store whose disk fills up while events are published');
}

async function asReadOnly(disk, remount, times, findings) {
  const store = join(disk, 'store');
  let up = await Up.start(...storeOptions(store));
  const before = await publishCounted(up.ready.producerEnvFile, ['--count', String(50 * times)]);
  await up.stop();
  remount('ro');
  const another = /Read-only file system; give another --store/;
  findings.said('`up` with a store that is read-only', await run(['up', ...storeOptions(store)]), 3, another);
  findings.said('`up` with a new store there', await run(['up', '--store', join(disk, 'new')]), 3, another);
  findings.said('`up` with its temporary folder there', await run(['up'], { env: { TMPDIR: disk } }), 3,
    /Read-only file system; set TMPDIR to a folder that can be written to/);
  findings.said('`up` with its env file there', await run(['up', '--env-file', join(disk, 'env')]), 3,
    /Read-only file system; name a place that can be written to/);
  remount('rw');
  up = await Up.start(...storeOptions(store));
  const held = await heldAgainst(up, before.acknowledged);
  findings.check('writable again', held.lost + held.doubled === 0,
    `${before.acknowledged.size} acknowledged before: ${held.lost} lost, ${held.doubled} doubled`);
  await up.stop();
}

async function readOnly({ times, folder }) {
  const findings = new Findings();
  const disk = join(folder, 'disk');
  await withDisk(disk, '20m', (remount) => asReadOnly(disk, remount, times, findings));
  return findings.result('a store whose disk is read-only');
}

export const disks = [
  {
    name: 'disk-full', times: 4, quick: 1, namespaces: ['--mount'], run: diskFull,
    what: () => 'a disk that is full at the start, and one that fills up under the store',
  },
  {
    name: 'read-only', times: 10, quick: 1, namespaces: ['--mount'], run: readOnly,
    what: () => 'a store, and a temporary folder, that cannot be written to',
  },
];
