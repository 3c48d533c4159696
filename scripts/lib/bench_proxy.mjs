// What scripts/bench.d/proxy measures. The subscriber reads frames from the
// socket and counts bytes: a client that parses would be the slowest part of
// both ways, and hide the proxy.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { nkeys } from '../../tests/stock/node/clients.mjs';
import { bytes, connectAccount, connectConsumer } from '../../tests/e2e/lib/stock.mjs';
import { Up } from '../../tests/e2e/lib/up.mjs';

const kRuns = 15;
// Less than the 64 MB that a server holds back for one client: a busy machine is
// not to end the connection of a slow consumer.
const kMessages = 50_000;
const kMessageBytes = 1_024;
const kPings = 2_000;
const kSubject = 'PUBLIC.forms.submission.created.bench';
const kInbox = '_INBOX.bench';
let benches = 0;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function masked(text) {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x82, 0x80 | payload.length])
      : Buffer.from([0x82, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

// A WebSocket that has logged in and subscribed, its bytes as they come.
async function subscriber(url, seed) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  let text = '';
  const heard = async (word) => {
    while (!text.includes(word)) {
      const [chunk] = await once(socket, 'data');
      text += chunk.toString('latin1');
    }
  };
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\n` +
      'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      `Sec-WebSocket-Key: ${createHash('md5').update('bench').digest('base64')}\r\n\r\n`,
  );
  await heard('"nonce":"');
  const nonce = text.match(/"nonce":"([^"]+)"/)[1];
  const pair = nkeys.fromSeed(bytes(seed));
  const sig = Buffer.from(pair.sign(bytes(nonce))).toString('base64url');
  const login = JSON.stringify({
    nkey: pair.getPublicKey(), sig, verbose: false, pedantic: false, protocol: 1,
  });
  socket.write(masked(`CONNECT ${login}\r\nSUB ${kInbox} 1\r\nPING\r\n`));
  await heard('PONG');
  return socket;
}

// What one pull for all of it takes: the server delivers as fast as it can.
async function throughput(up, url) {
  const durable = `bench-${++benches}`;
  const connection = await connectConsumer(up);
  const manager = await connection.jetstreamManager();
  await manager.consumers.add('CHEFS', {
    durable_name: durable, ack_policy: 'none',
  });
  const socket = await subscriber(url, up.env.NKEY_SEED);
  const expected = kMessages * kMessageBytes;
  const received = new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('the server hung up')));
    let count = 0;
    socket.on('data', (chunk) => {
      count += chunk.length;
      if (count >= expected) resolve();
    });
  });
  const pull = JSON.stringify({ batch: kMessages, expires: 60_000_000_000 });
  const begun = performance.now();
  socket.write(
    masked(
      `PUB $JS.API.CONSUMER.MSG.NEXT.CHEFS.${durable} ${kInbox} ` +
        `${pull.length}\r\n${pull}\r\n`,
    ),
  );
  await received;
  const seconds = (performance.now() - begun) / 1_000;
  socket.destroy();
  await manager.consumers.delete('CHEFS', durable);
  await connection.close();
  return kMessages / seconds;
}

async function fill(up) {
  const producer = await connectAccount(up, 'producer');
  const payload = new Uint8Array(kMessageBytes).fill(0x78);
  for (let i = 0; i < kMessages; i += 1) {
    producer.publish(kSubject, payload);
    if (i % 1_000 === 999) await producer.flush();
  }
  const manager = await producer.jetstreamManager();
  while ((await manager.streams.info('CHEFS')).state.messages < kMessages);
  await producer.close();
}

async function latency(up, url) {
  const connection = await connectConsumer({ env: { ...up.env, SERVERS: url } });
  const times = [];
  for (let i = 0; i < kPings; i += 1) {
    const begun = performance.now();
    await connection.flush();
    times.push(performance.now() - begun);
  }
  await connection.close();
  return median(times);
}

async function both(measure, up) {
  const ours = [];
  const baseline = [];
  for (let run = 0; run < kRuns; run += 1) {
    baseline.push(await measure(up, up.ready.websocketUrl));
    ours.push(await measure(up, up.ready.proxyUrls[0]));
  }
  return { ours: median(ours), baseline: median(baseline) };
}

function report(name, unit, { ours, baseline }, goal) {
  const round = (value) => Number(value.toPrecision(4));
  console.log(
    JSON.stringify({
      name, unit, ours: round(ours), baseline: round(baseline),
      ratio: round(ours / baseline), goal,
    }),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'chefs-mock-bench-'));
writeFileSync(join(folder, 'faults.json'), '[]');
const up = await Up.start(
  '--faults', join(folder, 'faults.json'),
  '--max-msgs', 'unlimited', '--max-bytes', 'unlimited',
);
try {
  await fill(up);
  report('proxy throughput', 'messages/s', await both(throughput, up), { of: 'ratio', atLeast: 0.8 });
  report('proxy round trip', 'ms', await both(latency, up), { of: 'added', atMost: 1 });
} finally {
  await up.stop();
  rmSync(folder, { recursive: true });
}
