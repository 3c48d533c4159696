// `encrypt` and `decrypt` against npm cryptr, both ways.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { run, temporaryFolder } from './lib/command.mjs';

const key = 'ad5520469720325d1694c87511afda28a0432dd974cb77b5b4b9f946a5af6985';
const withKey = { ENCRYPTION_KEY: key };
const texts = {
  'an empty text': '',
  'one letter': 'x',
  'JSON as CHEFS seals it': '{"id":"7","draft":false}',
  'a text that ends in a line feed': 'x\n',
  'text in several scripts': 'naïve — ᓄᓇᕗᑦ 漢字 🍁',
  'NUL bytes': 'a\u0000b\u0000',
  'exactly one cipher block': '0123456789abcdef',
  'a text of 200 000 bytes': 'é'.repeat(100_000),
};

for (const [name, text] of Object.entries(texts)) {
  test(`cryptr opens what encrypt made of ${name}`, async () => {
    const { code, stdout } = await run(['encrypt'], { input: text, env: withKey });

    assert.equal(code, 0);
    assert.match(stdout.toString(), /^[0-9a-f]+\n$/);
    assert.equal(new Cryptr(key).decrypt(stdout.toString().trim()), text);
  });

  test(`decrypt opens what cryptr made of ${name}`, async () => {
    const sealed = new Cryptr(key).encrypt(text);

    const { code, stdout, stderr } = await run(['decrypt'], {
      input: sealed,
      env: withKey,
    });

    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.equal(stdout.toString(), text);
  });
}

test('bytes that are not UTF-8 come back as they were', async () => {
  const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28, 0x80]);
  const sealed = await run(['encrypt'], { input: bytes, env: withKey });

  const opened = await run(['decrypt'], { input: sealed.stdout, env: withKey });
  const asJson = await run(['decrypt', '--json'], {
    input: sealed.stdout,
    env: withKey,
  });

  assert.deepEqual(opened.stdout, bytes);
  assert.deepEqual(JSON.parse(asJson.stdout), {
    plaintextBase64: bytes.toString('base64'),
  });
});

for (const [name, ending] of Object.entries({
  'a line feed': '\n',
  'a carriage return and line feed': '\r\n',
  'spaces and a tab': '  \t',
})) {
  test(`decrypt ignores ${name} after the hex`, async () => {
    const sealed = new Cryptr(key).encrypt('x') + ending;

    const { code, stdout } = await run(['decrypt'], {
      input: sealed,
      env: withKey,
    });

    assert.equal(code, 0);
    assert.equal(stdout.toString(), 'x');
  });
}

test('decrypt takes upper-case hex', async () => {
  const sealed = new Cryptr(key).encrypt('x').toUpperCase();

  const { stdout } = await run(['decrypt'], { input: sealed, env: withKey });

  assert.equal(stdout.toString(), 'x');
});

const sealedX = new Cryptr(key).encrypt('x');
const flippedTag =
  sealedX.slice(0, 160) +
  (sealedX[160] === '0' ? '1' : '0') +
  sealedX.slice(161);
const rejected = [
  ['a flipped bit in the tag', flippedTag, key, /tag/],
  ['another key', sealedX, 'another key', /tag/],
  ['a key in upper case', sealedX, key.toUpperCase(), /tag/],
  ['an odd number of digits', sealedX.slice(1), key, /odd length/],
  ['a letter that is no hex digit', `g${sealedX.slice(1)}`, key, /hex/],
  ['a text that ends before its tag', sealedX.slice(0, 190), key, /shorter/],
  ['nothing', '', key, /shorter/],
  ['an object in place of the string', '{}', key, /hex/],
];
for (const [name, sealed, withThisKey, reason] of rejected) {
  test(`decrypt rejects ${name} and says why`, async () => {
    const { code, stdout, stderr } = await run(['decrypt'], {
      input: sealed,
      env: { ENCRYPTION_KEY: withThisKey },
    });

    assert.equal(code, 1);
    assert.equal(stdout.length, 0);
    assert.match(stderr, reason);
    assert.ok(!stderr.includes(withThisKey), 'the key must not be printed');
  });
}

