// `encrypt --lines` and `decrypt --lines` work on many lines at a time: nothing
// of that may show but the time.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { chefsMock, cleanEnvironment, run } from './lib/command.mjs';

const key = 'a'.repeat(64);
const withKey = { ENCRYPTION_KEY: key };
const cryptr = new Cryptr(key);

test('a hundred lines come out in order, each sealed by itself', async () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i} “é” \\n "{}"`);
  const sealed = await run(['encrypt', '--lines'], {
    input: lines.join('\n') + '\n',
    env: withKey,
  });
  assert.equal(sealed.code, 0, sealed.stderr);

  const opened = await run(['decrypt', '--lines'], {
    input: sealed.stdout,
    env: withKey,
  });

  assert.equal(opened.stdout.toString(), lines.join('\n') + '\n');
  const hex = sealed.stdout.toString().trimEnd().split('\n');
  assert.equal(new Set(hex.map((text) => text.slice(0, 128))).size, 100);
  for (const i of [0, 17, 99]) assert.equal(cryptr.decrypt(hex[i]), lines[i]);
});

test('the same seed gives the same lines however they arrive', async () => {
  const lines = ['one', 'two', 'three'];
  const together = await run(['encrypt', '--lines', '--seed', '3'], {
    input: lines.join('\n'),
    env: withKey,
  });

  const apart = new Filter('encrypt', '--lines', '--seed', '3');
  const answers = [];
  for (const line of lines) answers.push(await apart.ask(line));
  await apart.end();

  assert.deepEqual(answers, together.stdout.toString().trimEnd().split('\n'));
});

test('bad lines among good ones are told by number, in order', async () => {
  const good = (i) => cryptr.encrypt(`text ${i}`);
  const lines = Array.from({ length: 40 }, (_, i) => (i % 10 === 3 ? 'bad' : good(i)));

  const { code, stdout, stderr } = await run(['decrypt', '--lines', '--json'], {
    input: lines.join('\n'),
    env: withKey,
  });

  assert.equal(code, 1);
  const answers = stdout.toString().trimEnd().split('\n').map(JSON.parse);
  assert.deepEqual(
    answers,
    lines.map((line, i) =>
      line === 'bad'
        ? { line: i + 1, rejected: 'not-hex' }
        : { line: i + 1, plaintext: `text ${i}` },
    ),
  );
  assert.deepEqual(
    [...stderr.matchAll(/line (\d+): /g)].map(([, line]) => Number(line)),
    [4, 14, 24, 34],
  );
});

// A filter that is kept open: its answer to a line must not wait for more.
class Filter {
  constructor(...args) {
    this.child = spawn(chefsMock, args, { env: cleanEnvironment(withKey) });
    this.closed = once(this.child, 'close');
    const lines = createInterface({ input: this.child.stdout });
    this.answers = lines[Symbol.asyncIterator]();
  }

  async ask(line) {
    this.child.stdin.write(line + '\n');
    return (await this.answers.next()).value;
  }

  async end() {
    this.child.stdin.end();
    return (await this.closed)[0];
  }
}

test('a line is answered when the input pauses, not when it ends', async () => {
  const sealing = new Filter('encrypt', '--lines');
  const opening = new Filter('decrypt', '--lines');

  for (const text of ['first', 'second', '', 'fourth']) {
    const sealed = await sealing.ask(text);
    assert.equal(cryptr.decrypt(sealed), text);
    assert.equal(await opening.ask(sealed), text);
  }

  assert.equal(await sealing.end(), 0);
  assert.equal(await opening.end(), 0);
});
