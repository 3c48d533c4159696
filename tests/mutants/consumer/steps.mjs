// A right consumer, cut into steps, so that each wrong one can be written as the
// one step that it gets wrong. What a step is for stands here; the order in
// which they are taken is in flow.mjs. Not an example to copy: see
// consumer-kit/examples/node.
// Why: docs/decisions/0121.
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import { jetstream, natsCore, WebSocket } from "../../stock/node/current_client.mjs";
import { TryLater } from "./endings.mjs";
import { eventSteps } from "./event_steps.mjs";

const { AckPolicy, DeliverPolicy } = jetstream;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

export function rightSteps(env) {
  return {
    ...settings(env),
    ...connectionSteps(),
    ...durableSteps(),
    ...readingSteps(),
    ...eventSteps(env),
  };
}

function settings(env) {
  return {
    servers: env.SERVERS.split(","),
    seed: env.NKEY_SEED,
    ca: env.CHEFS_CA_FILE ? readFileSync(env.CHEFS_CA_FILE) : undefined,
    stream: env.STREAM_NAME || "CHEFS",
    durable: env.DURABLE_NAME || "mutant",
    filters: (env.FILTER_SUBJECTS || "").split(",").filter(Boolean),
    startSequence: env.START_SEQUENCE && Number(env.START_SEQUENCE),
    startTime: env.START_TIME,
    ackWaitMs: Number(env.ACK_WAIT_MS || 30_000),
    batchSize: 100,
    requestTimeoutMs: 5_000,
    // How many connections there were.
    connections: 0,
    stopping: new AbortController(),
    isStopping() {
      return this.stopping.signal.aborted;
    },
    // For as long as it takes until the program is told to stop.
    async untilStopped() {
      while (!this.isStopping()) await this.rest(1_000_000);
    },
    async rest(ms) {
      const { signal } = this.stopping;
      await wait(ms, undefined, { signal }).catch(() => {});
    },
    async atStart() {},
    onSignal() {
      this.stopping.abort();
    },
  };
}

function connectionSteps() {
  return {
    authenticator() {
      return natsCore.nkeyAuthenticator(new TextEncoder().encode(this.seed));
    },
    connectOptions() {
      return {
        servers: this.servers,
        authenticator: this.authenticator(),
        name: this.durable,
        reconnect: false,
        ignoreClusterUpdates: true,
        timeout: 10_000,
        pingInterval: 10_000,
        maxPingOut: 2,
      };
    },
    socketOptions() {
      return { ca: this.ca, closeTimeout: 2_000 };
    },
    onSocketClosed(_code) {},
    async beforeConnect() {},
    async connect() {
      globalThis.WebSocket = socketClass(this);
      return natsCore.wsconnect(this.connectOptions());
    },
    async afterConnect(_connection) {},
    // Before the next connection; `error` is why there is none now.
    async pause(tries, _error) {
      const longest = Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
      await this.rest(longest * (0.5 + Math.random() / 2));
    },
  };
}

function socketClass(steps) {
  return class extends WebSocket {
    constructor(url) {
      super(url, steps.socketOptions());
      this.on("close", (code) => steps.onSocketClosed(code));
    }

    send(data) {
      const { onSend } = steps;
      const sent = onSend ? onSend(data) : data;
      if (sent !== undefined) super.send(sent);
    }

    set onmessage(listener) {
      const { onFrame } = steps;
      super.onmessage = onFrame
        ? ({ data }) => listener({ data: onFrame(data) })
        : listener;
    }
  };
}

