// scripts/bench works and tells changes; how fast anything is, is not asked here.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { asMarkdown } from '../../scripts/lib/bench/report.mjs';
import { changes, judge, judgeLine, shown, summary } from '../../scripts/lib/bench/statistics.mjs';

const bench = resolve(fileURLToPath(import.meta.url), '../../../scripts/bench');
const build = dirname(dirname(process.env.CHEFS_MOCK));

async function runBench(...args) {
  const child = spawn(bench, args, {
    env: { ...process.env, CHEFS_BENCH_BUILD: build, NODE_TEST_CONTEXT: '' },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'chefs-mock-bench-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const measure = (ours, theirs, better = 'higher') => {
  const one = {
    name: 'M', unit: 'u', better,
    candidates: { 'chefs-mock': summary([ours]), other: summary([theirs]) },
  };
  one.judged = [judge(one, { to: 'other', times: 2 })];
  return one;
};
const result = (...measures) => ({ machine: { cpu: 'c' }, measures, kernels: [] });

test('the short form measures everything and writes its three files', async (t) => {
  const folder = await temporaryFolder(t);

  const { code, output } = await runBench('--short', '--out', folder);

  assert.equal(code, 0, output);
  const data = JSON.parse(await readFile(join(folder, 'performance.json'), 'utf8'));
  assert.ok(data.isShort);
  assert.equal(data.measures.length, 9);
  for (const { name, candidates } of data.measures) {
    for (const [who, { median }] of Object.entries(candidates)) {
      assert.ok(median > 0, `${name}, ${who}: ${median}`);
    }
  }
  assert.ok(data.kernels.length >= 8);
  assert.match(await readFile(join(folder, 'performance.svg'), 'utf8'), /^<svg .*<\/svg>\n$/s);
  const page = await readFile(join(folder, 'performance.md'), 'utf8');
  assert.match(page, /these numbers mean nothing/);
  assert.match(page, /\| chefs-mock ÷ npm nats\.ws \|/);
});

test('two results are compared without measuring, and a loss of a quarter is told', async (t) => {
  const folder = await temporaryFolder(t);
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  await writeFile(before, JSON.stringify(result(measure(8, 2))));
  await writeFile(after, JSON.stringify(result(measure(6, 2))));

  const changed = await runBench('--compare', before, after);
  const same = await runBench('--compare', before, before);

  assert.equal(changed.code, 1);
  assert.match(changed.output, /-25 %.*M: chefs-mock ÷ other: 4, then 3/);
  assert.equal(same.code, 0);
  assert.match(same.output, /Nothing changed/);
});

test('an option that does not exist is refused', async () => {
  const { code } = await runBench('--shrot');

  assert.notEqual(code, 0);
});

test('a change of exactly a fifth is not told, more is', () => {
  assert.equal(changes(result(measure(10, 1)), result(measure(12, 1))).length, 0);
  assert.equal(changes(result(measure(10, 1)), result(measure(12.1, 1))).length, 1);
  assert.equal(changes(result(measure(10, 1)), result(measure(7.9, 1))).length, 1);
});

test('a ratio says how many times as good it is, whichever way is better', () => {
  assert.deepEqual(measure(6, 2).judged[0], {
    text: 'chefs-mock ÷ other', value: 3, goal: '≥ 2', isMet: true,
  });
  assert.equal(measure(6, 2, 'lower').judged[0].value, 1 / 3);
  assert.equal(measure(6, 2, 'lower').judged[0].isMet, false);
});

const line = (goal) => ({ name: 'L', unit: 's', ours: 4, baseline: 3.5, ratio: 1.143, goal });

test('the goal of another program bounds its ratio, its own number or what it adds', () => {
  assert.deepEqual(judgeLine(line({ of: 'ratio', atMost: 1.11 })), {
    text: 'ratio', value: 1.143, goal: '≤ 1.11', isMet: false,
  });
  assert.deepEqual(judgeLine(line({ of: 'added', atMost: 1 })), {
    text: 'added, s', value: 0.5, goal: '≤ 1', isMet: true,
  });
  assert.equal(judgeLine(line({ of: 'ours', atMost: 3 })).isMet, false);
  assert.equal(judgeLine(line({ of: 'ratio', atLeast: 1.1 })).isMet, true);
  assert.equal(judgeLine(line(undefined)), undefined);
});

test('a program below its goal is told on the page, and its change between results', () => {
  const slow = line({ of: 'ratio', atMost: 1.11 });
  const page = asMarkdown({
    ...result(), rounds: 3, growth: [],
    machine: { cpu: 'c', cores: 2, memoryGiB: 1, loadAtStart: 0, programs: [], missing: [] },
    others: [{ ...slow, judged: [judgeLine(slow)] }],
  });

  assert.match(page, /^- L: ratio 1\.14, goal ≤ 1\.11$/m);
  assert.match(page, /\| L \| s \| 4 \| 3\.5 \| 1\.14 \| ratio ≤ 1\.11 \| \*\*below its goal\*\* \|/);
  const [before, after] = [1, 1.3].map((ratio) => ({ ...result(), others: [{ ...slow, ratio }] }));
  assert.deepEqual(changes(before, after).map(({ what }) => what), ['L: ratio']);
});

test('medians and spread are those of the runs', () => {
  assert.deepEqual(summary([3, 1, 2]), { median: 2, least: 1, most: 3, runs: [3, 1, 2] });
  assert.equal(summary([4, 1, 2, 3]).median, 2.5);
});

test('numbers are shown with three figures, large ones whole', () => {
  assert.equal(shown(0.012345), '0.0123');
  assert.equal(shown(98.76), '98.8');
  assert.equal(shown(72892.06), '72 892');
});
