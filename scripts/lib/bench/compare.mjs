// usage: compare.mjs BEFORE AFTER: two performance.json; exits with 1 if a ratio
// or kernel changed by more than 20 %.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { changes, shown } from './statistics.mjs';

export function tellChanges(before, after) {
  if (before.machine.cpu !== after.machine.cpu) {
    console.log(`Another processor: ${before.machine.cpu}, then ${after.machine.cpu}.`);
  }
  const found = changes(before, after);
  for (const { what, was, is, change } of found) {
    const percent = `${change > 0 ? '+' : ''}${Math.round(change * 100)} %`;
    console.log(`${percent.padStart(7)}  ${what}: ${shown(was)}, then ${shown(is)}`);
  }
  if (found.length === 0) console.log('Nothing changed by more than 20 %.');
  return found.length > 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [before, after] = process.argv
    .slice(2)
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  process.exitCode = tellChanges(before, after) ? 1 : 0;
}
