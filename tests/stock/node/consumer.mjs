// A small consumer of CHEFS events on stock clients: nats.ws and cryptr. It is
// set up by the environment alone (docs/consumer-guide.md, which says why it
// does what it does) and prints one JSON line for each message it has dealt
// with. With --until-idle it ends when nothing more is waiting, else on SIGTERM.
import { createHash } from 'node:crypto';

import Cryptr from 'cryptr';
import { AckPolicy, connect, nkeyAuthenticator } from 'nats.ws';
import WebSocket from 'ws';

// Node 18 and 20 have none of their own.
globalThis.WebSocket ??= WebSocket;

const env = process.env;
const untilIdle = process.argv.includes('--until-idle');
const stream = env.STREAM_NAME || 'CHEFS';
const durable = env.DURABLE_NAME || 'stock-consumer';
const keys = JSON.parse(env.ENCRYPTION_KEYS || '{}');
const apiKeys = JSON.parse(env.CHEFS_API_KEYS || '{}');

class TryLater extends Error {}

// Keys can be rotated, so a form's own key and the common one are both tried.
function open(sealed, formId) {
  for (const key of [keys[formId], env.ENCRYPTION_KEY]) {
    if (!key) continue;
    try {
      return new Cryptr(key).decrypt(sealed);
    } catch {
      // The tag did not verify: another key's event, or a changed one.
    }
  }
  return undefined;
}

async function download({ formId, submissionId }) {
  const password = apiKeys[formId];
  if (!env.CHEFS_API_URL || !password || !submissionId) return undefined;
  const login = Buffer.from(`${formId}:${password}`).toString('base64');
  const url = `${env.CHEFS_API_URL}/app/api/v1/submissions/${submissionId}`;
  const answer = await fetch(url, {
    headers: { authorization: `Basic ${login}` },
    signal: AbortSignal.timeout(10_000),
  }).catch((error) => {
    throw new TryLater(`no answer from ${url}: ${error.message}`);
  });
  if (answer.status >= 500 || answer.status === 429) {
    throw new TryLater(`${answer.status} from ${url}`);
  }
  return answer.ok ? answer.json() : undefined;
}

function parse(data) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
}

// What became of the event: the fields of one report line.
async function handle(data) {
  const event = parse(data);
  const meta = event?.meta;
  if (typeof meta !== 'object' || meta === null) return { outcome: 'invalid' };
  const ids = { source: meta.source, submissionId: meta.submissionId };
  if (meta.source !== env.SOURCE) return { outcome: 'ignored', ...ids };
  if (event.error) {
    const row = await download(meta);
    return { outcome: row ? 'recovered' : 'oversize', ...ids };
  }
  const sealed = event.payload?.data;
  if (sealed === undefined) return { outcome: 'processed', ...ids };
  if (typeof sealed !== 'string') return { outcome: 'invalid', ...ids };
  const plaintext = open(sealed, meta.formId);
  if (plaintext === undefined) return { outcome: 'undecryptable', ...ids };
  const plaintextSha256 = createHash('sha256').update(plaintext).digest('hex');
  return { outcome: 'processed', ...ids, plaintextSha256 };
}

async function deal(message) {
  try {
    const report = await handle(message.data);
    const { seq, subject, data } = message;
    const line = { chefs: 1, seq, subject, sizeBytes: data.length, ...report };
    console.log(JSON.stringify(line));
    await message.ackAck();
  } catch (error) {
    if (!(error instanceof TryLater)) throw error;
    console.error(`message ${message.seq} is left for later: ${error.message}`);
    message.nak(1_000);
  }
}

// A violation does not end the connection: it shows here alone.
async function reportTrouble(connection) {
  for await (const status of connection.status()) {
    console.error(`nats: ${status.type} ${status.data ?? ''}`);
  }
}

const connection = await connect({
  servers: env.SERVERS.split(','),
  authenticator: nkeyAuthenticator(new TextEncoder().encode(env.NKEY_SEED)),
  maxReconnectAttempts: -1,
});
reportTrouble(connection);
// Of a cluster that has just lost a server, a new durable's three may first have
// to elect: that takes longer than the 5 s which the client waits by itself.
const patient = { timeout: 20_000 };
const manager = await connection.jetstreamManager(patient);
await manager.consumers.add(stream, {
  durable_name: durable,
  ack_policy: AckPolicy.Explicit,
});
const jetstream = connection.jetstream(patient);
const consumer = await jetstream.consumers.get(stream, durable);

let stopping = false;
let batch;
process.once('SIGTERM', () => {
  stopping = true;
  batch?.stop();
});

async function anythingLeft() {
  const { num_pending, num_ack_pending } = await consumer.info();
  return num_pending + num_ack_pending > 0;
}

while (!stopping && (!untilIdle || (await anythingLeft()))) {
  batch = await consumer.fetch({ max_messages: 100, expires: 2_000 });
  for await (const message of batch) {
    await deal(message);
    if (stopping || (untilIdle && message.info.pending === 0)) break;
  }
}
await connection.drain();
