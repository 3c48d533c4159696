// usage: npm-publish.mjs pipelined|each URL NKEY-FILE SUBJECT COUNT BYTES
// Publishes with npm nats: many in flight, or a connection for each message.
import { overTcp, timed } from './connect.mjs';

const [how, url, nkeyFile, subject, countText, bytesText] = process.argv.slice(2);
const count = Number(countText);
const payload = new Uint8Array(Number(bytesText)).fill(120);
const inFlight = 512;

async function pipelined() {
  const connection = await overTcp(url, nkeyFile);
  const jetstream = connection.jetstream();
  await timed(count, async () => {
    const waiting = [];
    for (let i = 0; i < count; i += 1) {
      if (waiting.length >= inFlight) await waiting.shift();
      waiting.push(jetstream.publish(subject, payload));
    }
    await Promise.all(waiting);
  });
  await connection.close();
}

async function each() {
  await timed(count, async () => {
    for (let i = 0; i < count; i += 1) {
      const connection = await overTcp(url, nkeyFile);
      await connection.jetstream().publish(subject, payload);
      await connection.close();
    }
  });
}

await (how === 'each' ? each() : pipelined());
