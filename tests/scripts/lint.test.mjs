// scripts/lint finds each breach it is there for, and nothing in a clean tree.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Folder } from './shell.mjs';

// The project's decisions are not copied: what names them names nothing here.
function copyOf(t, ...paths) {
  const folder = new Folder(t);
  folder.copyFromProject('scripts/lint', 'scripts/lib', ...paths);
  folder.run("grep -rlE 'decisions/[0-9]' . | xargs sed -i -E 's|decisions/([0-9])|\\1|g'");
  return folder;
}

function lint(t, files, clangFormat = 'exit 0') {
  const folder = copyOf(t);
  folder.program('clang-format-14', clangFormat);
  folder.write('docs/README.md', '[decisions](decisions/README.md)\n');
  folder.write('docs/decisions/README.md', '[1](0001-a.md)\n');
  folder.write('docs/decisions/0001-a.md', 'Status: accepted\n[up](README.md)\n');
  folder.write('contract/good.h', '// docs/decisions/0001\n#include "contract/b.h"\n');
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
  return folder.run('git init -q && git add -A && scripts/lint');
}

test('lint finds nothing in a clean tree', (t) => {
  const { status, stdout } = lint(t, {});

  assert.equal(stdout, '');
  assert.equal(status, 0);
});

// Put together here, so that lint does not find them in this file.
const word = (...parts) => parts.join('');
const breaches = [
  ['a note to finish later', 'docs/a.md', word('TO', 'DO')],
  ['a path of one machine', 'docs/a.md', word('see /ho', 'me/ann/x')],
  ['a registry', 'a/package-lock.json', word('registry.', 'npmjs.org')],
  ['a sleep', 'cli/a.cc', word('std::this_thread::sleep', '_for(1s);')],
  ['a sleep in a script', 'scripts/a', word('sleep', ' 5')],
  ['a skipped test', 'tests/a.test.mjs', word('test.sk', 'ip();')],
  ['a skipped C++ test', 'tests/a.cc', word('GTEST', '_SKIP();')],
  ['a thread that is not joined', 'cli/a.cc', word('std::', 'thread t;')],
  ['a room that includes upwards', 'contract/a.h', '#include "cli/verb.h"'],
  [
    'the reference consumer including the producer',
    'consumer-kit/reference/a.h',
    '#include "producer/server/broker.h"',
  ],
  ['a file that is too long', 'cli/a.cc', '\n'.repeat(401)],
  ['a link that leads nowhere', 'docs/a.md', '[gone](gone.md)'],
  ['a page that is not listed', 'docs/b.md', 'b'],
  ['a decision that is not listed', word('docs/decisions/', '0002-b.md'), 'b'],
  ['a decision without a status', 'docs/decisions/0001-a.md', 'b'],
  ['the number of no decision', 'docs/a.md', word('see decisions 1 and ', '2')],
];
for (const [name, path, text] of breaches) {
  test(`lint finds ${name}`, (t) => {
    const { status, stdout } = lint(t, { [path]: `${text}\n` });

    assert.equal(status, 1);
    assert.ok(stdout.includes(path.split('/').at(-1)), stdout);
  });
}

test('lint finds a decision that nothing names', (t) => {
  const { status, stdout } = lint(t, { 'contract/good.h': '' });

  assert.equal(status, 1);
  assert.match(stdout, /0001-a\.md: named nowhere else/);
});

// The rooms of the project, in a copy that includes are added to.
function lintRooms(t, added) {
  const kit = 'consumer-kit/conformance';
  const folder = copyOf(t, 'contract', 'base', 'producer', kit);
  folder.program('clang-format-14', 'exit 0');
  for (const [file, include] of added)
    folder.append(file, `#include "${include}"\n`);
  return folder.run('git init -q && git add -A && scripts/lint');
}

test('lint finds the rooms as they should be', (t) => {
  const { status, stdout } = lintRooms(t, []);

  assert.equal(stdout, '');
  assert.equal(status, 0);
});

const suites = 'consumer-kit/conformance';
const upwards = [
  ['base/url.h', 'producer/server/broker.h'],
  ['producer/server/broker.h', 'consumer-kit/conformance/suite/case.h'],
  ['consumer-kit/conformance/suite/case.h', 'cli/verb.h'],
  ['producer/event/plan.h', 'producer/scenario/scenario.h'],
  [`${suites}/suite/case.h`, `${suites}/decryptor/decryptor_check.h`],
  [`${suites}/process/program_under_test.h`, `${suites}/suite/case.h`],
  [`${suites}/timeline/timeline.h`, `${suites}/proxy/fault.h`],
  [`${suites}/decryptor/adapter_pool.h`, `${suites}/consumer/consumer_run.h`],
  [`${suites}/consumer/rules/fate.h`, `${suites}/consumer/consumer_judge.h`],
];

test('lint finds every include that a room must not have', (t) => {
  const { status, stdout } = lintRooms(t, upwards);

  const found = stdout
    .trim()
    .split('\n')
    .map((line) => line.match(/^(.*):\d+:#include "(.*)" /)?.slice(1));
  assert.deepEqual(found.sort(), [...upwards].sort());
  assert.equal(status, 1);
});

test('lint finds a room that stands above what it may include', (t) => {
  const { status, stdout } = lint(t, {
    'scripts/lib/rooms.txt': 'contract: cli\ncli:\n',
  });

  assert.equal(status, 1);
  assert.match(stdout, /contract includes cli, which no line above has/);
});

test('lint finds code that stands in no room', (t) => {
  const { status, stdout } = lint(t, { 'shed/a.h': '#include "cli/verb.h"\n' });

  assert.equal(status, 1);
  assert.ok(stdout.startsWith('shed/a.h:1:'), stdout);
});

test('lint fails when clang-format does', (t) => {
  const { status } = lint(t, {}, 'exit 1');

  assert.equal(status, 1);
});
