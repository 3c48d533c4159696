// scripts/setup where something is missing, or all is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Folder } from './shell.mjs';

const basics = 'bash dirname cat cmp env mkdir tail';

// A PATH that holds nothing but the basics and the programs named.
function bareFolder(t, programs = {}) {
  const folder = new Folder(t);
  folder.copyFromProject('scripts/setup', 'scripts/lib');
  folder.run(`mkdir -p bin; for p in ${basics}; do
    ln -s "$(command -v $p)" bin/$p; done`);
  for (const [name, script] of Object.entries(programs)) {
    folder.program(name, script);
  }
  return folder;
}

function runBare(folder, env = {}) {
  return folder.run('scripts/setup', { PATH: `${folder.path}/bin`, ...env });
}

// Header files of the real system are found whatever PATH says, so only
// programs can be missing here.
const tools = [
  'g++',
  'cmake',
  'ninja',
  'pkg-config',
  'ccache',
  'openssl',
  'xmllint',
  'npm',
  'nats-server',
];
const allTools = Object.fromEntries(tools.map((name) => [name, 'exit 0']));
const node18 = { node: 'echo v18.0.0' };

test('setup on a system without apt-get names what is missing in one sentence', (t) => {
  const { cmake, ninja, ...rest } = allTools;

  const { status, stderr } = runBare(bareFolder(t, { ...rest, ...node18 }));

  assert.equal(status, 1);
  assert.equal(
    stderr,
    'scripts/setup: this system has no apt-get; please install cmake and ' +
      'ninja, then run this again.\n',
  );
});

test('setup asks for a newer node by its version', (t) => {
  const folder = bareFolder(t, { ...allTools, node: 'echo v16.20.0' });

  const { status, stderr } = runBare(folder);

  assert.equal(status, 1);
  assert.match(stderr, /install node 18 or newer,/);
});

test('setup needs no apt-get where everything is there', (t) => {
  const folder = bareFolder(t, { ...allTools, ...node18 });
  folder.write('tests/stock/node/package-lock.json', 'locked');
  folder.write('tests/stock/node/node_modules/.installed-from', 'locked');

  const { status, stdout, stderr } = runBare(folder);

  assert.deepEqual({ status, stdout, stderr }, {
    status: 0,
    stdout: '',
    stderr: '',
  });
});

test('setup says what it installs, and stops when apt-get fails', (t) => {
  const { cmake, ...rest } = allTools;
  const folder = bareFolder(t, {
    ...rest,
    ...node18,
    sudo: 'exec "$@"',
    'apt-get': 'echo "no such thing"; exit 100',
  });

  const { status, stdout, stderr } = runBare(folder);

  assert.equal(status, 1);
  assert.match(stdout, /^Installing from Debian: cmake$/m);
  assert.match(stderr, /no such thing\n/);
  assert.match(stderr, /apt-get could not install cmake;/);
});

test('setup installs the stock clients again when the lock file changed', (t) => {
  const folder = bareFolder(t, {
    ...allTools,
    node: 'case $1 in --version) echo v20.1.0;; *) echo ws;; esac',
    npm: 'echo "$@" >npm-was-run',
    cp: 'exit 0',
  });
  folder.write('tests/stock/node/package-lock.json', 'new');
  folder.write('tests/stock/node/node_modules/.installed-from', 'old');

  const { status, stdout } = runBare(folder);
  const npm = folder.run('cat tests/stock/node/npm-was-run');

  assert.equal(status, 0);
  assert.match(stdout, /^Installing from npm into tests\/stock\/node: ws$/m);
  assert.match(npm.stdout, /^ci /);
});

test('setup --help says what it does, and a wrong option is a usage error', (t) => {
  const folder = bareFolder(t);

  const help = folder.run('scripts/setup --help');
  const wrong = folder.run('scripts/setup --wrong');

  assert.equal(help.status, 0);
  assert.match(help.stdout, /^usage: /);
  assert.equal(wrong.status, 2);
});
