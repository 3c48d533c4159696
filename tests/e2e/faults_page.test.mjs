// docs/faults.md: each block of commands runs as it stands, and each fault in
// its tables fits the schema.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, test } from 'node:test';

import { Ajv2020 } from '../stock/node/clients.mjs';
import { chefsMock, runProgram, temporaryFolder } from './lib/command.mjs';
import { fixtures, project, readJson } from './lib/fixtures.mjs';

const page = readFileSync(new URL('docs/faults.md', project), 'utf8');
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, text]) => text,
);
const PATH = `${dirname(chefsMock)}:${process.env.PATH}`;

test('the page shows faults and a cluster', () => {
  assert.ok(blocks.length >= 6);
});

// Side by side: some wait half a minute for a message to come again.
describe('each block runs', { concurrency: true }, () => {
  for (const [index, block] of blocks.entries()) {
    test(`block ${index + 1}`, async (t) => {
      const folder = await temporaryFolder(t);

      const { code, stderr } = await runProgram(
        'bash',
        ['-euc', `cd "$1"\n${block}`, 'bash', folder],
        { env: { PATH } },
      );

      assert.equal(code, 0, stderr);
      if (block.includes('--faults')) assert.match(stderr, /^fault /m);
    });
  }
});

test('each action of the table fits the schema', () => {
  const schema = readJson('schemas/faults.schema.json');
  const validate = new Ajv2020({ strictTypes: false }).compile(schema);
  const actions = [...page.matchAll(/^\| `(\{.*?\})` \|/gm)].map(([, text]) =>
    JSON.parse(text),
  );
  const rows = page.slice(page.indexOf('| `event` |'), page.indexOf('`nth` says'));
  const events = [...rows.matchAll(/^\| `([a-z]+)` \| (?!is when)/gm)].map(
    ([, word]) => word,
  );

  assert.deepEqual(
    new Set(actions.map((action) => Object.keys(action)[0])),
    new Set([
      'cut', 'close', 'swallow', 'delay', 'bandwidth', 'chunk', 'coalesce', 'join', 'ping',
      'refuse', 'lose-acks', 'server',
    ]),
  );
  assert.equal(events.length, 10);
  for (const action of actions) {
    for (const event of events) {
      if ('ping' in action && event !== 'idle') continue;
      const when = event === 'idle' ? { event, forMs: 2000 } : { event };
      assert.ok(validate([{ when, do: action }]), JSON.stringify([when, action]));
    }
  }
});
