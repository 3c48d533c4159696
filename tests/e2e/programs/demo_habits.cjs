// A consumer with the habits of the published demo, and its flaws: CommonJS, a
// shimmed global WebSocket, nats.ws, a durable made with two settings alone, a
// fetch of two with client-side filters, one key, acknowledged whatever comes.
// Written for the tests; facts from bcgov/event-stream-service
// tools/pullConsumer.js. Prints a JSON line an event, and ends after as many
// events as its argument says.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const stock = createRequire(join(__dirname, '../../stock/node/package.json'));
globalThis.WebSocket = stock('ws');
const Cryptr = stock('cryptr');
const { AckPolicy, JSONCodec, connect, nkeyAuthenticator } = stock('nats.ws');

const { env } = process;
const wanted = Number(process.argv[2]);

function opened(event) {
  if (event.meta.source !== env.SOURCE) return 'another source';
  if (event.error) return `error ${event.error.code}`;
  if (!event.payload.data) return 'public';
  try {
    return JSON.parse(new Cryptr(env.ENCRYPTION_KEY).decrypt(event.payload.data));
  } catch {
    return 'cannot decrypt';
  }
}

async function main() {
  const connection = await connect({
    servers: env.SERVERS.split(','),
    reconnectTimeWait: 10_000,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(env.NKEY_SEED)),
  });
  const jetstream = connection.jetstream();
  const manager = await jetstream.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    ack_policy: AckPolicy.Explicit,
    durable_name: env.DURABLE_NAME,
  });
  const consumer = await jetstream.consumers.get('CHEFS', env.DURABLE_NAME);

  for (let count = 0; count < wanted; ) {
    const batch = await consumer.fetch({
      filterSubjects: ['PUBLIC.forms.>', 'PRIVATE.forms.>'],
      max_messages: 2,
    });
    for await (const m of batch) {
      const time = new Date(m.info.timestampNanos / 1_000_000).toISOString();
      const event = JSONCodec().decode(m.data);
      const line = { seq: m.seq, subject: m.subject, time, opened: opened(event) };
      console.log(JSON.stringify(line));
      m.ack();
      count += 1;
      if (count === wanted) break;
    }
  }
  await connection.drain();
}

main();
