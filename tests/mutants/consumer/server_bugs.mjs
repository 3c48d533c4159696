// Consumers that do not get over what a server, or what is between, does to
// them while they run.
import { die } from "./endings.mjs";

const MEBIBYTE = 1024 * 1024;

// What is done in place of making the durable a second time.
function withoutDurable(react) {
  return (steps) => {
    const { makeDurable } = steps;
    let isMade = false;
    steps.makeDurable = async function (manager) {
      if (isMade) await react(this);
      isMade = true;
      return makeDurable.call(this, manager);
    };
  };
}

const isRefusal = (error) => /authorization/i.test(error?.message);

// What is done at a permissions violation, of which the server tells besides.
function atViolation(react) {
  return (steps) => {
    steps.afterConnect = async function (connection) {
      const listen = async () => {
        for await (const { error } of connection.status())
          if (/permissions violation/i.test(error?.message)) react(this);
      };
      listen().catch(() => {});
    };
  };
}

export const serverBugs = {
  "idles-without-durable": withoutDurable((steps) => steps.untilStopped()),
  "ends-well-without-durable": withoutDurable(() => process.exit(0)),
  "dies-at-jump"(steps) {
    let last;
    steps.beforeWork = async ({ seq }) => {
      if (last !== undefined && seq > last + 1) die(`expected ${last + 1}`);
      last = Math.max(last ?? 0, seq);
    };
  },
  "stops-at-second-refusal"(steps) {
    const { pause } = steps;
    let refusals = 0;
    steps.pause = async function (tries, error) {
      refusals = isRefusal(error) ? refusals + 1 : 0;
      if (refusals >= 2) await this.untilStopped();
      return pause.call(this, tries, error);
    };
  },
  "ends-when-refused-again"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (this.connections > 0 && isRefusal(error)) die("refused");
      return pause.call(this, tries, error);
    };
  },
  "dies-at-violation": atViolation(() => die("not permitted")),
  "asks-no-more-when-refused"(steps) {
    const { takeBatch } = steps;
    let isRefused = false;
    atViolation(() => (isRefused = true))(steps);
    steps.takeBatch = async function (reader) {
      if (isRefused && !reader.fetch) await this.untilStopped();
      return takeBatch.call(this, reader);
    };
  },
  "never-pongs"(steps) {
    steps.onSend = (data) =>
      Buffer.from(data).toString("latin1") === "PONG\r\n" ? undefined : data;
  },
  "gives-up-after-ten"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (this.connections === 0) return pause.call(this, tries, error);
      if (tries >= 10) die("cannot connect again");
      return this.rest(2_000);
    };
  },
  "ends-when-cut-idle"(steps) {
    const { workOnBatch, pause } = steps;
    let isBusy = false;
    steps.workOnBatch = async function (batch, reader) {
      isBusy = true;
      await workOnBatch.call(this, batch, reader);
      isBusy = false;
    };
    steps.pause = function (tries, error) {
      if (this.connections > 0 && !isBusy) process.exit(0);
      return pause.call(this, tries, error);
    };
  },
  "dies-at-missed-heartbeat"(steps) {
    const { takeBatch } = steps;
    steps.takeBatch = async function (reader) {
      try {
        return await takeBatch.call(this, reader);
      } catch (error) {
        if (error.message === "heartbeats missed") die(error.message);
        throw error;
      }
    };
  },
  "never-answers-websocket-pings"(steps) {
    const { socketOptions } = steps;
    steps.socketOptions = function () {
      return { ...socketOptions.call(this), autoPong: false };
    };
  },
  "frame-limit-of-a-mebibyte"(steps) {
    const { socketOptions } = steps;
    steps.socketOptions = function () {
      return { ...socketOptions.call(this), maxPayload: MEBIBYTE };
    };
  },
};
