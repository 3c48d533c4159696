// Runs the command under test, as a person's shell would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const chefsMock = process.env.CHEFS_MOCK;
if (!chefsMock) {
  throw new Error('CHEFS_MOCK must name the chefs-mock to test; ctest sets it');
}

// The environment without what would decide a test from outside.
export function cleanEnvironment(additions = {}) {
  const environment = { ...process.env };
  delete environment.ENCRYPTION_KEY;
  delete environment.NODE_TEST_CONTEXT;
  return { ...environment, ...additions };
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// Runs any program to its end. Gives { code, stdout, stderr }: stdout as bytes,
// stderr as text.
export async function runProgram(program, args, { input = '', env = {} } = {}) {
  const child = spawn(program, args, { env: cleanEnvironment(env) });
  const closed = once(child, 'close');
  // A program that refuses its arguments may be gone before it reads.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
  ]);
  const [code] = await closed;
  return { code, stdout, stderr: stderr.toString() };
}

export function run(args, options) {
  return runProgram(chefsMock, args, options);
}

// A temporary folder that is gone when the test is.
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'chefs-mock-e2e-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
