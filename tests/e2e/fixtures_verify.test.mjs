// `fixtures generate` and `fixtures verify` as a person uses them. Each run
// takes seconds, so tests that ask about the same run share it.
import assert from 'node:assert/strict';
import {
  appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync,
  rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';

import { run, temporaryFolder } from './lib/command.mjs';
import { fixtures } from './lib/fixtures.mjs';

const own = fileURLToPath(fixtures).replace(/\/$/, '');
const publicEvent = 'events/documented/submission.created/public.json';

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

function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('generate --large into a folder with files of an earlier run', () => {
  let parent;
  let folder;
  let made;
  let verified;

  before(async () => {
    parent = mkdtempSync(join(tmpdir(), 'chefs-mock-fixtures-'));
    folder = join(parent, 'out');
    mkdirSync(folder);
    writeFileSync(join(folder, 'old.json'), '{}');
    writeFileSync(join(parent, 'outside.json'), '{}');
    writeFileSync(
      join(folder, 'index.json'),
      JSON.stringify({
        seed: 1,
        files: [{ path: 'old.json' }, { path: '../outside.json' }],
      }),
    );
    made = await run(['fixtures', 'generate', '--out', folder, '--large']);
    verified = await run(['fixtures', 'verify', folder]);
  });
  after(() => rmSync(parent, { recursive: true, force: true }));

  test('writes the project\'s fixtures byte for byte', () => {
    const content = contentOf(folder);
    for (const path of content.keys()) {
      if (path.startsWith('vectors-large/')) content.delete(path);
    }

    assert.equal(made.code, 0);
    assert.deepEqual(content, contentOf(own));
  });

  test('removes what is made no more, and nothing outside the folder', () => {
    assert.match(made.stdout.toString(), /^old\.json: removed/m);
    assert.ok(!existsSync(join(folder, 'old.json')));
    assert.ok(existsSync(join(parent, 'outside.json')));
  });

  test('gives what verify finds sound, long vectors and all', () => {
    assert.match(verified.stdout.toString(), /files are as seed 1 makes them/);
    assert.equal(verified.code, 0);
    assert.ok(existsSync(join(folder, 'vectors-large/size.json')));
  });

  describe('and verify, once somebody has edited it', () => {
    let text;
    let json;
    let eventText;

    before(async () => {
      eventText = readFileSync(join(folder, publicEvent), 'utf8');
      edit(join(folder, publicEvent), (t) => t.replace('"forms"', '"Forms"'));
      appendFileSync(join(folder, 'submissions/created.json'), '\n');
      rmSync(join(folder, 'README.md'));
      writeFileSync(join(folder, 'events/mine.json'), '{}');
      writeFileSync(join(folder, 'vectors/iv.json'), '{"testGroups":');
      edit(join(folder, 'vectors/tag.json'), (t) =>
        t.replace('"level": "must"', '"level": "may"'),
      );
      edit(join(folder, 'vectors-large/size.json'), (t) =>
        t.replace('"valid"', '"invalid"'),
      );
      edit(join(folder, 'keys.json'), (t) =>
        t.replace('"account": "producer"', '"account": "root"'),
      );
      text = await run(['fixtures', 'verify', folder]);
      json = await run(['fixtures', 'verify', folder, '--json']);
    });

    const says = (line) =>
      assert.ok(text.stdout.toString().split('\n').includes(line), line);

    test('ends with status 1', () => {
      assert.equal(text.code, 1);
      assert.equal(json.code, 1);
    });

    test('names the byte that differs', () => {
      says(
        `${publicEvent}: differs at byte ${eventText.indexOf('forms')}: ` +
          'found 0x46 (F), expected 0x66 (f)',
      );
    });

    test('sees a line end that an editor added', () => {
      const { length } = readFileSync(join(folder, 'submissions/created.json'));

      says(
        `submissions/created.json: differs at byte ${length - 1}: found 0x0a, ` +
          'expected the end of the file',
      );
    });

    test('names what is missing and what is no fixture', () => {
      says('README.md: is missing');
      says('events/mine.json: is no fixture; remove it');
    });

    test('tells that vectors were edited by hand, the long ones too', () => {
      const lines = text.stdout.toString();

      assert.match(
        lines,
        /^vectors\/tag\.json: its tests were edited by hand: they have the digest [0-9a-f]{64}, the file says/m,
      );
      assert.match(lines, /^vectors-large\/size\.json: its tests were edited by hand/m);
    });

    test('tells what is against its schema, and where', () => {
      assert.match(
        text.stdout.toString(),
        /^keys\.json: is against its schema, at \/nkeys\/1\/account: /m,
      );
    });

    test('tells what is no JSON any more', () => {
      says('vectors/iv.json: is not JSON');
    });

    test('lists the same faults with --json', () => {
      const { faults } = JSON.parse(json.stdout);

      const lines = text.stdout.toString().trim().split('\n').slice(0, -1);
      assert.deepEqual(
        faults.map(({ path, fault }) => `${path}: ${fault}`),
        lines,
      );
    });
  });
});

test('another seed gives other events, the same vectors, and verifies', async (t) => {
  const folder = await temporaryFolder(t);

  const made = await run(['fixtures', 'generate', '--out', folder, '--seed', '7']);
  const verified = await run(['fixtures', 'verify', folder, '--json']);

  const read = (root, path) => readFileSync(join(root, path), 'utf8');
  assert.equal(made.code, 0);
  assert.notEqual(read(folder, publicEvent), read(own, publicEvent));
  assert.equal(read(folder, 'vectors/tag.json'), read(own, 'vectors/tag.json'));
  assert.deepEqual(JSON.parse(verified.stdout).faults, []);
  assert.equal(JSON.parse(verified.stdout).seed, 7);
  assert.equal(verified.code, 0);
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
