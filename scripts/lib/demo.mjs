// The main job, shown: a local CHEFS stream, the scenario `tour` on it, and two
// consumers that read it back over WebSocket. Started by scripts/demo with the
// path of chefs-mock. Exit 0 only if both consumers saw what was sent.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { isRight, table } from './demo_table.mjs';

const [chefsMock] = process.argv.slice(2);
const stockConsumer = fileURLToPath(
  new URL('../../tests/stock/node/consumer.mjs', import.meta.url),
);
// Longer than the demo ever takes; nothing is left if it is killed.
const longestRun = '120s';

const children = new Set();

function start(program, args, env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

// Each line of a child's output that is JSON.
async function* jsonLines(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) yield JSON.parse(line);
  }
}

// Ctrl-C reaches the children too, since a terminal sends it to all; `up` then
// takes its server down, and this ends when they have ended.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    const ends = [...children].map((child) => once(child, 'close'));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ends);
    process.exit(130);
  });
}

// What `up` says: that it is ready, and what it published.
async function startStream() {
  const args = ['up', '--json', '--scenario', 'tour', '--run-for', longestRun];
  const child = start(chefsMock, args);
  const stream = { child, messages: [] };
  for await (const line of jsonLines(child)) {
    if (line.ready) stream.ready = line;
    if (line.sequence) stream.messages.push(line);
    if (line.summary) return stream;
  }
  throw new Error('the stream ended before the scenario was played');
}

// Reads with one consumer until nothing is left: reports by sequence.
async function reportsOf(program, args, env) {
  const child = start(program, args, env);
  const closed = once(child, 'close');
  const reports = new Map();
  for await (const line of jsonLines(child)) {
    if (line.chefs === 1) reports.set(line.seq, line);
  }
  const [code] = await closed;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return reports;
}
