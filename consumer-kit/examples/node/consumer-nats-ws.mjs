// A right consumer of CHEFS events in JavaScript, on the official client
// nats.ws 1 (the API of nats 2), over WebSocket with an NKey. For what is there
// already: a new consumer is better off with consumer.mjs, on the client's
// successor.
// Set up by the environment alone (docs/consumer-guide.md lists the names);
// prints a JSON line for each message it has dealt with. Copy it with
// event.mjs and cryptr.mjs. Ends on SIGTERM or SIGINT.
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import { AckPolicy, connect, DeliverPolicy, nanos, nkeyAuthenticator } from "nats.ws";
import WebSocket from "ws";

import { dealWith, Done, TryLater } from "./event.mjs";

const { env } = process;
const stream = env.STREAM_NAME || "CHEFS";
const durable = env.DURABLE_NAME || "chefs-example-node";
const filters = (env.FILTER_SUBJECTS || "").split(",").filter(Boolean);

const BATCH = 32;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;

// Node before 22 has no WebSocket, and Node's own takes no options. On a link that
// is dead, nobody answers the goodbye: `ws` would wait for it for 30 s.
const ca = env.CHEFS_CA_FILE ? readFileSync(env.CHEFS_CA_FILE) : undefined;
globalThis.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url, { ca, closeTimeout: 2_000 });
  }
};

// The first signal: take no more, finish what is in hand. `batch` is what is
// being waited for when nothing is in hand.
const stopping = new AbortController();
const done = new Done(env.DONE_FILE);
let batch;
let isBusy = false;
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => {
    stopping.abort();
    if (!isBusy) batch?.stop();
  });
}

function log(text) {
  console.error(`consumer: ${text}`);
}

// What the durable is made with, the first time. What is not acknowledged within
// ack_wait comes again: longer than the slowest event takes.
function wantedConfig() {
  const config = {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(Number(env.ACK_WAIT_MS || 30_000)),
  };
  if (filters.length === 1) config.filter_subject = filters[0];
  // Several need nats-server 2.10; an older one answers with an error.
  if (filters.length > 1) config.filter_subjects = filters;
  if (env.START_SEQUENCE) {
    config.deliver_policy = DeliverPolicy.StartSequence;
    config.opt_start_seq = Number(env.START_SEQUENCE);
  } else if (env.START_TIME) {
    config.deliver_policy = DeliverPolicy.StartTime;
    config.opt_start_time = env.START_TIME;
  }
  return config;
}

// A durable that exists is used as it is: the server knows how far we are.
// Asking about it before making it keeps a restart from changing it. But not if it
// was made with other filters: what we are to read now would never come.
async function findOrMakeDurable(manager) {
  let found;
  try {
    found = await manager.consumers.info(stream, durable);
  } catch (error) {
    if (error.api_error?.err_code !== 10014) throw error;  // "consumer not found"
    return await manager.consumers.add(stream, wantedConfig());
  }
  const { filter_subject: one, filter_subjects: several = [one].filter(Boolean) } = found.config;
  if (String(several) === String(filters)) return found;
  throw new Error(`${durable} has the filters [${several}], not [${filters}]: delete it, or take another name`);
}

// The stream discards its oldest when it is full; whoever comes too late sees
// only a sequence that jumps. Take the forms' state from the CHEFS API then.
function tellGap(from, to) {
  if (to < from) return;
  console.log(JSON.stringify({ chefs: 1, notice: "gap", from, to }));
}

async function firstInStream(manager) {
  return (await manager.streams.info(stream)).state.first_seq;
}

// One message, from work to acknowledgement. Never throws for what it holds.
async function handle(message) {
  const { redeliveryCount: times } = message.info;  // 1: the first time
  try {
    await dealWith(message, done);
    message.ack();  // after the work: what dies before it is delivered again
  } catch (error) {
    const later = Math.min(500 * 2 ** (times - 1), 60_000);
    log(`message ${message.seq}, attempt ${times}: ${error.message}`);
    // A fault of ours that stays would bring it back for ever.
    if (!(error instanceof TryLater) && times >= 5) message.term();
    else message.nak(later);
  }
}

async function consume(connection) {
  const manager = await connection.jetstreamManager({ checkAPI: false });
  const info = await findOrMakeDurable(manager);
  log(`reading ${stream} as ${durable}, ${info.num_pending} waiting`);
  const begin = await firstInStream(manager);
  tellGap(info.ack_floor.stream_seq + 1, begin - 1);
  let last = Math.max(info.delivered.stream_seq, begin - 1);

  const consumer = await connection.jetstream().consumers.get(stream, durable);
  while (!stopping.signal.aborted && !connection.isClosed()) {
    // Waits at the server, for 30 s; each message comes when it is there. The
    // heartbeats of an empty wait tell a silent server from a silent stream.
    batch = await consumer.fetch({ max_messages: BATCH, expires: 30_000, idle_heartbeat: 5_000 });
    if (stopping.signal.aborted) batch.stop();
    let known;  // where the stream begins; asked for once a batch
    for await (const message of batch) {
      isBusy = true;
      if (message.seq > last + 1) {
        // With a filter, what lies between may just not have been for us.
        known ??= filters.length > 0 ? await firstInStream(manager) : Infinity;
        tellGap(last + 1, Math.min(known, message.seq) - 1);
      }
      last = Math.max(last, message.seq);
      // What has come and is not begun goes back at once, for the next run.
      if (stopping.signal.aborted) message.nak();
      else await handle(message);
      isBusy = false;
      if (stopping.signal.aborted && batch.getPending() === 0) break;
    }
  }
  // Asked about, the server forgets the request that we leave behind, instead
  // of answering it with an event that nobody reads (nats-server 2.9).
  if (stopping.signal.aborted) await consumer.info();
}

async function logTrouble(connection) {
  for await (const { type, data } of connection.status()) {
    if (type === "error") log(String(data));
  }
}

// One connection, until it ends. The client could connect again by itself, but
// not with a wait that grows; and it would go to addresses that the cluster
// names, which behind a router lead nowhere.
async function runOnce() {
  const connection = await connect({
    servers: env.SERVERS.split(","),
    authenticator: nkeyAuthenticator(new TextEncoder().encode(env.NKEY_SEED)),
    name: durable,
    reconnect: false,
    ignoreClusterUpdates: true,
    timeout: 10_000,
    pingInterval: 10_000,  // a link that is dead without a word is noticed
    maxPingOut: 2,
  });
  logTrouble(connection);
  // A batch would wait for its 30 s, connection or not.
  connection.closed().then(() => batch?.stop());
  try {
    await consume(connection);
    await connection.drain();  // sends the last acknowledgements
  } finally {
    await connection.close();
  }
}

for (const name of ["SERVERS", "NKEY_SEED"]) {
  if (env[name]) continue;
  log(`${name} is not set`);
  process.exit(2);
}
let waitMs = FIRST_WAIT_MS;
while (!stopping.signal.aborted) {
  const started = Date.now();
  try {
    await runOnce();
  } catch (error) {
    log(error.message);
  }
  if (stopping.signal.aborted) break;
  if (Date.now() - started > LONGEST_WAIT_MS) waitMs = FIRST_WAIT_MS;
  // Half of the wait is chance, so that a hundred consumers do not all come
  // back at once.
  const pause = waitMs * (0.5 + Math.random() / 2);
  log(`connecting again in ${Math.round(pause)} ms`);
  await wait(pause, null, { signal: stopping.signal }).catch(() => {});
  waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
}
process.exit(0);  // what a socket may still wait for is nothing to us
