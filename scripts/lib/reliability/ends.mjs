// `up` is started and ended, politely and with kill -9.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { chefsMock, cleanEnvironment } from '../../../tests/e2e/lib/command.mjs';
import { Up } from '../../../tests/e2e/lib/up.mjs';
import { comesTrue, listening, portsOf, runFolders, running } from './left.mjs';

const leftAt = ({ processes, ports, files, codes }) => [
  `left: ${processes} processes, ${ports} ports, ${files} folders`,
  ...(codes.length > 0 ? [`exit codes other than 0: ${codes.join(', ')}`] : []),
];

async function startAndStop({ times, folder }) {
  const sum = { processes: 0, ports: 0, files: 0, codes: [] };
  for (let i = 0; i < times; i += 1) {
    const up = await Up.start();
    const ports = portsOf(up.ready);
    const code = await up.stop();
    if (code !== 0) sum.codes.push(code);
    sum.processes += running(folder).length;
    sum.ports += listening(ports).length;
    sum.files += runFolders(folder).length;
  }
  const isRight = sum.processes + sum.ports + sum.files + sum.codes.length === 0;
  return { done: `${times} starts and stops of \`up\``, found: leftAt(sum), isRight };
}

// So long after its start, or once it is ready: whichever comes first.
async function killAfter(ms) {
  const child = spawn(chefsMock, ['up', '--json'], {
    env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [line] = await Promise.race([once(child.stdout, 'data'), ended.then(() => [''])]);
  clearTimeout(timer);
  child.kill('SIGKILL');
  await ended;
  const text = String(line ?? '');
  return text.endsWith('\n') ? JSON.parse(text) : undefined;
}

async function kill({ times, folder }) {
  const started = performance.now();
  await (await Up.start()).stop();
  const msToReady = performance.now() - started;
  const sum = { processes: 0, ports: 0, files: 0, codes: [] };
  let ready = 0;
  for (let i = 0; i < times; i += 1) {
    // Every second one when it is ready, the others anywhere before.
    const told = await killAfter(i % 2 === 0 ? 60_000 : (i / times) * msToReady);
    if (told) ready += 1;
    if (!(await comesTrue(() => running(folder).length === 0))) {
      sum.processes += running(folder).length;
    }
    if (told) sum.ports += listening(portsOf(told)).length;
  }
  const next = await Up.start();
  const code = await next.stop();
  if (code !== 0) sum.codes.push(code);
  sum.files = runFolders(folder).length;
  const isRight = sum.processes + sum.ports + sum.files + sum.codes.length === 0;
  return {
    done: `${times} times kill -9 of \`up\`, ${ready} of them ready and the others on the way there`,
    found: [...leftAt(sum), 'folders are counted after the next start, which removes them'],
    isRight,
  };
}

export const ends = [
  {
    name: 'up-stop', times: 1000, quick: 2, run: startAndStop,
    what: (times) => `${times} starts and stops of up: what is left`,
  },
  {
    name: 'up-kill', times: 200, quick: 4, run: kill,
    what: (times) => `kill -9 of up, ${times} times: what is left`,
  },
];
