// Consumers that read, acknowledge, order or stop wrongly.
import { die } from "./endings.mjs";

// Stops reading once the test is true after a batch; the program goes on.
function readsUntil(isEnough) {
  return (steps) => {
    steps.afterBatch = async function (reader) {
      if (isEnough(reader)) await this.untilStopped();
    };
  };
}

export const deliveryBugs = {
  "never-acks"(steps) {
    steps.afterWork = async () => {};
  },
  "forgets-last-of-batch"(steps) {
    let last;
    const { order, afterWork } = steps;
    steps.order = function (batch) {
      last = batch.at(-1);
      return order.call(this, batch);
    };
    steps.afterWork = async function (message, report) {
      if (message !== last) await afterWork.call(this, message, report);
    };
  },
  "acks-first"(steps) {
    steps.beforeWork = async (message) => message.ack();
    steps.afterWork = async () => {};
  },
  "acks-batch-first"(steps) {
    steps.order = (batch) => {
      for (const message of batch) message.ack();
      return batch;
    };
    steps.afterWork = async () => {};
  },
  "reads-once": readsUntil(() => true),
  "one-batch-only": readsUntil(() => true),
  "drops-beyond-100"(steps) {
    let kept = 0;
    const { handle } = steps;
    steps.handle = async function (message, reader) {
      if (++kept <= 100) await handle.call(this, message, reader);
    };
  },
  "works-in-parallel"(steps) {
    steps.workOnBatch = async function (batch, reader) {
      await Promise.all(batch.map((message) => this.handle(message, reader)));
    };
  },
  "sorts-by-clock"(steps) {
    steps.order = function (batch) {
      const clock = (message) => this.parse(message.data)?.meta?.timestamp ?? "";
      return [...batch].sort((a, b) => (clock(a) < clock(b) ? -1 : 1));
    };
  },
  "ignores-sigterm"(steps) {
    steps.onSignal = () => {};
  },
  "fails-on-sigterm"(steps) {
    steps.onSignal = () => die("told to stop");
  },
  "acks-all-on-sigterm"(steps) {
    steps.giveBack = (message) => message.ack();
  },
  "drops-redelivered"(steps) {
    const { handle } = steps;
    steps.handle = async function (message, reader) {
      if (message.redelivered) message.ack();
      else await handle.call(this, message, reader);
    };
  },
  "processes-twice"(steps) {
    steps.done = { has: () => false, add() {} };
  },
  "remembers-the-last-only"(steps) {
    let last;
    steps.done = { has: (seq) => seq === last, add: (seq) => void (last = seq) };
  },
  "forgets-on-reconnect"(steps) {
    const { beforeConnect } = steps;
    steps.beforeConnect = async function () {
      this.done = new Set();
      return beforeConnect.call(this);
    };
  },
  "ignores-redelivered"(steps) {
    steps.onRepeated = () => {};
  },
  "naks-bad-for-ever"(steps) {
    const { afterWork } = steps;
    const bad = new Set();
    steps.afterWork = function (message, report) {
      const isBad = ["invalid", "undecryptable"].includes(report.outcome);
      if (!isBad) return afterWork.call(this, message, report);
      bad.add(message.seq);
      return message.nak();
    };
    steps.onRepeated = (message) =>
      bad.has(message.seq) ? message.nak() : message.ack();
  },
  "treats-gap-as-nothing"(steps) {
    steps.tellGap = () => {};
  },
  "waits-for-missing-sequence"(steps) {
    let isMissing = false;
    const { handle } = steps;
    steps.tellGap = (from, to) => {
      if (from <= to) isMissing = true;
    };
    steps.handle = async function (message, reader) {
      await this.noticeGap(message, reader);
      if (!isMissing) await handle.call(this, message, reader);
    };
  },
};
