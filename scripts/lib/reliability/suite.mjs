// The consumer suite on each right consumer while a core is kept busy: a case
// that does not pass every time is a flake.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chefsMock, runProgram } from '../../../tests/e2e/lib/command.mjs';

const project = resolve(fileURLToPath(import.meta.url), '../../../..');
const example = (language) => [
  resolve(project, 'consumer-kit/examples', language, 'run'), 'consumer'];
const consumers = {
  reference: [chefsMock, 'consume', '--json'],
  ...Object.fromEntries(['node', 'python', 'go', 'java', 'rust', 'cpp']
    .map((language) => [language, example(language)])),
};

function keepCoreBusy() {
  const child = spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' });
  return () => child.kill('SIGKILL');
}

async function suite(command, times) {
  const quickly = times < 2 ? ['--only', 'consumer.connect.*'] : [];
  const failures = new Map();
  const free = keepCoreBusy();
  let cases = 0;
  try {
    for (let i = 0; i < times; i += 1) {
      const { stdout, stderr } = await runProgram(
        chefsMock, ['conform', 'consumer', '--level', 'may', '--json', ...quickly, '--', ...command]);
      if (stdout.length === 0) throw new Error(`the suite gave no report: ${stderr}`);
      for (const { id, outcome } of JSON.parse(stdout).cases) {
        cases += 1;
        if (outcome === 'fail' || outcome === 'error') failures.set(id, (failures.get(id) ?? 0) + 1);
      }
    }
  } finally {
    free();
  }
  // What never passes is a fault that is always found: no flake, but not right.
  const all = [...failures].map(([id, count]) => `${id} failed ${count} of ${times} times`);
  return {
    done: `${times} runs of the consumer suite, ${cases} cases, with one core kept busy`,
    found: all.length > 0 ? all : ['no case failed'],
    isRight: all.length === 0,
  };
}

export const suites = Object.entries(consumers).map(([name, command]) => ({
  name: `suite-${name}`, times: 20, quick: 1, takesHours: true,
  run: ({ times }) => suite(command, times),
  what: (times) => `the consumer suite on the ${name} consumer, ${times} times under load: flakes`,
}));
