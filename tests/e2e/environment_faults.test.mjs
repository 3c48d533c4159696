// An environment that refuses what a program needs: one sentence that says what
// was attempted and what to do, and nothing is lost or left. Faults that take
// mounts and namespaces are played by scripts/reliability.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { chefsMock, runProgram, temporaryFolder } from './lib/command.mjs';
import { publish } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

// With no more than so many open files.
function runWithin(files, args, options) {
  return runProgram(
    'bash',
    ['-c', 'ulimit -n "$0" && exec "$@"', String(files), chefsMock, ...args],
    options,
  );
}

function linesOf(text) {
  return text.toString().trimEnd().split('\n').filter(Boolean);
}

// What it says, for each limit under which it failed.
async function refusals(limits, args, options) {
  const told = [];
  for (const files of limits) {
    const { code, stderr } = await runWithin(files, args, options);
    if (code === 0) continue;
    assert.equal(code, 3, `${files} files: ${stderr}`);
    told.push({ files, stderr });
  }
  return told;
}

function assertEachTellsTheLimit(told) {
  assert.ok(told.length > 0, 'it never ran out of files');
  for (const { files, stderr } of told) {
    assert.match(stderr, /^chefs-mock: .+Too many open files/, `${files} files`);
    assert.match(stderr, new RegExp(`this process may have ${files} of them: raise that with .ulimit -n.\n$`));
  }
}

test('too few open files for up: it says so, and leaves nothing', async (t) => {
  const folder = await temporaryFolder(t);

  const told = await refusals(
    [4, 6, 8, 10, 12, 14, 16],
    ['up', '--json', '--run-for', '0s'],
    { env: { TMPDIR: folder } },
  );

  assertEachTellsTheLimit(told);
  const runs = await readdir(join(folder, `chefs-mock-${process.geteuid()}`));
  assert.deepEqual(runs, ['lock']);
});

test('too few open files for publish and consume: neither blames the server', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());

  const ofPublish = await refusals(
    [4, 5, 6],
    ['publish', '--env-file', up.ready.producerEnvFile, '--count', '1'],
  );
  const ofConsume = await refusals(
    [4, 5, 6, 7, 8, 9, 10, 12],
    ['consume', '--env-file', up.envFile, '--until-idle'],
  );

  assertEachTellsTheLimit(ofPublish);
  assertEachTellsTheLimit(ofConsume);
});

test('more cases at a time than open files: refused before the first', async () => {
  const { code, stdout, stderr } = await runWithin(128, [
    ...['conform', 'consumer', '--jobs', '64', '--', 'true'],
  ]);

  assert.equal(code, 3);
  assert.equal(stdout.toString(), '');
  assert.match(stderr, /--jobs 64 may take \d+ open files, and this process may have 128/);
});

test('a disk that is full under what up writes: named, and nothing is left', async (t) => {
  const folder = await temporaryFolder(t);

  const { code, stderr } = await runProgram(
    chefsMock,
    ['up', '--json', '--env-file', '/dev/full'],
    { env: { TMPDIR: folder } },
  );

  assert.equal(code, 3);
  assert.equal(
    stderr,
    'chefs-mock: cannot write /dev/full: No space left on device; free space on that disk, or name a place on another\n',
  );
  const runs = await readdir(join(folder, `chefs-mock-${process.geteuid()}`));
  assert.deepEqual(runs, ['lock']);
});

test('a disk that is full under the lines of consume: what was not written comes again', async (t) => {
  const up = await Up.start();
  t.after(() => up.stop());
  await publish(up, '--count', '20', '--public');
  const consume = ['consume', '--env-file', up.envFile, '--until-idle', '--json'];

  const full = await runProgram('bash', ['-c', 'exec "$@" >/dev/full', 'bash', chefsMock, ...consume]);
  const again = await runProgram(chefsMock, consume);

  assert.equal(full.code, 3);
  assert.match(full.stderr, /cannot write the output: No space left on device; free space on that disk/);
  const summary = JSON.parse(linesOf(again.stdout).at(-1)).summary;
  assert.equal(summary.events, 20);
});
