// A crash of the suite itself, made by a signal to the process that runs it:
// what was done by then is reported, and nothing is left running.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, watch, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { chefsMock, cleanEnvironment, temporaryFolder } from './lib/command.mjs';
import { comesTrue, running } from './lib/processes.mjs';

const cryptr = new URL(
  '../../consumer-kit/examples/node/cryptr.mjs', import.meta.url,
);

// Starts the suite, and gives it once the program has made the file "here".
async function playing(folder, args) {
  const tooEarly = new AbortController();
  const changes = watch(folder, { signal: tooEarly.signal });
  const command = spawn(chefsMock, ['conform', ...args], {
    env: cleanEnvironment({ TMPDIR: folder, HERE: join(folder, 'here') }),
    // The fourth is held open by whatever is started, to its end.
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const output = (async () => {
    let text = '';
    for await (const part of command.stdout) text += part;
    return text;
  })();
  const ended = once(command, 'close');
  ended.then(() => tooEarly.abort());
  for await (const { filename } of changes) if (filename === 'here') break;
  const tasks = `/proc/${command.pid}/task/${command.pid}/children`;
  const suite = Number(readFileSync(tasks, 'latin1').trim());
  return { command, suite, output, ended };
}

async function executable(folder, text) {
  const file = join(folder, 'program');
  await writeFile(file, text);
  await chmod(file, 0o700);
  return file;
}

// Right, but that it never answers a payload that is null.
async function stuckDecryptor(folder) {
  const file = join(folder, 'decryptor.mjs');
  await writeFile(file, `
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { open } from '${cryptr}';
const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { start, decrypt, stop, ...other } = JSON.parse(line);
  if (stop) break;
  if (start) say({ ready: {} });
  else if (!decrypt) say({ id: Object.values(other)[0].id, unsupported: 'unknown' });
  else if (decrypt.data === null) writeFileSync(process.env.HERE, '');
  else await answer(decrypt);
}
async function answer({ id, key, data }) {
  try {
    say({ id, plaintext: (await open(data, key)).toString() });
  } catch {
    say({ id, rejected: 'no' });
  }
}
`);
  return [process.execPath, file];
}

const stuck = async (folder) => [
  'decryptor', '--adapter', 'session', '--jobs', '1', '--patience', '60',
  '--only', 'decrypt.valid.*', '--only', 'decrypt.type.null',
  '--report', `json=${join(folder, 'report.json')}`,
  '--', ...(await stuckDecryptor(folder)),
];

// Consumes in the first case; in the second it hangs, and so does its helper.
const hangingConsumer = (folder) => executable(folder, `#!/bin/sh
if mkdir "$HERE.first" 2>/dev/null; then exec '${chefsMock}' consume --json; fi
env -i FOLDER='${folder}' setsid tail -f /dev/null &
: >"$HERE"
exec tail -f /dev/null
`);

test('reports the cases of a consumer that were done and that were running', async (t) => {
  const folder = await temporaryFolder(t);
  const report = join(folder, 'report.json');
  const { suite, output, ended } = await playing(folder, [
    'consumer', '--jobs', '1', '--only', 'consumer.connect.websocket',
    '--only', 'consumer.delivery.order', '--report', `json=${report}`,
    '--report', `junit=${join(folder, 'report.xml')}`,
    '--write-baseline', join(folder, 'baseline'),
    '--', await hangingConsumer(folder),
  ]);

  process.kill(suite, 'SIGSEGV');
  const [code] = await ended;
  const told = JSON.parse(await readFile(report));

  assert.equal(code, 3);
  assert.equal(told.verdict, 'not-scored');
  assert.equal(told.tally.planned, 2);
  assert.deepEqual(told.cases.map((each) => each.outcome).sort(), ['error', 'pass']);
  const hung = told.cases.find((each) => each.outcome === 'error');
  assert.match(hung.checks[0].observed, /the suite itself ended here by signal 11/);
  assert.match(await output, new RegExp(`1 of 2 cases were done; running:\\s+${hung.id}`));
  assert.match(await readFile(join(folder, 'report.xml'), 'utf8'), /signal 11/);
  assert.equal(existsSync(join(folder, 'baseline')), false);
  assert.deepEqual(running(folder), []);
});

test('reports the cases of a decryptor, whatever the signal', async (t) => {
  for (const signal of ['SIGABRT', 'SIGKILL']) {
    const folder = await temporaryFolder(t);
    const { suite, ended } = await playing(folder, await stuck(folder));

    process.kill(suite, signal);
    const [code] = await ended;
    const told = JSON.parse(await readFile(join(folder, 'report.json')));

    assert.equal(code, 3, signal);
    const errors = told.cases.filter((each) => each.outcome === 'error');
    assert.deepEqual(errors.map((each) => each.id), ['decrypt.type.null']);
    assert.ok(told.notes.some((note) => note.includes('running: decrypt.type.null')));
    assert.ok(told.tally.pass > 0, JSON.stringify(told.tally));
    assert.deepEqual(running(folder), []);
  }
});

test('passes on that it is to stop, and leaves nothing when it is killed', async (t) => {
  const asked = await temporaryFolder(t);
  const stopped = await playing(asked, await stuck(asked));
  stopped.command.kill('SIGTERM');
  assert.deepEqual(await stopped.ended, [130, null]);
  assert.deepEqual(running(asked), []);

  const folder = await temporaryFolder(t);
  const { command, ended } = await playing(folder, await stuck(folder));
  command.kill('SIGKILL');
  await ended;
  // The program sees that its input ends once the suite is gone.
  assert.ok(await comesTrue(() => running(folder).length === 0), String(running(folder)));
});
