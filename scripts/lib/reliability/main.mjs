// Runs the parts that were named, and writes what they came to. See
// scripts/reliability --help.
// Why: docs/decisions/0149.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { runInside } from './inside.mjs';
import { about, withSection } from './page.mjs';

const { parts } = await import('./parts.mjs');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    // A part that runs in namespaces of its own: by runInside() alone.
    inside: { type: 'string' },
  },
});
const page = options.out ??
  resolve(fileURLToPath(import.meta.url), '../../../../docs/reliability.md');

// What a part gives: { done, found: [sentence, …], isRight }.
async function runPart(part) {
  const times = options.quick ? part.quick : part.times;
  if (part.namespaces && options.inside !== part.name) {
    return runInside(part, fileURLToPath(import.meta.url), options.quick);
  }
  // All that is left behind is to be found here, and nothing else.
  const folder = mkdtempSync(join(tmpdir(), `reliability-${part.name}-`));
  process.env.TMPDIR = folder;
  try {
    return await part.run({ times, folder });
  } finally {
    delete process.env.TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  }
}

function chosen() {
  if (positionals.includes('all')) return parts.filter((part) => !part.takesHours);
  return positionals.map((name) => {
    const part = parts.find((one) => one.name === name);
    if (!part) throw new Error(`there is no part ${name}; scripts/reliability --list`);
    return part;
  });
}

function write(part, result, seconds) {
  if (options.quick && !options.out) return;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const names = parts.map(({ name }) => name);
  writeFileSync(page, withSection(before, names, part, result, seconds, about()));
}

if (options.list) {
  for (const { name, times, what } of parts) console.log(`${name.padEnd(18)}${what(times)}`);
} else if (options.inside) {
  const part = parts.find(({ name }) => name === options.inside);
  console.log(JSON.stringify(await runPart(part)));
} else {
  let isRight = true;
  for (const part of chosen()) {
    const started = performance.now();
    const result = await runPart(part);
    const seconds = (performance.now() - started) / 1e3;
    isRight &&= result.isRight;
    console.log(`${part.name}: ${result.isRight ? 'right' : 'WRONG'}, ${result.done}, ${seconds.toFixed(0)} s`);
    for (const line of result.found) console.log(`  ${line}`);
    write(part, result, seconds);
  }
  process.exitCode = isRight ? 0 : 1;
}
