// The main job, shown: a local CHEFS stream, the scenario `tour` on it, and two
// consumers that read it back over WebSocket. Started by scripts/demo with the
// path of chefs-mock. Exit 0 only if both consumers saw what was sent.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { isRight, table } from './demo_table.mjs';

const [chefsMock] = process.argv.slice(2);
const stockConsumer = fileURLToPath(
  new URL('../../tests/stock/node/consumer.mjs', import.meta.url),
);
// Longer than the demo ever takes: should it be killed, nothing stays.
const longestRun = '120s';

const children = new Set();

function start(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  child.closed = once(child, 'close');
  child.once('close', () => children.delete(child));
  return child;
}

async function stopAll() {
  const ends = [...children].map((child) => child.closed);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(ends);
}

// Each line of a child's output that is JSON.
async function* jsonLines(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) yield JSON.parse(line);
  }
}

// Starts `up`; gives what it says of itself and of each message it published.
async function startStream() {
  const child = start(chefsMock, [
    ...['up', '--json', '--scenario', 'tour', '--run-for', longestRun],
  ]);
  const messages = [];
  let ready;
  for await (const line of jsonLines(child)) {
    if (line.ready) ready = line;
    if (line.message) messages.push(line.message);
    if (line.published) break;
  }
  if (!ready || messages.length === 0) {
    throw new Error('chefs-mock up ended before the scenario was played');
  }
  return { ready, messages };
}

// Runs a consumer on the env file, as its author would, with a durable of its
// own, until nothing is left to read. Gives its reports by sequence.
async function reportsOf(envFile, durable, ...command) {
  const script =
    'set -a; . "$0"; DURABLE_NAME=$1; set +a; shift; exec "$@"';
  const child = start('sh', ['-c', script, envFile, durable, ...command]);
  const reports = new Map();
  for await (const line of jsonLines(child)) {
    if (line.chefs === 1 && line.seq) reports.set(line.seq, line);
  }
  const [code] = await child.closed;
  if (code !== 0) console.error(`${durable} ended with exit code ${code}`);
  return reports;
}

function sourceIn(envFile) {
  return readFileSync(envFile, 'utf8').match(/^SOURCE=(.*)$/m)[1];
}

function wrongSequences(messages, ours, stock, source) {
  return messages
    .filter((message) => {
      const { sequence, kind } = message;
      const reports = [ours.get(sequence), stock.get(sequence)];
      if (!reports.every((r) => isRight(message, r, source))) return true;
      const [a, b] = reports.map((report) => report.plaintextSha256);
      return kind === 'sealed' && a !== b;
    })
    .map(({ sequence }) => sequence ?? 'one that was not stored');
}

const howToGoOn = `
opened: decrypted with ENCRYPTION_KEY    downloaded: too large for the stream
read: public, nothing to decrypt         not ours: of another SOURCE

To keep a stream running:    build/release/cli/chefs-mock up --scenario tour
It names an env file. Where your consumer runs, set it up by that file:
                             set -a; . THAT-FILE; set +a
Your consumer then reads     SERVERS, NKEY_USER, NKEY_SEED, DURABLE_NAME,
                             SOURCE, ENCRYPTION_KEY
How to write one:            docs/consumer-guide.md`;

async function demo() {
  const { ready, messages } = await startStream();
  console.log(
    `A CHEFS stream on nats-server ${ready.natsServer.version} at ` +
      `${ready.websocketUrl}: ${messages.length} messages.\n` +
      'Read over WebSocket by chefs-mock consume and by nats.ws with cryptr:\n',
  );
  const [ours, stock] = await Promise.all([
    reportsOf(
      ...[ready.envFile, 'demo-chefs-mock', chefsMock],
      ...['consume', '--until-idle', '--json'],
    ),
    reportsOf(
      ...[ready.envFile, 'demo-npm', process.execPath, stockConsumer],
      '--until-idle',
    ),
  ]);
  console.log(table(messages, ours, stock));
  const source = sourceIn(ready.envFile);
  const wrong = wrongSequences(messages, ours, stock, source);
  await stopAll();
  if (wrong.length > 0) {
    console.error(`\nNot what was sent: ${wrong.join(', ')}.`);
    return 1;
  }
  console.log(howToGoOn);
  return 0;
}

// A terminal sends Ctrl-C to the children as well; `up` takes its server down.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await stopAll();
    process.exit(130);
  });
}

try {
  process.exitCode = await demo();
} catch (error) {
  console.error(`scripts/demo: ${error.message}`);
  await stopAll();
  process.exitCode = 3;
}
