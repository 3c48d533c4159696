// `fixtures generate` and `fixtures verify` as a person uses them.
import assert from 'node:assert/strict';
import {
  appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync,
  rmSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { run, temporaryFolder } from './lib/command.mjs';
import { fixtures } from './lib/fixtures.mjs';

async function copyOfFixtures(t) {
  const folder = join(await temporaryFolder(t), 'fixtures');
  cpSync(fileURLToPath(fixtures), folder, { recursive: true });
  return folder;
}

function contentOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(
    files.sort().map((file) => [
      file.slice(folder.length + 1),
      readFileSync(file).toString('base64'),
    ]),
  );
}

const publicEvent = 'events/documented/submission.created/public.json';

test('verify finds the project\'s fixtures as they should be', async () => {
  const { code, stdout } = await run(['fixtures', 'verify']);

  assert.match(stdout.toString(), /files are as seed 1 makes them/);
  assert.equal(code, 0);
});

test('generate writes the project\'s fixtures byte for byte', async (t) => {
  const folder = await temporaryFolder(t);

  const { code } = await run(['fixtures', 'generate', '--out', folder]);

  assert.equal(code, 0);
  assert.deepEqual(contentOf(folder), contentOf(fileURLToPath(fixtures).slice(0, -1)));
});

test('another seed gives other events, the same vectors, and verifies', async (t) => {
  const folder = await temporaryFolder(t);

  const made = await run(['fixtures', 'generate', '--out', folder, '--seed', '7']);
  const verified = await run(['fixtures', 'verify', folder, '--json']);

  const event = (root) => readFileSync(join(root, publicEvent), 'utf8');
  const vector = (root) => readFileSync(join(root, 'vectors/tag.json'), 'utf8');
  const own = fileURLToPath(fixtures);
  assert.equal(made.code, 0);
  assert.notEqual(event(folder), event(own));
  assert.equal(vector(folder), vector(own));
  assert.deepEqual(JSON.parse(verified.stdout).faults, []);
  assert.equal(JSON.parse(verified.stdout).seed, 7);
  assert.equal(verified.code, 0);
});

test('verify names each file that differs, and the byte', async (t) => {
  const folder = await copyOfFixtures(t);
  const text = readFileSync(join(folder, publicEvent), 'utf8');
  writeFileSync(join(folder, publicEvent), text.replace('"forms"', '"Forms"'));
  appendFileSync(join(folder, 'submissions/created.json'), '\n');
  rmSync(join(folder, 'keys.json'));
  writeFileSync(join(folder, 'events/mine.json'), '{}');

  const { code, stdout } = await run(['fixtures', 'verify', folder]);

  const lines = stdout.toString().split('\n');
  const offset = text.indexOf('forms');
  const length = readFileSync(join(folder, 'submissions/created.json')).length;
  assert.equal(code, 1);
  assert.ok(lines.includes(
    `${publicEvent}: differs at byte ${offset}: found 0x46 (F), expected 0x66 (f)`,
  ));
  assert.ok(lines.includes(
    `submissions/created.json: differs at byte ${length - 1}: found 0x0a, ` +
      'expected the end of the file',
  ));
  assert.ok(lines.includes('keys.json: is missing'));
  assert.ok(lines.includes('events/mine.json: is no fixture; remove it'));
});

test('verify tells that a vector was edited by hand', async (t) => {
  const folder = await copyOfFixtures(t);
  const file = join(folder, 'vectors/tag.json');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('"level": "must"', '"level": "may"'),
  );

  const { code, stdout } = await run(['fixtures', 'verify', folder]);

  assert.equal(code, 1);
  assert.match(
    stdout.toString(),
    /^vectors\/tag\.json: its tests were edited by hand: they have the digest [0-9a-f]{64}, the file says/m,
  );
});

test('verify tells what is against its schema, and where', async (t) => {
  const folder = await copyOfFixtures(t);
  const file = join(folder, 'keys.json');
  const keys = JSON.parse(readFileSync(file, 'utf8'));
  keys.nkeys[1].account = 'root';
  writeFileSync(file, JSON.stringify(keys));

  const { code, stdout } = await run(['fixtures', 'verify', folder]);

  assert.equal(code, 1);
  assert.match(
    stdout.toString(),
    /^keys\.json: is against its schema, at \/nkeys\/1\/account: /m,
  );
});

test('verify tells that a file is no JSON any more', async (t) => {
  const folder = await copyOfFixtures(t);
  writeFileSync(join(folder, 'keys.json'), '{"nkeys":');

  const { code, stdout } = await run(['fixtures', 'verify', folder]);

  assert.equal(code, 1);
  assert.match(stdout.toString(), /^keys\.json: is not JSON$/m);
});

test('verify --json lists the faults', async (t) => {
  const folder = await copyOfFixtures(t);
  rmSync(join(folder, 'keys.json'));

  const { code, stdout } = await run(['fixtures', 'verify', folder, '--json']);

  assert.equal(code, 1);
  assert.deepEqual(JSON.parse(stdout).faults, [
    { path: 'keys.json', fault: 'is missing' },
  ]);
});

test('verify compares long vectors where there are some', async (t) => {
  const folder = await temporaryFolder(t);
  await run(['fixtures', 'generate', '--out', folder, '--large']);
  const sound = await run(['fixtures', 'verify', folder]);
  const file = join(folder, 'vectors-large/size.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"valid"', '"invalid"'));

  const edited = await run(['fixtures', 'verify', folder]);

  assert.equal(sound.code, 0);
  assert.equal(edited.code, 1);
  assert.match(edited.stdout.toString(), /^vectors-large\/size\.json: its tests were edited/m);
});

test('generate removes what an earlier run made and no other file', async (t) => {
  const parent = await temporaryFolder(t);
  const folder = join(parent, 'out');
  mkdirSync(folder);
  writeFileSync(join(folder, 'old.json'), '{}');
  writeFileSync(join(folder, 'mine.json'), '{}');
  writeFileSync(join(parent, 'outside.json'), '{}');
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify({
      seed: 1,
      files: [{ path: 'old.json' }, { path: '../outside.json' }],
    }),
  );

  const { code, stdout } = await run(['fixtures', 'generate', '--out', folder]);

  assert.equal(code, 0);
  assert.match(stdout.toString(), /^old\.json: removed/m);
  assert.ok(!existsSync(join(folder, 'old.json')));
  assert.ok(existsSync(join(folder, 'mine.json')));
  assert.ok(existsSync(join(parent, 'outside.json')));
});

test('verify of a folder without an index is an environment error', async (t) => {
  const folder = await temporaryFolder(t);

  const { code, stderr } = await run(['fixtures', 'verify', folder]);

  assert.equal(code, 3);
  assert.match(stderr, /cannot read .*index\.json: No such file or directory/);
});

test('verify of an index that states no seed is an environment error', async (t) => {
  const folder = await temporaryFolder(t);
  writeFileSync(join(folder, 'index.json'), '{"files":[]}');

  const { code, stderr } = await run(['fixtures', 'verify', folder]);

  assert.equal(code, 3);
  assert.match(stderr, /index\.json: it states no seed/);
});

test('generate into what is no folder is an environment error', async (t) => {
  const file = join(await temporaryFolder(t), 'file');
  writeFileSync(file, 'in the way');

  const { code, stderr } = await run(['fixtures', 'generate', '--out', file]);

  assert.equal(code, 3);
  assert.match(stderr, /cannot make the folder|cannot write|cannot read/);
});
