// Each size limit of the stream, by the one command that is documented for it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Cryptr } from '../stock/node/clients.mjs';
import { publish, storedMessages } from './lib/publishing.mjs';
import { Up } from './lib/up.mjs';

const largest = 965_343;

for (const profile of ['documented', 'deployed']) {
  test(`${profile}: 965 343 bytes pass, 965 344 become the error event`, async (t) => {
    const up = await Up.start('--profile', profile);
    t.after(() => up.stop());

    const { code, messages } = await publish(up, '--scenario', 'oversize-edges', '--list');
    const stored = await storedMessages(up);

    assert.equal(code, 0);
    assert.deepEqual(
      messages.map(({ kind, bytes }) => [kind, kind === 'sealed' ? bytes : undefined]),
      [
        ['sealed', largest],
        ['public', undefined],
        ['error', undefined],
        ['public', undefined],
        ['sealed', messages[4].bytes],
        ['public', undefined],
      ],
    );
    assert.equal(Buffer.byteLength(stored[0].text), largest);
    const opened = new Cryptr(up.env.ENCRYPTION_KEY).decrypt(
      JSON.parse(stored[0].text).payload.data,
    );
    assert.equal(JSON.parse(opened).id, JSON.parse(stored[0].text).meta.submissionId);
    // Written out by hand, around the meta that the PUBLIC message has too.
    const { meta } = JSON.parse(stored[3].text);
    assert.equal(
      stored[2].text,
      `{"meta":${JSON.stringify(meta)},"payload":{"data":{}},` +
        '"error":{"code":"MAX_MSG_SIZE","message":"Message is 965344 bytes. ' +
        'This exceeds maximum allowed of 965343 bytes. ' +
        'Please download payload via API."}}',
    );
  });
}

let up;

before(async () => {
  up = await Up.start();
});

after(() => up.stop());

test('unchecked, above max_msg_size: JetStream refuses it with 10054', async () => {
  const { code, messages } = await publish(
    up,
    ...['--count', '1', '--private', '--size', '966368', '--unchecked'],
  );

  assert.equal(code, 1);
  assert.equal(messages.length, 1);
  assert.equal(messages[0].outcome, 'refused');
  assert.equal(messages[0].code, 10054);
  assert.equal(messages[0].bytes, 966_368);
});

test('unchecked, at max_msg_size: JetStream takes it', async () => {
  const { code, published } = await publish(
    up,
    ...['--count', '1', '--private', '--size', '966367', '--unchecked'],
  );

  assert.equal(code, 0);
  assert.equal(published.largestBytes, 966_367);
  assert.equal(published.withheld, 0);
});

test('unchecked, above max_payload: the connection is dropped, and it goes on', async () => {
  const { code, messages, stderr } = await publish(
    up,
    ...['--count', '2', '--size', '1048577', '--unchecked', '--list'],
  );

  assert.equal(code, 1);
  assert.deepEqual(
    messages.map(({ kind, outcome }) => `${kind} ${outcome}`),
    ['sealed dropped', 'public stored', 'sealed dropped', 'public stored'],
  );
  assert.match(messages[0].text, /maximum payload violation/i);
  assert.match(stderr, /a connection was dropped; going on over another/);
});

test('a huge formMetadata makes the PUBLIC message fail, which CHEFS never checks', async () => {
  const refused = await publish(up, ...['--count', '1', '--public', '--size', '966368']);
  const dropped = await publish(up, ...['--count', '1', '--public', '--size', '1048577']);

  assert.equal(refused.code, 1);
  assert.equal(refused.messages[0].code, 10054);
  assert.equal(dropped.code, 1);
  assert.equal(dropped.messages[0].outcome, 'dropped');
});

test('with a huge formMetadata of one’s own the PRIVATE message is an error event', async () => {
  const metadata = JSON.stringify({ note: 'x'.repeat(100_000) });

  const { code, messages } = await publish(
    up,
    ...['--count', '1', '--mix', 'created=1', '--form-metadata', metadata],
    ...['--max-msg-size', '50000', '--list'],
  );

  assert.equal(code, 0);
  assert.deepEqual(messages.map(({ kind }) => kind), ['error', 'public']);
});

test('a size that cannot be met is a usage error that tells the smallest', async () => {
  const { code, stderr } = await publish(up, ...['--count', '1', '--size', '300']);

  assert.equal(code, 2);
  assert.match(stderr, /cannot make a PRIVATE message of 300 bytes: the smallest .* \d+ bytes/);
});
