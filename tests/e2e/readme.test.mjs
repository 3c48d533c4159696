// Every command of README.md runs, in order, in one shell. Four stand for
// themselves in part: demo and test only tell their --help, since they would run
// this very test; cmake only looks its preset up, and the command under test
// stands where it would have built it; `up`, which runs until it is stopped,
// gets a program to end with.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chefsMock, runProgram, temporaryFolder } from './lib/command.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));

function commandsOf(markdown) {
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)];
  return blocks.flatMap(([, text]) => text.trim().split('\n'));
}

function standIn(command) {
  if (/^\.\/scripts\/(demo|test)$/.test(command)) return `${command} --help`;
  if (/^chefs-mock up\b(?!.*( -- | --help))/.test(command)) {
    return `${command} -- true`;
  }
  return command;
}

const linked = ['scripts', 'tests', 'consumer-kit', 'CMakePresets.json', 'CMakeLists.txt'];

const prelude = `
set -euo pipefail
# Not through the links, into the project's own.
export CHEFS_EXAMPLES_BUILD=$PWD/examples
cmake() {
  local preset=\${*: -1}
  command cmake --list-presets | grep -q "\\"$preset\\""
}
`;

test('every command of the README runs', async (t) => {
  const folder = await temporaryFolder(t);
  mkdirSync(join(folder, 'build/release'), { recursive: true });
  symlinkSync(dirname(chefsMock), join(folder, 'build/release/cli'));
  for (const name of linked) {
    symlinkSync(join(project, name), join(folder, name));
  }
  const commands = commandsOf(readFileSync(join(project, 'README.md'), 'utf8'));
  const script = commands.map((command) => `${standIn(command)}\n`).join('');

  const { code, stdout, stderr } = await runProgram(
    'bash',
    ['-c', `cd "$1"\n${prelude}${script}`, 'bash', folder],
  );

  assert.ok(commands.length >= 12, 'the README shows a dozen commands');
  assert.equal(code, 0, `${stdout.toString().slice(-3000)}${stderr}`);
  assert.match(stdout.toString(), /^\{"id":1\}$/m);
});
