// The reports and bundles of `conform decryptor` as other programs read them:
// JSON as ajv checks it, JUnit as xmllint does.
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Ajv2020 } from '../stock/node/clients.mjs';
import { run, runProgram, temporaryFolder } from './lib/command.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const surefire = here('schemas/surefire-report.rng');
const rightDecryptor = here('../../consumer-kit/examples/node/decryptor.mjs');
// A few cases of several groups; one of them is not a must.
const selection = [
  'decrypt.valid.ascii', 'decrypt.valid.empty', 'decrypt.tag.flipped-bit',
  'decrypt.type.null', 'decrypt.text.control-characters',
].flatMap((id) => ['--only', id]);

// Passes some, fails some with control characters in what it prints, crashes on
// others.
const wrong = `#!/bin/sh
text=$(cat)
case "$text" in
  null) kill -SEGV $$ ;;
esac
printf '%s' "$text" | '${process.execPath}' '${rightDecryptor}' || exit 1
printf '\\033[31m\\001 <&]]>'
`;
// No text on standard output ever: nothing tells it from no decryptor.
const rejectsAll = '#!/bin/sh\nexit 1\n';

const base = await temporaryFolder({ after });
const runs = new Map();
let validate;

async function schema(name) {
  const path = here(`../../fixtures/schemas/${name}.schema.json`);
  return new Ajv2020({ strict: false, allErrors: true }).compile(
    JSON.parse(await readFile(path, 'utf8')),
  );
}

async function conform(name, program) {
  const folder = join(base, name);
  await mkdir(folder);
  const file = join(folder, 'program');
  await writeFile(file, program);
  await chmod(file, 0o700);
  const { code } = await run([
    'conform', 'decryptor', ...selection, '--level', 'should',
    '--report', `json=${join(folder, 'report.json')}`,
    '--report', `junit=${join(folder, 'report.xml')}`,
    '--report', `html=${join(folder, 'report.html')}`,
    '--bundles', join(folder, 'bundles'), '--', file,
  ]);
  runs.set(name, { folder, code });
}

const right = `#!/bin/sh\nexec '${process.execPath}' '${rightDecryptor}'\n`;

before(async () => {
  validate = { report: await schema('report'), bundle: await schema('bundle') };
  await conform('right', right);
  await conform('wrong', wrong);
  await conform('no decryptor', rejectsAll);
});

for (const [name, expected] of [['right', 0], ['wrong', 1], ['no decryptor', 1]]) {
  test(`the JSON report on a ${name} program fits its schema`, async () => {
    const { folder, code } = runs.get(name);

    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));

    assert.equal(code, expected);
    assert.equal(report.exitCode, expected);
    assert.ok(validate.report(report), JSON.stringify(validate.report.errors));
  });

  test(`the JUnit report on a ${name} program fits Surefire's schema`, async () => {
    const { folder } = runs.get(name);

    const checked = await runProgram('xmllint', [
      '--noout', '--relaxng', surefire, join(folder, 'report.xml'),
    ]);

    assert.equal(checked.code, 0, checked.stderr);
  });
}

for (const [name, links] of [['right', 0], ['wrong', 3], ['no decryptor', 0]]) {
  test(`each link of the page on a ${name} program leads to a place in it`, async () => {
    const page = await readFile(join(runs.get(name).folder, 'report.html'), 'utf8');

    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);

    assert.ok(targets.length >= links, targets.join());
    for (const id of targets) assert.ok(page.includes(`id="${id}"`), id);
  });
}

test('the JUnit report counts what the JSON report counts', async () => {
  const { folder } = runs.get('wrong');
  const { tally } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  const xml = await readFile(join(folder, 'report.xml'), 'utf8');

  const [suite] = xml.match(/<testsuite [^>]*>/);

  assert.match(suite, new RegExp(` tests="${tally.planned}"`));
  assert.match(suite, new RegExp(` failures="${tally.fail}"`));
  assert.equal(xml.match(/<testcase /g).length, tally.planned);
});

test('each failed case leaves a bundle that fits its schema', async () => {
  const bundles = join(runs.get('wrong').folder, 'bundles');
  const names = await readdir(bundles);

  assert.ok(names.includes('decrypt.valid.ascii'), names.join(' '));
  for (const name of names) {
    const text = await readFile(join(bundles, name, 'bundle.json'), 'utf8');
    const bundle = JSON.parse(text);
    assert.ok(validate.bundle(bundle), JSON.stringify(validate.bundle.errors));
  }
});
