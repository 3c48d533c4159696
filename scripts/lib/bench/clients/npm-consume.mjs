// usage: npm-consume.mjs URL NKEY-FILE COUNT [FILTER]
// Reads with npm nats.ws: a durable pull consumer that parses each event, opens
// it with npm cryptr if ENCRYPTION_KEY is set, and acknowledges it.
import { Cryptr, natsWs } from '../../../../tests/stock/node/clients.mjs';
import { overWebSocket, timed } from './connect.mjs';

const [url, nkeyFile, countText, filter] = process.argv.slice(2);
const count = Number(countText);
const key = process.env.ENCRYPTION_KEY;
const cryptr = key ? new Cryptr(key) : undefined;
const name = `bench-${process.pid}`;

const connection = await overWebSocket(url, nkeyFile);
const manager = await connection.jetstreamManager();
await manager.consumers.add('CHEFS', {
  durable_name: name,
  ack_policy: natsWs.AckPolicy.Explicit,
  ...(filter ? { filter_subject: filter } : {}),
});
const consumer = await connection.jetstream().consumers.get('CHEFS', name);
await timed(count, async () => {
  let left = count;
  const messages = await consumer.consume({ max_messages: 256 });
  for await (const message of messages) {
    const event = message.json();
    if (cryptr && typeof event.payload.data === 'string') {
      JSON.parse(cryptr.decrypt(event.payload.data));
    }
    message.ack();
    left -= 1;
    if (left === 0) break;
  }
  await connection.flush();
});
await manager.consumers.delete('CHEFS', name);
await connection.close();
