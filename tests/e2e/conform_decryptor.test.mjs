// `conform decryptor`, `replay` and `cases` from the outside, against small
// programs: exit codes, reports, baselines, bundles, bad input.
import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { test } from 'node:test';

import { casePages } from '../../scripts/lib/case_pages.mjs';
import { run, temporaryFolder } from './lib/command.mjs';

const rightDecryptor = fileURLToPath(
  new URL('../../consumer-kit/examples/node/decryptor.mjs', import.meta.url),
);
const right = ['--', process.execPath, rightDecryptor, '--session'];
const session = ['conform', 'decryptor', '--adapter', 'session'];
const twoCases = ['--only', 'decrypt.valid.ascii', '--only', 'decrypt.type.null'];

// An executable shell script.
async function script(folder, body) {
  const file = join(folder, 'program');
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o700);
  return file;
}

test('a right decryptor passes what it is asked', async () => {
  const { code, stdout } = await run([...session, ...twoCases, ...right]);

  assert.equal(code, 0);
  assert.match(stdout.toString(), /2 planned: 2 passed, 0 failed/);
  assert.match(stdout.toString(), /no claim to conformance/);
});

test('a program that rejects everything is not conformant', async (t) => {
  const program = await script(await temporaryFolder(t), 'exit 1');

  const { code, stdout } = await run(['conform', 'decryptor', '--', program]);

  assert.equal(code, 1);
  assert.match(stdout.toString(), /Nothing was scored/);
  assert.match(stdout.toString(), / 0 passed/);
  assert.match(stdout.toString(), /not conformant: it opens no valid text/);
});

test('a program that crashes has failed every case', async (t) => {
  const program = await script(await temporaryFolder(t), 'kill -SEGV $$');

  const { code, stdout } = await run(['conform', 'decryptor', '--', program]);

  assert.equal(code, 1);
  assert.match(stdout.toString(), /SIGSEGV/);
});

test('a missing program is told from one that is not executable', async (t) => {
  const file = join(await temporaryFolder(t), 'program');
  await writeFile(file, '');

  const missing = await run(['conform', 'decryptor', '--', './no-such']);
  const plain = await run(['conform', 'decryptor', '--', file]);

  assert.equal(missing.code, 3);
  assert.match(missing.stderr, /there is no such file.*127/);
  assert.equal(plain.code, 3);
  assert.match(plain.stderr, /not executable.*126/);
});

for (const [option, value] of [
  ['--only', 'decrypt.tga.*'],
  ['--skip', 'nothing'],
  ['--flag', 'no-such-flag'],
  ['--report', 'pdf=x'],
  ['--level', 'always'],
]) {
  test(`${option} ${value} is a usage error`, async () => {
    const { code, stderr } = await run([...session, option, value, ...right]);

    assert.equal(code, 2);
    assert.match(stderr, new RegExp(value.replace(/[.*]/g, '.')));
  });
}

test('a report that cannot be written is found before the run', async () => {
  const { code, stderr, stdout } = await run([
    ...session, '--report', 'json=/no/such/folder/report.json', ...right,
  ]);

  assert.equal(code, 3);
  assert.equal(stdout.length, 0);
  assert.match(stderr, /cannot write the report \/no\/such\/folder\/report.json/);
});

test('a baseline with an unknown id is a usage error', async (t) => {
  const file = join(await temporaryFolder(t), 'baseline');
  await writeFile(file, 'decrypt.no.such-case  why\n');

  const { code, stderr } = await run([
    ...session, '--expect-failures', file, ...right,
  ]);

  assert.equal(code, 2);
  assert.match(stderr, /line 1: there is no case 'decrypt.no.such-case'/);
});

test('a baseline entry that passes now fails the run', async (t) => {
  const file = join(await temporaryFolder(t), 'baseline');
  await writeFile(file, 'decrypt.type.null\n');

  const { code, stdout } = await run([
    ...session, ...twoCases, '--expect-failures', file, ...right,
  ]);

  assert.equal(code, 1);
  assert.match(stdout.toString(), /was\s+expected\s+to\s+fail\s+and\s+passes\s+now/);
});

test('every report is written, and states what was run', async (t) => {
  const folder = await temporaryFolder(t);
  const forms = { json: 'r.json', junit: 'r.xml', html: 'r.html', badge: 'r.svg' };
  const reports = Object.entries(forms).flatMap(([form, name]) => [
    '--report', `${form}=${join(folder, name)}`,
  ]);

  await run([...session, ...twoCases, '--seed', '7', ...reports, ...right]);

  const read = (name) => readFile(join(folder, name), 'utf8');
  const report = JSON.parse(await read('r.json'));
  assert.equal(report.verdict, 'subset-passed');
  assert.equal(report.seed, '7');
  assert.equal(report.profile, 'documented');
  assert.match(report.caseSet.digest, /^[0-9a-f]{64}$/);
  assert.match(await read('r.xml'), /<testcase name="null" classname="decrypt.type"/);
  assert.match(await read('r.html'), /<!doctype html>[^]*documented/);
  assert.doesNotMatch(await read('r.html'), /<script|https?:\/\//);
  assert.match(await read('r.svg'), /CHEFS decryptor: 2 of \d+ cases pass/);
});

test('a failed case leaves a bundle that replays it', async (t) => {
  const folder = await temporaryFolder(t);
  const wrong = await script(
    folder, `'${process.execPath}' '${rightDecryptor}' && echo`,
  );
  const only = ['--only', 'decrypt.valid.ascii'];
  const failed = await run([
    'conform', 'decryptor', ...only, '--bundles', folder, '--', wrong,
  ]);
  const bundle = join(folder, 'decrypt.valid.ascii');

  const again = await run(['replay', bundle]);
  const mended = await run([
    'replay', bundle, '--', process.execPath, rightDecryptor,
  ]);

  assert.equal(failed.code, 1);
  assert.match(failed.stdout.toString(), /the expected text and a line\s+end/);
  assert.equal(again.code, 1);
  assert.equal(mended.code, 0);
});

test('cases explain says what a case is about', async () => {
  const { code, stdout } = await run(['cases', 'explain', 'decrypt.key.hex-text']);
  const unknown = await run(['cases', 'explain', 'decrypt.key.no-such']);

  assert.equal(code, 0);
  assert.match(stdout.toString(), /Do not hex-decode the key/);
  assert.equal(unknown.code, 2);
});

for (const name of ['cases.md', 'consumer-cases.md', 'kill-matrix.md']) {
  test(`docs/${name} is what the catalogue says`, async () => {
    const page = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

    const pages = casePages(process.env.CHEFS_MOCK);

    assert.equal(await readFile(page, 'utf8'), pages[name]);
  });
}

test('cases of both suites are listed, selected and explained', async () => {
  const all = await run(['cases', 'list', '--json']);
  const some = await run([
    'cases', 'list', '--only', 'consumer.size.*', '--only', 'decrypt.tag.*',
  ]);
  const { code, stdout } = await run(['cases', 'explain', 'consumer.size.survived']);

  const suites = all.stdout.toString().trim().split('\n').map((line) => JSON.parse(line).suite);
  assert.deepEqual([...new Set(suites)], ['decryptor', 'consumer']);
  assert.match(some.stdout.toString(), /decrypt\.tag\.flipped-bit[^]*consumer\.size\.survived/);
  assert.equal(code, 0);
  assert.match(stdout.toString(), /Look for error before touching payload/);
});
