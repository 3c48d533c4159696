// Every command of docs/ci.md runs: those that are shown to be typed, and those
// inside the snippets for GitHub Actions, GitLab and Jenkins. A right decryptor
// and a right consumer stand for the reader's own, and one group of each suite
// for the whole of it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chefsMock, runProgram, temporaryFolder } from './lib/command.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(project, 'docs/ci.md'), 'utf8');
const decryptor = join(project, 'consumer-kit/examples/node/decryptor.mjs');

// A YAML block folded with >- is one line to the shell; the others are one.
function commandsIn(markdown) {
  const blocks = [...markdown.matchAll(/^```(?:sh|yaml|groovy)\n(.*?)^```$/gms)];
  return blocks.flatMap(([, text]) =>
    [...text.matchAll(/chefs-mock conform[^']*? -- \.\/my-\w+/gs)].map(
      ([command]) => command.replace(/\s+/g, ' '),
    ),
  );
}

async function executable(file, text) {
  await writeFile(file, text);
  await chmod(file, 0o700);
}

function oneGroup(command) {
  const group = command.includes('conform consumer')
    ? 'consumer.source.*'
    : 'decrypt.type.*';
  return command.replace(' -- ', ` --only '${group}' -- `);
}

test('every command of the page about CI runs', async (t) => {
  const folder = await temporaryFolder(t);
  await executable(
    join(folder, 'my-decryptor'),
    `#!/bin/sh\nexec '${process.execPath}' '${decryptor}'\n`,
  );
  await executable(
    join(folder, 'my-consumer'),
    `#!/bin/sh\nexec '${chefsMock}' consume --json\n`,
  );
  const commands = commandsIn(page);

  assert.equal(commands.length, 2 + 2 + 3 * 2, 'the page shows ten commands');
  for (const command of commands) {
    const { code, stdout, stderr } = await runProgram('bash', [
      '-c',
      `cd "$1" && ${oneGroup(command).replace('chefs-mock', `'${chefsMock}'`)}`,
      'bash',
      folder,
    ]);

    assert.equal(code, 0, `${command}\n${stdout}\n${stderr}`);
  }
  for (const name of ['decryptor.xml', 'consumer.xml', 'consumer.html'])
    assert.ok(existsSync(join(folder, name)), name);
});
