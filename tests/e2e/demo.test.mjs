// What scripts/demo shows once everything is installed and built.
import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chefsMock, runProgram, temporaryFolder } from './lib/command.mjs';

const demo = fileURLToPath(
  new URL('../../scripts/lib/demo.mjs', import.meta.url),
);

function runDemo(command) {
  return runProgram(process.execPath, [demo, command]);
}

test('the demo shows each kind of event, in 80 columns, and ends with 0', async () => {
  const { code, stdout, stderr } = await runDemo(chefsMock);

  assert.equal(stderr, '');
  assert.equal(code, 0);
  const text = stdout.toString();
  const widths = text.split('\n').map((line) => [...line].length);
  assert.ok(Math.max(...widths) <= 80);
  for (const word of ['opened', 'read', 'not ours', 'downloaded']) {
    const both = new RegExp(` ${word} +${word}$`, 'm');
    assert.match(text, both);
  }
});

test('the demo ends with 1 if a consumer misses an event', async (t) => {
  const forgetful = join(await temporaryFolder(t), 'chefs-mock');
  await writeFile(
    forgetful,
    `#!/bin/sh
if [ "$1" = consume ]; then "${chefsMock}" "$@" | sed '/"seq":3,/d'
else exec "${chefsMock}" "$@"
fi
`,
  );
  await chmod(forgetful, 0o755);

  const { code, stdout, stderr } = await runDemo(forgetful);

  assert.equal(code, 1);
  assert.match(stdout.toString(), / MISSING /);
  assert.match(stderr, /Not what was sent: 3\./);
});

test('the demo says so if the stream does not start', async () => {
  const { code, stderr } = await runDemo('/bin/false');

  assert.equal(code, 3);
  assert.match(stderr, /ended before the scenario was played/);
});