test('--lines seals and opens each line by itself', async () => {
  const lines = ['first', '', 'third line'];
  const sealed = await run(['encrypt', '--lines'], {
    input: lines.join('\n') + '\n',
    env: withKey,
  });

  const opened = await run(['decrypt', '--lines'], {
    input: sealed.stdout,
    env: withKey,
  });

  const sealedLines = sealed.stdout.toString().trimEnd().split('\n');
  assert.equal(sealedLines.length, lines.length);
  assert.equal(new Cryptr(key).decrypt(sealedLines[2]), 'third line');
  assert.equal(opened.stdout.toString(), lines.join('\n') + '\n');
});

test('--lines goes on after a line that does not open', async () => {
  const input = `${sealedX}\nnot hex\n${sealedX}`;

  const { code, stdout, stderr } = await run(['decrypt', '--lines', '--json'], {
    input,
    env: withKey,
  });

  assert.equal(code, 1);
  assert.match(stderr, /line 2: /);
  const answers = stdout.toString().trimEnd().split('\n').map(JSON.parse);
  assert.deepEqual(answers, [
    { line: 1, plaintext: 'x' },
    { line: 2, rejected: 'not-hex' },
    { line: 3, plaintext: 'x' },
  ]);
});

test('key and text are taken from files', async (t) => {
  const folder = await temporaryFolder(t);
  const keyFile = join(folder, 'key');
  const textFile = join(folder, 'text');
  await writeFile(keyFile, ' pass phrase \n');
  await writeFile(textFile, 'x');

  const { code, stdout } = await run(
    ['encrypt', '--key-file', keyFile, '--in', textFile],
    { env: { ENCRYPTION_KEY: 'not this one' } },
  );

  assert.equal(code, 0);
  assert.equal(
    new Cryptr(' pass phrase ').decrypt(stdout.toString().trim()),
    'x',
  );
});

test('two runs of encrypt differ, two with the same seed do not', async () => {
  const seal = async (...args) =>
    (await run(['encrypt', ...args], { input: 'x', env: withKey })).stdout;

  const random = [await seal(), await seal()];
  const seeded = [await seal('--seed', '7'), await seal('--seed', '7')];

  assert.notDeepEqual(random[0], random[1]);
  assert.deepEqual(seeded[0], seeded[1]);
});

for (const verb of ['encrypt', 'decrypt']) {
  test(`${verb} without a key is a usage error that names the variable`, async () => {
    const { code, stdout, stderr } = await run([verb], { input: sealedX });

    assert.equal(code, 2);
    assert.equal(stdout.length, 0);
    assert.match(stderr, /ENCRYPTION_KEY/);
  });

  test(`${verb} with an empty key is a usage error that says so`, async () => {
    const { code, stderr } = await run([verb], {
      input: sealedX,
      env: { ENCRYPTION_KEY: '' },
    });

    assert.equal(code, 2);
    assert.match(stderr, /ENCRYPTION_KEY is empty/);
  });

  test(`${verb} takes no key as an argument`, async () => {
    const { code } = await run([verb, '--key', key], { input: sealedX });

    assert.equal(code, 2);
  });

  test(`${verb} names an input file that is not there`, async () => {
    const { code, stderr } = await run([verb, '--in', '/no/such/file'], {
      env: withKey,
    });

    assert.equal(code, 3);
    assert.match(stderr, /\/no\/such\/file: No such file/);
  });
}

test('an empty key file is a usage error that names the file', async (t) => {
  const keyFile = join(await temporaryFolder(t), 'key');
  await writeFile(keyFile, '\n');

  const { code, stderr } = await run(['decrypt', '--key-file', keyFile], {
    input: sealedX,
  });

  assert.equal(code, 2);
  assert.ok(stderr.includes(keyFile));
});
