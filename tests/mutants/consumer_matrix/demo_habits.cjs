// A consumer with the habits of the published demo: nats.ws, a durable made with
// two settings, a batch every five seconds, no filter on the source, one key,
// acknowledged whatever comes, printed. Written for the tests; facts from
// bcgov/event-stream-service tools/pullConsumer.js@054e25e. It prints in the form
// of report lines, so that the suite can see what it takes for its own.
const { createHash } = require('node:crypto');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const stock = createRequire(join(__dirname, '../../stock/node/package.json'));
globalThis.WebSocket = stock('ws');
const Cryptr = stock('cryptr');
const { AckPolicy, JSONCodec, connect, nkeyAuthenticator } = stock('nats.ws');

const { env } = process;
const EVERY_MS = 5_000;
const BATCH = 2;

function print(m) {
  const report = { chefs: 1, seq: m.seq, outcome: 'processed' };
  try {
    const event = JSONCodec().decode(m.data);
    report.submissionId = event.meta.submissionId;
    if (event.error) {
      report.outcome = 'oversize';
    } else if (event.payload.data) {
      const text = new Cryptr(env.ENCRYPTION_KEY).decrypt(event.payload.data);
      report.plaintextSha256 = createHash('sha256').update(text).digest('hex');
    }
  } catch (error) {
    report.outcome = 'undecryptable';
    console.error(`Error printing message: ${error.message}`);
  }
  console.log(JSON.stringify(report));
}

async function pull(consumer) {
  const batch = await consumer.fetch({ max_messages: BATCH });
  for await (const m of batch) {
    print(m);
    m.ack();
  }
}

async function main() {
  const connection = await connect({
    servers: env.SERVERS.split(','),
    reconnectTimeWait: 10_000,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(env.NKEY_SEED)),
  });
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    ack_policy: AckPolicy.Explicit,
    durable_name: env.DURABLE_NAME,
  });
  const consumer = await connection
    .jetstream()
    .consumers.get('CHEFS', env.DURABLE_NAME);
  setInterval(() => pull(consumer), EVERY_MS);
}

main();
