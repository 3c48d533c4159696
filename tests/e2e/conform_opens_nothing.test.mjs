// `conform decryptor` against programs that open none of CHEFS' texts: whatever
// the mistake, the program is not conformant, the exit code is 1, and the report
// says what to look at.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { run, temporaryFolder } from './lib/command.mjs';

// A decryptor as people write it, whose steps can go wrong.
const decryptor = ({
  password = 'process.env.ENCRYPTION_KEY',
  salt = 'bytes.subarray(0, 64)',
  digest = 'sha512',
  rounds = 100_000,
  tag = 'bytes.subarray(80, 96)',
}) => `
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';

try {
  const bytes = Buffer.from(readFileSync(0, 'latin1'), 'hex');
  const key = pbkdf2Sync(${password}, ${salt}, ${rounds}, 32, '${digest}');
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(64, 80));
  cipher.setAuthTag(${tag});
  const text = Buffer.concat([cipher.update(bytes.subarray(96)), cipher.final()]);
  process.stdout.write(text);
} catch {
  process.exitCode = 1;
}
`;

const hexDecoded = "Buffer.from(process.env.ENCRYPTION_KEY, 'hex')";

// Patient: the likely pairs are tried on a busy machine, too.
async function conform(t, source, args = ['--patience', '10']) {
  const file = join(await temporaryFolder(t), 'decryptor.mjs');
  await writeFile(file, source);
  return run([
    'conform', 'decryptor', ...args, '--', process.execPath, file,
  ]);
}

const lastLine = (stdout) => stdout.toString().trimEnd().split('\n').at(-1);
const oneLine = (stdout) => stdout.toString().replaceAll(/\s+/g, ' ');

test('a salt cut to 16 bytes is named, and not all of the cases are asked', async (t) => {
  const asked = join(await temporaryFolder(t), 'asked');
  const source = `
import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(asked)}, '.');
${decryptor({ salt: 'bytes.subarray(0, 16)' })}`;

  const { code, stdout } = await conform(t, source);

  const text = oneLine(stdout);
  assert.equal(code, 1);
  assert.match(text, /first 16 bytes of the salt alone/);
  assert.match(text, /it opens what one known mistake makes of a text/);
  assert.match(lastLine(stdout), /^not conformant: it opens no valid text/);
  const times = (await readFile(asked)).length;
  assert.ok(times < 100, `asked ${times} times`);
});

for (const [what, source, words] of [
  ['a hex-decoded key and SHA-256', { password: hexDecoded, digest: 'sha256' },
    ['hex-decodes', 'HMAC-SHA256']],
  ['a hex-decoded key and a salt of 16 bytes',
    { password: hexDecoded, salt: 'bytes.subarray(0, 16)' },
    ['hex-decodes', 'first 16 bytes of the salt']],
  ['SHA-1 and 10 000 rounds', { digest: 'sha1', rounds: 10_000 },
    ['HMAC-SHA1', '10 000 rounds']],
]) {
  test(`two mistakes at once are named: ${what}`, async (t) => {
    const { code, stdout } = await conform(t, decryptor(source));

    const text = oneLine(stdout);
    assert.equal(code, 1);
    for (const word of words) assert.ok(text.includes(word), text);
    assert.match(text, /control decrypt\.valid\.ascii:words expected accepted/);
    assert.match(lastLine(stdout), /^not conformant: it opens no valid text/);
  });
}

test('a mistake that nobody knows is no error of the suite', async (t) => {
  const source = decryptor({ rounds: 77, salt: 'bytes.subarray(3, 64)' });

  const { code, stdout } = await conform(t, source, []);

  const text = oneLine(stdout);
  assert.equal(code, 1);
  assert.match(text, /none of \d+ known mistakes explains it, and none of \d+ pairs/);
  assert.match(text, /check that your code gets the key as the text of/);
  assert.match(lastLine(stdout), /^not conformant: it opens no valid text/);
});

test('a session that answers badly has failed', async (t) => {
  const source = `
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { start, stop, ...other } = JSON.parse(line);
  if (stop) break;
  const answer = start ? { ready: {} } : { id: Object.values(other)[0].id, plaintext: 'hi' };
  console.log(JSON.stringify(answer));
}
`;

  const { code, stdout } = await conform(t, source, ['--adapter', 'session']);

  assert.equal(code, 1);
  assert.match(oneLine(stdout), /asked something that it cannot know/);
  assert.match(lastLine(stdout), /^not conformant: it answers no question as/);
});
