// The stock clients of the field read from `up`: nats.ws 1, @nats-io 3 and, over
// TCP, nats 2. The events are made by hand, so that only the broker is ours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Cryptr, jetstream, nats, natsCore, nkeys } from '../stock/node/clients.mjs';
import { runProgram } from './lib/command.mjs';
import { eventsOfEveryKind, publishAll } from './lib/events.mjs';
import { bytes, connectAccount, connectConsumer } from './lib/stock.mjs';
import { Up } from './lib/up.mjs';

const stockConsumer = fileURLToPath(
  new URL('../stock/node/consumer.mjs', import.meta.url),
);

let up;
let events;

before(async () => {
  up = await Up.start();
  events = eventsOfEveryKind(up.env);
  const producer = await connectAccount(up, 'producer');
  await publishAll(producer, events);
  await producer.close();
});

after(async () => {
  await up?.stop();
});

function connectCore() {
  return natsCore.wsconnect({
    servers: up.env.SERVERS,
    authenticator: natsCore.nkeyAuthenticator(bytes(up.env.NKEY_SEED)),
  });
}

async function fetchAll(consumer, count, deal) {
  const batch = await consumer.fetch({ max_messages: count, expires: 10_000 });
  const results = [];
  for await (const message of batch) {
    results.push(await deal(message));
    if (results.length === count) break;
  }
  return results;
}

test('the small stock consumer makes of each event what the guide says', async () => {
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [stockConsumer, '--until-idle'],
    { env: { ...up.env, DURABLE_NAME: 'small', CHEFS_API_URL: '' } },
  );

  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.deepEqual(
    stdout.toString().trimEnd().split('\n').map(JSON.parse),
    events.map(({ subject, body, report }, index) => ({
      chefs: 1,
      seq: index + 1,
      subject,
      sizeBytes: Buffer.byteLength(JSON.stringify(body)),
      source: body.meta.source,
      ...report,
    })),
  );
});

test('the small stock consumer does not read twice what it acknowledged', async () => {
  const { code, stdout } = await runProgram(
    process.execPath,
    [stockConsumer, '--until-idle'],
    { env: { ...up.env, DURABLE_NAME: 'small' } },
  );

  assert.equal(code, 0);
  assert.equal(stdout.toString(), '');
});

test('@nats-io 3 fetches, decrypts and acknowledges over WebSocket', async () => {
  const connection = await connectCore();
  const manager = await jetstream.jetstreamManager(connection);
  await manager.consumers.add('CHEFS', {
    durable_name: 'nats-io-3',
    ack_policy: jetstream.AckPolicy.Explicit,
    filter_subject: 'PRIVATE.forms.submission.created.>',
  });
  const consumer = await jetstream
    .jetstream(connection)
    .consumers.get('CHEFS', 'nats-io-3');

  const opened = await fetchAll(consumer, 2, async (message) => {
    const { payload } = message.json();
    assert.equal(await message.ackAck(), true);
    try {
      return new Cryptr(up.env.ENCRYPTION_KEY).decrypt(payload.data);
    } catch {
      return 'cannot decrypt';
    }
  });

  const { num_pending, num_ack_pending } = await consumer.info();
  await connection.close();
  assert.deepEqual(JSON.parse(opened[0]).id, 's-1');
  assert.equal(opened[1], 'cannot decrypt');
  assert.deepEqual({ num_pending, num_ack_pending }, {
    num_pending: 0,
    num_ack_pending: 0,
  });
});

test('nats 2 reads over TCP with the consumer account as well', async () => {
  const connection = await nats.connect({
    servers: up.ready.natsUrl,
    authenticator: nats.nkeyAuthenticator(bytes(up.env.NKEY_SEED)),
  });
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    durable_name: 'tcp',
    ack_policy: nats.AckPolicy.Explicit,
  });
  const consumer = await connection.jetstream().consumers.get('CHEFS', 'tcp');

  const subjects = await fetchAll(consumer, events.length, async (message) => {
    message.ack();
    return message.subject;
  });

  await connection.close();
  assert.deepEqual(
    subjects,
    events.map(({ subject }) => subject),
  );
});

test('a client that starts on a busy machine has ten seconds to log in', async () => {
  const server = await (await fetch(`${up.ready.monitoringUrl}/varz`)).json();

  assert.equal(server.auth_timeout, 10);
  assert.equal(server.websocket.handshake_timeout, 10e9);
});

test('what is not acknowledged is delivered again', async () => {
  const connection = await connectConsumer(up);
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    durable_name: 'again',
    ack_policy: nats.AckPolicy.Explicit,
    // Else the second message could come before the first comes again.
    max_ack_pending: 1,
  });
  const consumer = await connection.jetstream().consumers.get('CHEFS', 'again');

  const deliveries = [];
  for (const deal of ['nak', 'ack']) {
    deliveries.push(
      ...(await fetchAll(consumer, 1, async (message) => {
        message[deal]();
        const { seq, redelivered } = message;
        return { seq, redelivered };
      })),
    );
  }

  await connection.close();
  assert.deepEqual(deliveries, [
    { seq: 1, redelivered: false },
    { seq: 1, redelivered: true },
  ]);
});

test('a consumer starts from a sequence of its choice', async () => {
  const connection = await connectConsumer(up);
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    durable_name: 'from-5',
    ack_policy: nats.AckPolicy.Explicit,
    deliver_policy: nats.DeliverPolicy.StartSequence,
    opt_start_seq: 5,
  });
  const consumer = await connection.jetstream().consumers.get('CHEFS', 'from-5');

  const sequences = await fetchAll(consumer, 2, async (message) => message.seq);

  await connection.close();
  assert.deepEqual(sequences, [5, 6]);
});

test('several filters work on nats-server 2.10 and are refused before', async () => {
  const connection = await connectConsumer(up);
  const manager = await connection.jetstreamManager();
  const isOld = /^2\.[0-9]\./.test(connection.info.version);

  const added = manager.consumers.add('CHEFS', {
    durable_name: 'several',
    ack_policy: nats.AckPolicy.Explicit,
    filter_subjects: ['PUBLIC.forms.>', 'PRIVATE.forms.schema.>'],
  });
  const outcome = await added.then(
    ({ config }) => config.filter_subjects,
    (error) => error.message,
  );

  await connection.close();
  if (isOld) {
    assert.match(outcome, /filter_subjects/);
  } else {
    assert.deepEqual(outcome, ['PUBLIC.forms.>', 'PRIVATE.forms.schema.>']);
  }
});

test('a wrong seed is an authorization violation', async () => {
  const stranger = new TextDecoder().decode(nkeys.createUser().getSeed());
  const wrong = { ...up, env: { ...up.env, NKEY_SEED: stranger } };

  await assert.rejects(connectConsumer(wrong), {
    code: 'AUTHORIZATION_VIOLATION',
  });
});