function durableSteps() {
  return {
    durableConfig() {
      const config = {
        durable_name: this.durable,
        ack_policy: AckPolicy.Explicit,
        ack_wait: natsCore.nanos(this.ackWaitMs),
      };
      if (this.filters.length === 1) config.filter_subject = this.filters[0];
      if (this.filters.length > 1) config.filter_subjects = this.filters;
      if (this.startSequence) {
        config.deliver_policy = DeliverPolicy.StartSequence;
        config.opt_start_seq = this.startSequence;
      } else if (this.startTime) {
        config.deliver_policy = DeliverPolicy.StartTime;
        config.opt_start_time = this.startTime;
      }
      return config;
    },
    async findOrMakeDurable(manager) {
      const found = await this.findDurable(manager);
      if (found) this.checkDurable(found);
      return found ?? this.makeDurable(manager);
    },
    // What was made with other filters sends other events.
    checkDurable({ config }) {
      const filters = config.filter_subjects ?? [config.filter_subject].filter(Boolean);
      if (String(filters) === String(this.filters)) return;
      throw new Error(`the durable has the filters ${filters}, not ${this.filters}`);
    },
    async findDurable(manager) {
      try {
        return await manager.consumers.info(this.stream, this.durable);
      } catch (error) {
        if (error.code !== 10014) throw error;
        return undefined;
      }
    },
    makeDurable(manager) {
      return manager.consumers.add(this.stream, this.durableConfig());
    },
    tellGap(from, to) {
      if (to < from) return;
      console.log(JSON.stringify({ chefs: 1, notice: "gap", from, to }));
    },
    // The last sequence that was seen, from what the server knows of it.
    async lastSeen(manager, info) {
      const { state } = await manager.streams.info(this.stream);
      this.tellGap(info.ack_floor.stream_seq + 1, state.first_seq - 1);
      return Math.max(info.delivered.stream_seq, state.first_seq - 1);
    },
  };
}

function readingSteps() {
  return {
    async readAll(reader) {
      const { connection } = reader;
      while (!this.isStopping() && !connection.isClosed()) {
        const batch = await this.takeBatch(reader);
        if (batch.length > 0) await this.workOnBatch(batch, reader);
        await this.afterBatch(reader);
      }
    },
    // What is at hand, in one piece; waits at the server for the first.
    async takeBatch(reader) {
      reader.fetch ??= await this.startFetch(reader);
      const batch = [];
      while (batch.length < this.batchSize) {
        const { value, done } = await reader.messages.next();
        if (done) reader.fetch = undefined;
        if (done) break;
        batch.push(value);
        if (value.info.pending === 0) break;
      }
      return batch;
    },
    async startFetch(reader) {
      const fetch = await reader.consumer.fetch({
        max_messages: this.batchSize,
        expires: 30_000,
        idle_heartbeat: 5_000,
      });
      reader.messages = fetch[Symbol.asyncIterator]();
      if (this.isStopping()) fetch.stop();
      return fetch;
    },
    async afterBatch(_reader) {},
    order(batch) {
      return batch;
    },
    async workOnBatch(batch, reader) {
      reader.isBusy = true;
      for (const message of this.order(batch)) {
        if (this.isStopping()) this.giveBack(message);
        else await this.handle(message, reader);
      }
      reader.isBusy = false;
    },
    giveBack(message) {
      message.nak();
    },
    async handle(message, reader) {
      await this.noticeGap(message, reader);
      if (this.done.has(message.seq)) return this.onRepeated(message);
      await this.beforeWork(message);
      let report;
      try {
        report = await this.dealWith(message);
      } catch (error) {
        if (!(error instanceof TryLater)) throw error;
        return message.nak(this.retryAfter(message));
      }
      this.done.add(message.seq);
      this.report({ chefs: 1, seq: message.seq, ...report });
      await this.afterWork(message, report);
    },
    retryAfter({ info }) {
      return Math.min(500 * 2 ** (info.deliveryCount - 1), 60_000);
    },
    done: new Set(),
    async noticeGap({ seq }, reader) {
      if (seq > reader.last + 1) {
        const first = this.filters.length > 0 ? await reader.firstInStream() : seq;
        this.tellGap(reader.last + 1, Math.min(first, seq) - 1);
      }
      reader.last = Math.max(reader.last, seq);
    },
    async beforeWork(_message) {},
    async afterWork(message, _report) {
      message.ack();
    },
    onRepeated(message) {
      message.ack();
    },
    report(line) {
      console.log(JSON.stringify(line));
    },
  };
}
