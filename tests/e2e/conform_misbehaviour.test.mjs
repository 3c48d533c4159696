// Programs that break the session adapter's rules, from the outside: each gets
// a clear sentence and the exit code 1, and loses nothing but what it broke.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { run, temporaryFolder } from './lib/command.mjs';
import { running } from './lib/processes.mjs';

const cryptr = new URL(
  '../../consumer-kit/examples/node/cryptr.mjs', import.meta.url,
);

// A right decryptor for strings. What it does with null is up to the test.
const program = (withNull, atStart = '', greeting = 'say({ ready: {} });') => `
import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { open } from '${cryptr}';

const say = (line) => {
  const bytes = Buffer.from(
    (typeof line === 'string' ? line : JSON.stringify(line)) + '\\n');
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
};
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
${atStart}
for await (const line of createInterface({ input: process.stdin })) {
  const { start, decrypt, stop, ...other } = JSON.parse(line);
  if (start) {
    ${greeting}
  } else if (stop) {
    break;
  } else if (!decrypt) {
    say({ id: Object.values(other)[0].id, unsupported: 'unknown' });
  } else if (decrypt.data === null) {
    const { id } = decrypt;
    ${withNull}
  } else {
    const { id, key, data } = decrypt;
    try {
      say({ id, plaintext: (await open(data, key)).toString() });
    } catch {
      say({ id, rejected: 'no' });
    }
  }
}
`;

const folder = await temporaryFolder({ after });
let written = 0;

// Patience is little where the program is to hang.
async function conform(source, patience = '1') {
  const file = join(folder, `program-${written++}.mjs`);
  await writeFile(file, source);
  const { code, stdout, stderr } = await run([
    'conform', 'decryptor', '--adapter', 'session', '--jobs', '1', '--json',
    '--patience', patience,
    '--only', 'decrypt.type.null', '--only', 'decrypt.valid.ascii',
    '--only', 'decrypt.tag.zeroed', '--', process.execPath, file,
  ]);
  return { code, stderr, report: JSON.parse(stdout.toString()) };
}

const caseOf = (report, id) => report.cases.find((each) => each.id === id);
const allText = (report) => JSON.stringify(report);

const reject = "say({ id, rejected: 'not a string' });";

test('a right program passes', async () => {
  const { code, report } = await conform(program(reject));

  assert.equal(code, 0, allText(report));
});

const broken = [
  ['that prints what is no JSON', "say('oops {');", 'is not JSON'],
  ['that answers with another id', "say({ id: '999', rejected: 'x' });",
    'and answered \\"999\\"'],
  ['that answers twice', `${reject}${reject}`, 'a second time'],
  // In one write: the line is there before the next question can be.
  ['that prints a line of its own after an answer',
    "say(JSON.stringify({ id, rejected: 'not a string' }) + '\\nby the way');",
    'nobody asked for'],
  ['that prints a line of 100 MB', "say('x'.repeat(100_000_000));",
    'printed more than 8 388 608 bytes'],
  ['that closes its output early', 'closeSync(1); hang();',
    'closed its standard output'],
  ['that is killed by a signal', "process.kill(process.pid, 'SIGSEGV'); hang();",
    'SIGSEGV'],
  ['that ends with an exit code of its own', 'process.exit(7);',
    'exited with 7'],
];
for (const [which, withNull, sentence] of broken) {
  test(`a program ${which} fails there and nowhere else`, async () => {
    const { code, report } = await conform(program(withNull));

    assert.equal(code, 1);
    assert.equal(caseOf(report, 'decrypt.type.null').outcome, 'fail');
    assert.ok(JSON.stringify(caseOf(report, 'decrypt.type.null'))
      .includes(sentence), allText(report));
    assert.equal(report.tally.pass, 2);
    assert.equal(report.tally.planned, 3);
  });
}

test('a program that hangs and ignores SIGTERM is stopped', async () => {
  const { code, report } = await conform(
    program('hang();', "process.on('SIGTERM', () => {});"), '0.2',
  );

  assert.equal(code, 1);
  assert.match(allText(report), /gave no answer within 2.0 s and was stopped/);
  assert.equal(report.tally.pass, 2);
});

test('a program that prints no ready line has failed everything', async () => {
  const { code, report } = await conform(program(reject, '', ''), '0.1');

  assert.equal(code, 1);
  assert.match(allText(report), /printed no ready line/);
  assert.equal(report.tally.pass, 0);
});

test('a grandchild that holds the pipe holds nothing up, and is ended', async () => {
  const leaveOneBehind =
    "spawn('sleep', ['4713'], { stdio: 'inherit', detached: true }).unref();";

  const { code, report } = await conform(program(reject, leaveOneBehind));

  assert.equal(code, 0);
  assert.match(allText(report.notes), /left a process behind/);
  assert.deepEqual(running('sleep\0' + '4713'), []);
});
