// What the consumer's NKey may do on the CHEFS server, and all that it may not,
// as nats.ws sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  acceptedPublishes,
  acceptedSubscriptions,
  ask,
  nextMessage,
} from './lib/jetstream_api.mjs';
import {
  consumerOnlyRequests,
  consumerPublishes,
  consumerRequests,
  consumerSubscriptions,
  nextRequests,
  producerSubjects,
  refusedToConsumer,
  subscriptionsRefusedToConsumer,
} from './lib/permissions.mjs';
import { connectAccount, connectConsumer } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';
import { Violations } from './lib/violations.mjs';

let up;
let consumer;
let violations;
let producer;

before(async () => {
  up = await Up.start();
  producer = await connectAccount(up, 'producer');
  for (const subject of producerSubjects) {
    await producer.jetstream().publish(subject, '{}');
  }
  consumer = await connectConsumer(up);
  violations = new Violations(consumer);
});

after(async () => {
  await consumer?.close();
  await producer?.close();
  await up?.stop();
});

for (const [subject, body] of [...consumerRequests, ...consumerOnlyRequests]) {
  test(`a consumer may ask ${subject}`, async () => {
    const answer = await ask(consumer, subject, body);

    assert.match(answer.type, /^io\.nats\.jetstream\.api\.v1\./);
    assert.equal(answer.error, undefined);
  });
}

for (const subject of nextRequests) {
  test(`a consumer may ask ${subject}, and acknowledge what it gets`, async () => {
    const message = await nextMessage(consumer, subject);
    const stream = message.reply.split('.')[2];
    const acknowledged = await consumer.request(message.reply, '+ACK', {
      timeout: 5_000,
    });

    assert.equal(message.string(), '{}');
    assert.equal(stream, 'CHEFS');
    assert.equal(acknowledged.string(), '');
  });
}

for (const subject of consumerPublishes) {
  test(`a consumer may publish to ${subject}`, async () => {
    const accepted = await acceptedPublishes(consumer, violations, [subject]);

    assert.deepEqual(accepted, [subject]);
  });
}

for (const subject of consumerSubscriptions) {
  test(`a consumer may subscribe to ${subject}`, async () => {
    const accepted = await acceptedSubscriptions(consumer, violations, [
      subject,
    ]);

    assert.deepEqual(accepted, [subject]);
  });
}

test('a consumer that subscribes to PUBLIC.forms.> gets what is published', async () => {
  const subscription = consumer.subscribe('PUBLIC.forms.>', { max: 1 });
  await consumer.flush();

  await producer.jetstream().publish('PUBLIC.forms.x', 'live');

  const received = [];
  for await (const message of subscription) received.push(message.string());
  assert.deepEqual(received, ['live']);
});

test('the lists of refused subjects are long enough to mean something', () => {
  assert.ok(new Set(refusedToConsumer).size >= 60);
  assert.ok(new Set(subscriptionsRefusedToConsumer).size >= 30);
});

for (const subject of refusedToConsumer) {
  test(`a consumer may not publish to ${subject}`, async () => {
    const accepted = await acceptedPublishes(consumer, violations, [subject]);

    assert.deepEqual(accepted, []);
  });
}

for (const subject of subscriptionsRefusedToConsumer) {
  test(`a consumer may not subscribe to ${subject}`, async () => {
    const accepted = await acceptedSubscriptions(consumer, violations, [
      subject,
    ]);

    assert.deepEqual(accepted, []);
  });
}

test('the stream is as it was after all that was refused', async () => {
  const { config, state } = await ask(
    consumer,
    '$JS.API.STREAM.INFO.CHEFS',
    {},
  );
  const { streams } = await ask(consumer, '$JS.API.STREAM.NAMES', {});

  // One message each for the producer's subjects, and the live one.
  assert.equal(state.messages, producerSubjects.length + 1);
  assert.deepEqual(config.subjects, ['PUBLIC.forms.>', 'PRIVATE.forms.>']);
  assert.deepEqual(streams, ['CHEFS']);
});
