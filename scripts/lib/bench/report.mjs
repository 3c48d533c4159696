// What was measured, as docs/performance.md. Pure: from the result's data.
import { shown } from './statistics.mjs';

const spread = ({ least, most, runs }) =>
  runs.length > 1 ? `${shown(least)} – ${shown(most)}` : '–';

function measureSection(measure) {
  const lines = [
    `### ${measure.name}`,
    '',
    ...(measure.note ? [measure.note, ''] : []),
    `| ${measure.unit} | median | least – most |`,
    '|---|---:|---:|',
    ...Object.entries(measure.candidates).map(
      ([name, numbers]) => `| ${name} | ${shown(numbers.median)} | ${spread(numbers)} |`,
    ),
    '',
  ];
  if (measure.judged.length > 0) {
    lines.push('| ratio or bound | here | goal | |', '|---|---:|---:|---|');
    for (const { text, value, goal, isMet } of measure.judged) {
      lines.push(`| ${text} | ${shown(value)} | ${goal} | ${isMet ? 'met' : '**below its goal**'} |`);
    }
    lines.push('');
  }
  return lines;
}

function growthSection(growth) {
  if (growth.length === 0) return [];
  const rows = growth.flatMap(({ name, points }) =>
    points.map(
      ({ events, seconds, peakMiB }) =>
        `| ${name} | ${shown(events)} | ${shown(seconds)} | ${shown(peakMiB)} |`,
    ),
  );
  return [
    '## Growth', '',
    '![Seconds and memory over the number of events](performance.svg)', '',
    '| published | events | seconds | peak MiB |', '|---|---:|---:|---:|', ...rows, '',
  ];
}

function kernelSection(kernels) {
  if (kernels.length === 0) return [];
  const rate = ({ bytesPerSecond, itemsPerSecond }) => {
    if (bytesPerSecond) return `${shown(bytesPerSecond / 1e9)} GB/s`;
    return itemsPerSecond ? `${shown(itemsPerSecond)} /s` : '';
  };
  return [
    '## Kernels', '',
    'Google Benchmark, one core. Bytes are those of the plaintext.', '',
    '| kernel | ns of processor time | rate |', '|---|---:|---:|',
    ...kernels.map((k) => `| ${k.name} | ${shown(k.nanoseconds)} | ${rate(k)} |`), '',
  ];
}

function goalCells([judged]) {
  if (!judged) return ['', ''];
  const { text, value, goal, isMet } = judged;
  return [
    text === 'ratio' ? `ratio ${goal}` : `${text} ${goal}: ${shown(value)}`,
    isMet ? 'met' : '**below its goal**',
  ];
}

function othersSection(others) {
  if (others.length === 0) return [];
  return [
    '## Other programs', '',
    'From `scripts/bench.d`.', '',
    '| what | unit | ours | baseline | ratio | goal | |', '|---|---|---:|---:|---:|---|---|',
    ...others.map(({ name, unit, ours, baseline, ratio, judged }) =>
      `| ${[name, unit, shown(ours), shown(baseline), shown(ratio), ...goalCells(judged)].join(' | ')} |`,
    ), '',
  ];
}

export function asMarkdown(result) {
  const { machine } = result;
  const below = [...result.measures, ...result.others].flatMap((m) =>
    m.judged.filter((j) => !j.isMet).map((j) => `${m.name}: ${j.text} ${shown(j.value)}, goal ${j.goal}`),
  );
  return [
    '# Performance', '',
    'Made by `scripts/bench`; do not edit. Each number is the median of ' +
      `${result.rounds} runs, taken in turns with those that it is compared with. ` +
      'What the numbers mean for a whole system stands in [scale.md](scale.md).', '',
    ...(result.isShort ? ['**A short run, to see that it works: these numbers mean nothing.**', ''] : []),
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${shown(machine.memoryGiB)} GiB; ` +
      `${machine.programs.join('; ')}. ` +
      `Load average when it began: ${shown(machine.loadAtStart)}` +
      `${machine.loadAtStart > 1 ? ' — **other work ran beside this, so rates are low and spread wide**' : ''}.`, '',
    ...(machine.missing.length > 0 ? [`Not measured for want of it: ${machine.missing.join(', ')}.`, ''] : []),
    ...(below.length > 0 ? ['Below its goal on this machine:', '', ...below.map((b) => `- ${b}`), ''] : []),
    '## Side by side', '',
    ...result.measures.flatMap(measureSection),
    ...growthSection(result.growth),
    ...kernelSection(result.kernels),
    ...othersSection(result.others),
  ].join('\n').replace(/\n+$/, '\n');
}
