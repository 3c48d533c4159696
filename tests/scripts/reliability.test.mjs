// scripts/reliability works, a few times of each part; the figures of whole runs
// are in docs/reliability.md.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { withSection } from '../../scripts/lib/reliability/page.mjs';

const script = resolve(fileURLToPath(import.meta.url), '../../../scripts/reliability');
const build = dirname(dirname(process.env.CHEFS_MOCK));

async function reliability(...args) {
  const child = spawn(script, args, {
    env: { ...process.env, CHEFS_RELIABILITY_BUILD: build, NODE_TEST_CONTEXT: '' },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

// A container may be kept from making namespaces, whoever it runs as.
function hasNamespaces() {
  const own = process.geteuid() === 0 ? [] : ['--user', '--map-root-user'];
  return spawnSync('unshare', [...own, '--mount', '--net', 'true']).status === 0;
}

async function pageOf(t, parts) {
  const folder = await mkdtemp(join(tmpdir(), 'chefs-mock-reliability-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const page = join(folder, 'page.md');
  const { code, output } = await reliability('--quick', '--out', page, ...parts);
  assert.equal(code, 0, output);
  return readFile(page, 'utf8');
}

test('starts, stops, kills and open files that are used up leave and lose nothing', async (t) => {
  const page = await pageOf(t, ['up-stop', 'up-kill', 'server-kill', 'open-files']);

  assert.equal(page.match(/left: 0 processes, 0 ports, 0 folders/g).length, 2, page);
  assert.match(page, /## server-kill\n.*\n.*\n.*\n- \d+ acknowledged: 0 lost, 0 doubled/);
  assert.match(page, /“no further connection is taken: `up` has all 200 files open/);
});

test('full and read-only disks and a network without IPv6 lose nothing', async (t) => {
  const parts = hasNamespaces() ? ['disk-full', 'read-only', 'no-ipv6'] : [];
  if (parts.length === 0) t.diagnostic('no namespaces can be made here: not played');
  const page = parts.length === 0 ? '' : await pageOf(t, parts);

  assert.doesNotMatch(page, /wrong/);
});

test('a part that does not exist is refused, and --list names those that do', async () => {
  const wrong = await reliability('up-stopp');
  const list = await reliability('--list');

  assert.equal(wrong.code, 1);
  assert.match(wrong.output, /there is no part up-stopp/);
  assert.match(list.output, /^up-stop +1000 starts and stops of up/);
});

test('a part that is run again replaces its own section alone', () => {
  const result = (found) => ({ done: 'done', found: [found], isRight: true });
  const write = (page, name, found) =>
    withSection(page, ['a', 'b'], { name }, result(found), 1, 'here');

  const page = write(write(write('', 'b', 'first b'), 'a', 'first a'), 'b', 'second b');

  assert.match(page, /^# .*\n[^]*## a\n[^]*first a[^]*## b\n[^]*second b/);
  assert.doesNotMatch(page, /first b/);
});
