// Consumers that are wrong about events that were too large, and large ones.
import { setTimeout as wait } from "node:timers/promises";

import { die } from "./endings.mjs";

// Asks again and again, beside the other work, until the test accepts a status.
function asksUntil(isEnough, pauseMs) {
  return (steps) => {
    steps.recover = async function (meta) {
      let answer = await this.ask(meta);
      while (!isEnough(answer.status)) {
        await wait(pauseMs);
        answer = await this.ask(meta);
      }
      return { outcome: answer.row ? "recovered" : "oversize" };
    };
    const { handle } = steps;
    steps.handle = function (message, reader) {
      const isError = this.parse(message.data)?.error !== undefined;
      const handled = handle.call(this, message, reader);
      return isError ? undefined : handled;
    };
  };
}

export const sizeBugs = {
  "dies-on-error-event"(steps) {
    steps.look = (event) => (event?.error ? die("an error event") : undefined);
  },
  "decrypts-empty-object"(steps) {
    steps.recover = async function (meta) {
      return this.undecryptable(meta);
    };
  },
  "loses-submission-id"(steps) {
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      const { submissionId, ...ids } = idsOf.call(this, meta);
      return ids;
    };
  },
  "knows-one-error-code"(steps) {
    steps.look = (event) => {
      const code = event?.error?.code;
      if (code !== undefined && code !== "MAX_MSG_SIZE") die("data is no text");
      return undefined;
    };
  },
  "small-buffer"(steps) {
    const { socketOptions } = steps;
    steps.socketOptions = function () {
      return { ...socketOptions.call(this), maxPayload: 512 * 1024 };
    };
  },
  "skips-submission-after-error"(steps) {
    const tooLarge = new Set();
    steps.look = (event) => {
      const id = event?.meta?.submissionId;
      if (event?.error) tooLarge.add(id);
      else if (tooLarge.has(id)) return { outcome: "ignored" };
      return undefined;
    };
  },
  "never-recovers"(steps) {
    steps.recover = async () => ({ outcome: "oversize" });
  },
  "api-with-wrong-user"(steps) {
    steps.apiUser = ({ submissionId }) => submissionId;
  },
  "asks-api-for-ever": asksUntil((status) => status === 200, 50),
  "gives-up-on-503"(steps) {
    steps.recover = async function (meta) {
      const { row } = await this.ask(meta);
      return { outcome: row ? "recovered" : "oversize" };
    };
  },
  "hammers-api": asksUntil((status) => status !== 503, 20),
  "acks-before-download"(steps) {
    const { recover } = steps;
    steps.recover = function (meta, message) {
      message.ack();
      return recover.call(this, meta, message);
    };
  },
  "trusts-truncated-answer"(steps) {
    const { ask } = steps;
    steps.ask = async function (meta) {
      return ask.call(this, meta).catch(() => ({ status: 200, row: { id: meta.submissionId } }));
    };
  },
  "asks-api-for-all"(steps) {
    const { read } = steps;
    steps.read = async function (event, message) {
      if (event?.meta?.submissionId && !event.error) await this.ask(event.meta);
      return read.call(this, event, message);
    };
  },
  "asks-api-thrice"(steps) {
    const { ask } = steps;
    steps.ask = async function (meta) {
      await ask.call(this, meta);
      await ask.call(this, meta);
      return ask.call(this, meta);
    };
  },
};
