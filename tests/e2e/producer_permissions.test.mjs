// What the producer's NKey may do on the CHEFS server, and all that it may not,
// as npm nats sees it over TCP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  acceptedPublishes,
  acceptedSubscriptions,
  ask,
  nextMessage,
} from './lib/jetstream_api.mjs';
import {
  consumerRequests,
  nextRequests,
  producerStreamRequests,
  producerSubjects,
  refusedToProducer,
  subscriptionsRefusedToProducer,
} from './lib/permissions.mjs';
import { connectAccount } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';
import { Violations } from './lib/violations.mjs';

let up;
let producer;
let violations;

before(async () => {
  up = await Up.start();
  producer = await connectAccount(up, 'producer');
  violations = new Violations(producer);
});

after(async () => {
  await producer?.close();
  await up?.stop();
});

for (const subject of producerSubjects) {
  test(`a producer may publish to ${subject}, which the stream keeps`, async () => {
    const { stream, seq } = await producer.jetstream().publish(subject, '{}');

    assert.equal(stream, 'CHEFS');
    assert.ok(seq > 0);
  });
}

for (const [subject, body] of [...producerStreamRequests, ...consumerRequests]) {
  test(`a producer may ask ${subject}`, async () => {
    const answer = await ask(producer, subject, body);

    assert.match(answer.type, /^io\.nats\.jetstream\.api\.v1\./);
    assert.equal(answer.error, undefined);
  });
}

for (const subject of nextRequests) {
  test(`a producer may ask ${subject}, and acknowledge what it gets`, async () => {
    const message = await nextMessage(producer, subject);
    const acknowledged = await producer.request(message.reply, '+ACK', {
      timeout: 5_000,
    });

    assert.equal(message.string(), '{}');
    assert.equal(acknowledged.string(), '');
  });
}

test('a producer may subscribe to an inbox of its own', async () => {
  const accepted = await acceptedSubscriptions(producer, violations, [
    '_INBOX.>',
    '_INBOX.own',
  ]);

  assert.deepEqual(accepted, ['_INBOX.>', '_INBOX.own']);
});

for (const subject of refusedToProducer) {
  test(`a producer may not publish to ${subject}`, async () => {
    const accepted = await acceptedPublishes(producer, violations, [subject]);

    assert.deepEqual(accepted, []);
  });
}

for (const subject of subscriptionsRefusedToProducer) {
  test(`a producer may not subscribe to ${subject}`, async () => {
    const accepted = await acceptedSubscriptions(producer, violations, [
      subject,
    ]);

    assert.deepEqual(accepted, []);
  });
}

// In the order in which each leaves what the next needs.
test('a producer may delete a message of CHEFS', async () => {
  const before = await ask(producer, '$JS.API.STREAM.INFO.CHEFS', {});

  const answer = await ask(producer, '$JS.API.STREAM.MSG.DELETE.CHEFS', {
    seq: before.state.first_seq,
  });

  const { state } = await ask(producer, '$JS.API.STREAM.INFO.CHEFS', {});
  assert.equal(answer.success, true);
  assert.equal(state.messages, before.state.messages - 1);
});

test('a producer may update CHEFS', async () => {
  const { config } = await ask(producer, '$JS.API.STREAM.INFO.CHEFS', {});

  const answer = await ask(producer, '$JS.API.STREAM.UPDATE.CHEFS', {
    ...config,
    max_msgs: 500,
  });

  assert.equal(answer.error, undefined);
  assert.equal(answer.config.max_msgs, 500);
});

test('a producer may take a snapshot of CHEFS', async () => {
  const chunks = producer.subscribe('_INBOX.snapshot', { max: 1 });
  const answer = await ask(producer, '$JS.API.STREAM.SNAPSHOT.CHEFS', {
    deliver_subject: '_INBOX.snapshot',
  });

  const sizes = [];
  for await (const chunk of chunks) sizes.push(chunk.data.length);
  assert.equal(answer.error, undefined);
  assert.ok(sizes[0] > 0);
});

// JetStream itself says that the stream is there: the request reached it.
test('a producer may ask to restore CHEFS', async () => {
  const { config, state } = await ask(
    producer,
    '$JS.API.STREAM.INFO.CHEFS',
    {},
  );

  const answer = await ask(producer, '$JS.API.STREAM.RESTORE.CHEFS', {
    config,
    state,
  });

  assert.match(answer.error.description, /already in use/);
});

test('a producer may purge CHEFS', async () => {
  const answer = await ask(producer, '$JS.API.STREAM.PURGE.CHEFS', {});

  const { state } = await ask(producer, '$JS.API.STREAM.INFO.CHEFS', {});
  assert.equal(answer.success, true);
  assert.equal(state.messages, 0);
});

test('a producer may delete CHEFS and create it again', async () => {
  const { config } = await ask(producer, '$JS.API.STREAM.INFO.CHEFS', {});

  const deleted = await ask(producer, '$JS.API.STREAM.DELETE.CHEFS', {});
  const created = await ask(producer, '$JS.API.STREAM.CREATE.CHEFS', config);

  assert.equal(deleted.success, true);
  assert.equal(created.error, undefined);
  assert.equal(created.config.name, 'CHEFS');
});
