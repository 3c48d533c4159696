// Consumers that are wrong about events that were too large, and large ones.
import { setTimeout as wait } from "node:timers/promises";

import { die, TryLater } from "./endings.mjs";
import { isObject } from "./event_steps.mjs";

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
  "downloads-without-id"(steps) {
    steps.hasId = () => true;
  },
  "naks-error-without-id"(steps) {
    const { recover } = steps;
    steps.recover = function (meta, message) {
      if (!this.hasId(meta)) throw new TryLater("there is no submissionId");
      return recover.call(this, meta, message);
    };
  },
  "dies-on-error-without-id"(steps) {
    const { recover } = steps;
    steps.recover = function (meta, message) {
      if (!this.hasId(meta)) die("there is no submissionId");
      return recover.call(this, meta, message);
    };
  },
  "error-by-data-object"(steps) {
    steps.isOversize = ({ payload }) => isObject(payload.data);
  },
  "error-by-message-text"(steps) {
    steps.isOversize = ({ error }) => /exceeds maximum/.test(error?.message);
  },
  "error-by-size"(steps) {
    steps.isOversize = (_event, { subject, data }) =>
      subject.startsWith("PRIVATE.") && data.length < 900;
  },
  "dies-without-error-message"(steps) {
    steps.look = ({ error } = {}) =>
      error && error.message === undefined ? die("no message") : undefined;
  },
  "dies-on-odd-error"(steps) {
    steps.look = (event) =>
      event?.error && !isObject(event.error) ? die("error is no object") : undefined;
  },
  "error-before-source"(steps) {
    const { read } = steps;
    steps.read = async function (event, message) {
      if (isObject(event?.meta) && event.error) return this.recover(event.meta, message);
      return read.call(this, event, message);
    };
  },
  "recovered-before-download"(steps) {
    steps.recover = async function (meta) {
      setImmediate(() => this.ask(meta).catch(() => {}));
      return { outcome: "recovered" };
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
  "waits-for-api-for-ever"(steps) {
    steps.apiPatience = () => undefined;
  },
  "times-api-head-only"(steps) {
    steps.apiPatience = function () {
      this.headTimer = new AbortController();
      this.headTimeout = setTimeout(() => this.headTimer.abort(), 2_000);
      return this.headTimer.signal;
    };
    steps.onApiHead = function () {
      clearTimeout(this.headTimeout);
    };
  },
  "asks-api-ten-times"(steps) {
    const tries = new Map();
    const { isBusy, recover } = steps;
    steps.recover = function (meta, message) {
      tries.set(message.seq, (tries.get(message.seq) ?? 0) + 1);
      this.isBusy = (status) => tries.get(message.seq) < 10 && isBusy(status);
      return recover.call(this, meta, message);
    };
    steps.retryAfter = () => 1_500;
  },
  "asks-api-thrice-and-drops"(steps) {
    steps.recover = async function (meta) {
      for (let tries = 1; tries <= 3; ++tries) {
        const { row } = await this.ask(meta).catch(() => ({}));
        if (row) return { outcome: "recovered" };
        await wait(100);
      }
      return { outcome: "oversize" };
    };
  },
  "retries-503-only"(steps) {
    steps.isBusy = (status) => status === 503;
  },
  "takes-429-for-final"(steps) {
    steps.isBusy = (status) => status >= 500;
  },
  "takes-any-200"(steps) {
    steps.recover = async function (meta) {
      const answer = await this.ask(meta).catch(() => ({ status: 200 }));
      return { outcome: answer.status === 200 ? "recovered" : "oversize" };
    };
  },
  "dies-on-html"(steps) {
    const { ask } = steps;
    steps.ask = function (meta) {
      return ask.call(this, meta).catch((error) => die(error.message));
    };
  },
  "takes-any-json"(steps) {
    const { ask } = steps;
    steps.ask = async function (meta) {
      const { status, row } = await ask.call(this, meta);
      return { status, row: status === 200 ? (row ?? {}) : row };
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
