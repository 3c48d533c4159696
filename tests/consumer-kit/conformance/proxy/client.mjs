// A stock client that tells each thing it sees as a JSON line, for the tests of
// the fault proxy. Its environment: SERVERS, NKEY_SEED, EXPECT (how many
// different messages to see and acknowledge), and perhaps RECONNECT=true,
// WORKING=true (it says first that it works on a message),
// PING_MS (how often it pings), NATS=true for nats:// instead of ws://.
// It ends when it has seen all, or when its connection is over.
import { nats, natsWs, WebSocket } from '../../../stock/node/clients.mjs';

const env = process.env;
const kDelivery = /\$JS\.ACK\.CHEFS\.client\.\d+\.(\d+)\./g;
const tell = (what) => console.log(JSON.stringify(what));

globalThis.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    this.on('open', () => tell({ open: true }));
    // Before the NATS client, which passes over what waits when it closes.
    this.on('message', (data) => {
      const text = Buffer.from(data).toString('latin1');
      for (const [, sequence] of text.matchAll(kDelivery)) {
        tell({ arrived: Number(sequence) });
      }
    });
    this.on('close', (code) => tell({ close: code }));
  }
};

const client = env.NATS ? nats : natsWs;
const reconnects = env.RECONNECT === 'true';
const connection = await client
  .connect({
    servers: env.SERVERS.split(','),
    authenticator: client.nkeyAuthenticator(
      new TextEncoder().encode(env.NKEY_SEED),
    ),
    reconnect: reconnects,
    waitOnFirstConnect: reconnects,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 20,
    timeout: 2_000,
    ...(env.PING_MS && { pingInterval: Number(env.PING_MS), maxPingOut: 1 }),
  })
  .catch((error) => {
    tell({ failed: error.message });
    process.exit(1);
  });
tell({ connected: true });

const manager = await connection.jetstreamManager();
await manager.consumers.add('CHEFS', {
  durable_name: 'client',
  ack_policy: 'explicit',
  ack_wait: 500_000_000,
});
const consumer = await connection
  .jetstream()
  .consumers.get('CHEFS', 'client');

const seen = new Set();
let finish;
const all = new Promise((resolve) => (finish = resolve));

async function isAllAcknowledged() {
  if (seen.size < Number(env.EXPECT)) return false;
  const info = await consumer.info().catch(() => undefined);
  return info?.num_ack_pending === 0;
}

await consumer.consume({
  max_messages: 50,
  expires: 2_000,
  async callback(message) {
    tell({ seq: message.seq });
    seen.add(message.seq);
    if (env.WORKING === 'true') message.working();
    // By request, so that the next step comes after it; one that is lost is
    // seen by the message's coming again.
    await message.ackAck({ timeout: 400 }).catch(() => false);
    if (await isAllAcknowledged()) finish();
  },
});

await Promise.race([all, connection.closed()]);
await Promise.race([connection.close(), connection.closed()]);
process.exit(0);
