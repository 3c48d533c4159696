// Runs all measures and writes what they came to. See scripts/bench --help.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { growthChart } from './chart.mjs';
import { tellChanges } from './compare.mjs';
import { growth, measures, neededPrograms } from './measures.mjs';
import { build, chefsMock, kernels, projectFolder, publishWithPeak, python, run, Up, versionOf } from './programs.mjs';
import { asMarkdown } from './report.mjs';
import { judge, judgeLine, shown, summary } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    compare: { type: 'string' },
  },
});
const size = options.short
  ? { keys: 2, sealed: 2, published: 400, connections: 3, read: 300, drained: 8,
      growthPublic: [100, 1000], growthPrivate: [100, 1000] }
  : { keys: 16, sealed: 32, published: 100_000, connections: 300, read: 50_000, drained: 320,
      growthPublic: [1e3, 1e4, 1e5, 1e6], growthPrivate: [1e3, 1e4, 1e5] };
const rounds = Number(options.rounds ?? (options.short ? 1 : 5));
const out = options.out ?? join(projectFolder, options.short ? 'build/bench-short' : 'docs');
const wanted = (name) => !options.only || name.toLowerCase().includes(options.only.toLowerCase());

// In turns: what else the machine does meanwhile happens to all of them.
async function sideBySide({ name, candidates: make, before, server, goals, ...about }) {
  const up = server ? await Up.start() : undefined;
  try {
    if (before) await before(up);
    const runs = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [label, once] of Object.entries(make(up))) (runs[label] ??= []).push(await once());
    }
    const candidates = Object.fromEntries(
      Object.entries(runs).map(([label, numbers]) => [label, summary(numbers)]),
    );
    const measure = { better: 'higher', ...about, name, candidates };
    measure.judged = goals.map((goal) => judge(measure, goal)).filter(Boolean);
    return measure;
  } finally {
    await up?.stop();
  }
}

async function grow({ name, counts, arguments: extra, mostMiB }) {
  const points = [];
  const up = await Up.start();
  for (const events of counts) {
    const { seconds, peakMiB } = await publishWithPeak(up, '--count', events, ...extra);
    points.push({ events, seconds, peakMiB });
  }
  await up.stop();
  const largest = points.at(-1);
  const candidates = { 'chefs-mock': summary([largest.peakMiB]) };
  const measure = { name: `Peak memory, ${shown(largest.events)} ${name}`, unit: 'MiB', better: 'lower', candidates };
  measure.judged = [judge(measure, { bound: mostMiB })];
  return { name, points, measure };
}

async function kernelTable() {
  const { stdout } = await run(kernels, [
    '--benchmark_format=json', `--benchmark_min_time=${options.short ? 0.001 : 0.5}`,
  ]);
  const nanoseconds = { ns: 1, us: 1e3, ms: 1e6 };
  return JSON.parse(stdout).benchmarks.map((b) => ({
    name: b.label ? `${b.name} (${b.label})` : b.name,
    nanoseconds: b.cpu_time * nanoseconds[b.time_unit],
    bytesPerSecond: b.bytes_per_second,
    itemsPerSecond: b.items_per_second,
  }));
}

// Programs of other parts, with their own baselines; left out of a short run.
// One that fails takes nothing of the rest with it.
async function otherPrograms() {
  const folder = join(projectFolder, 'scripts/bench.d');
  if (options.short || !existsSync(folder)) return [];
  const others = [];
  const take = (line) => {
    const other = JSON.parse(line);
    others.push({ ...other, judged: [judgeLine(other)].filter(Boolean) });
  };
  for (const name of readdirSync(folder).sort()) {
    try {
      const { stdout } = await run(join(folder, name), [build]);
      stdout.split('\n').filter((line) => line.startsWith('{')).forEach(take);
    } catch (error) {
      console.error(error.message);
      result.machine.missing.push(`scripts/bench.d/${name}, which failed`);
    }
  }
  return others;
}

async function machine() {
  const programs = [
    await versionOf(chefsMock, '--version'),
    await versionOf('nats-server', '--version'),
    await versionOf('openssl', 'version'),
    `node ${process.version}`,
    ...(python ? [await versionOf(python, '--version')] : []),
  ];
  return {
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    memoryGiB: totalmem() / 2 ** 30,
    loadAtStart: loadavg()[0],
    programs: programs.filter(Boolean),
    missing: python ? [] : ['Python’s nats-py and cryptography'],
  };
}

function tellGoals({ judged }) {
  for (const { text, value, goal, isMet } of judged) {
    console.log(`  ${text}: ${shown(value)} (goal ${goal})${isMet ? '' : '  BELOW ITS GOAL'}`);
  }
}

function tell(measure) {
  for (const [name, { median }] of Object.entries(measure.candidates)) {
    console.log(`  ${name.padEnd(30)} ${shown(median).padStart(10)} ${measure.unit}`);
  }
  tellGoals(measure);
}

function tellOther(other) {
  console.log(other.name);
  console.log(`  ${shown(other.ours)} to ${shown(other.baseline)} ${other.unit}`);
  tellGoals(other);
}

for (const program of neededPrograms) {
  if (!existsSync(program)) throw new Error(`${program} is not built`);
}
const result = { machine: await machine(), rounds, isShort: options.short, measures: [], growth: [] };
console.log(`${result.machine.cpu}, ${result.machine.cores} cores`);
for (const entry of measures(size).filter(({ name }) => wanted(name))) {
  console.log(entry.name);
  const measure = await sideBySide(entry);
  tell(measure);
  result.measures.push(measure);
}
for (const entry of growth(size).filter(({ name }) => wanted(`memory growth ${name}`))) {
  const { measure, ...grown } = await grow(entry);
  console.log(measure.name);
  tell(measure);
  result.measures.push(measure);
  result.growth.push(grown);
}
result.kernels = wanted('kernels') ? await kernelTable() : [];
result.others = wanted('others') ? await otherPrograms() : [];
result.others.forEach(tellOther);

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'performance.json'), JSON.stringify(result, null, 1) + '\n');
writeFileSync(join(out, 'performance.md'), asMarkdown(result));
if (result.growth.length > 0) writeFileSync(join(out, 'performance.svg'), growthChart(result.growth));
console.log(`Written to ${out}`);
if (options.compare) {
  const before = JSON.parse(readFileSync(options.compare, 'utf8'));
  if (tellChanges(before, result)) process.exitCode = 1;
}
