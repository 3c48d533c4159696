// Runs what is measured: chefs-mock, its baselines, and a server to talk to.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const projectFolder = resolve(fileURLToPath(import.meta.url), '../../../..');
export const build = resolve(projectFolder, process.env.CHEFS_BENCH_BUILD ?? 'build/release');
export const chefsMock = join(build, 'cli/chefs-mock');
export const bareCnats = join(build, 'tests/bench/bare_cnats');
export const kernels = join(build, 'tests/bench/kernels');
const venvPython = join(projectFolder, 'build/examples/python/bin/python');
// With the packages nats-py and cryptography, if they are there.
export const python = existsSync(venvPython) ? venvPython : undefined;
export const cores = cpus().length;

const client = (name) => join(projectFolder, 'scripts/lib/bench/clients', name);

// Runs a program to its end and gives { stdout, seconds }.
export async function run(program, args, { input, env = {}, oneCore = false } = {}) {
  const pinned = oneCore ? ['taskset', ['-c', '0', program, ...args]] : [program, args];
  const started = process.hrtime.bigint();
  const child = spawn(...pinned, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const chunks = [];
  let stderr = '';
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${code}\n${stderr}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { stdout: Buffer.concat(chunks).toString(), seconds };
}

const lastLine = (text) => JSON.parse(text.trimEnd().split('\n').at(-1));

// A program of clients/ that prints {"count","seconds"}; gives them.
export async function runClient(name, args, options = {}) {
  const program = name.endsWith('.py') ? python : process.execPath;
  return lastLine((await run(program, [client(name), ...args.map(String)], options)).stdout);
}

export async function runBareCnats(args, options) {
  return lastLine((await run(bareCnats, args.map(String), options)).stdout);
}

// The summary of chefs-mock consume. Its lines go to a file: whoever reads a pipe
// takes processor time from what is measured.
export async function consume(args, options) {
  const folder = mkdtempSync(join(tmpdir(), 'chefs-mock-bench-'));
  const file = join(folder, 'events.jsonl');
  try {
    await run('sh', ['-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', file, chefsMock,
      'consume', '--json', ...args.map(String)], options);
    return lastLine(readFileSync(file, 'utf8')).summary;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The summary of chefs-mock publish.
export async function publish(up, ...args) {
  const { stdout } = await run(chefsMock, [
    'publish', '--json', '--env-file', up.ready.producerEnvFile, ...args.map(String),
  ]);
  return lastLine(stdout).published;
}

// The same, with the largest resident size that the kernel saw.
const measurePeak = `
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)`;

export async function publishWithPeak(up, ...args) {
  const { stdout } = await run('python3', [
    '-c', measurePeak, chefsMock, 'publish', '--json',
    '--env-file', up.ready.producerEnvFile, ...args.map(String),
  ]);
  const [summary, peakKiB] = stdout.trimEnd().split('\n').slice(-2);
  return { ...JSON.parse(summary).published, peakMiB: Number(peakKiB) / 1024 };
}

export class Up {
  static async start(...args) {
    const up = new Up();
    const started = process.hrtime.bigint();
    up.child = spawn(chefsMock, ['up', '--json', '--max-msgs', '100000000',
      '--max-bytes', '20GB', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    up.closed = once(up.child, 'close');
    const lines = createInterface({ input: up.child.stdout });
    for await (const line of lines) {
      up.ready = JSON.parse(line);
      break;
    }
    up.child.stdout.resume();
    if (!up.ready?.ready) throw new Error('chefs-mock up did not start');
    up.secondsToReady = Number(process.hrtime.bigint() - started) / 1e9;
    up.env = Object.fromEntries(
      readFileSync(up.ready.envFile, 'utf8')
        .split('\n')
        .map((line) => line.match(/^(?:export )?([A-Z_]+)=(['"]?)(.*)\2$/))
        .filter(Boolean)
        .map(([, name, , value]) => [name, value]),
    );
    return up;
  }

  async stop() {
    this.child.kill('SIGINT');
    await this.closed;
  }
}

// Seconds until a server that nobody configured says that it is ready.
export async function bareServerStart(up) {
  const store = mkdtempSync(join(tmpdir(), 'chefs-mock-bench-'));
  const started = process.hrtime.bigint();
  const server = spawn(up.ready.natsServer.path,
    ['-a', '127.0.0.1', '-p', '-1', '-js', '-sd', store],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(server, 'close');
  let seconds;
  for await (const line of createInterface({ input: server.stderr })) {
    if (!line.includes('Server is ready')) continue;
    seconds = Number(process.hrtime.bigint() - started) / 1e9;
    break;
  }
  server.stderr.resume();
  server.kill('SIGTERM');
  await closed;
  rmSync(store, { recursive: true });
  return seconds;
}

// First line of what a program says of its version; empty if it is not there.
export function versionOf(program, ...args) {
  return new Promise((done) => {
    execFile(program, args, (error, stdout) =>
      done(error ? '' : stdout.trim().split('\n')[0]));
  });
}
