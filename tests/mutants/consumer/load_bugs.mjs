// Consumers that are too slow for a full stream, or too busy for an empty one.
import { setTimeout as wait } from "node:timers/promises";

import { natsCore } from "../../stock/node/current_client.mjs";
import { streamMessage } from "./raw_message.mjs";

// One request that takes what is there and does not wait.
async function askOnce({ connection, info }) {
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${info.stream_name}.${info.name}`;
  const reply = natsCore.createInbox();
  const answers = connection.subscribe(reply, { max: 1, timeout: 2_000 });
  connection.publish(subject, '{"batch":1,"no_wait":true}', { reply });
  for await (const answer of answers) {
    // A status has no subject but the inbox.
    return answer.subject === reply ? [] : [streamMessage(answer)];
  }
  return [];
}

async function fetchForASecond({ consumer }, limit) {
  const batch = [];
  const fetch = await consumer.fetch({ max_messages: limit, expires: 1_000 });
  for await (const message of fetch) batch.push(message);
  return batch;
}

export const loadBugs = {
  "one-message-a-poll"(steps) {
    steps.takeBatch = async function (reader) {
      await this.rest(100);
      return askOnce(reader);
    };
  },
  "polls-every-ten-seconds"(steps) {
    steps.takeBatch = function (reader) {
      return fetchForASecond(reader, 100);
    };
    steps.afterBatch = function () {
      return this.rest(10_000);
    };
  },
  "takes-a-second-each"(steps) {
    steps.beforeWork = () => wait(1_000);
  },
  "drops-when-busy"(steps) {
    const { workOnBatch } = steps;
    steps.workOnBatch = function (batch, reader) {
      for (const message of batch.slice(20)) message.ack();
      return workOnBatch.call(this, batch.slice(0, 20), reader);
    };
  },
  "busy-polling"(steps) {
    steps.takeBatch = async function (reader) {
      await this.rest(5);
      return askOnce(reader);
    };
  },
  "disconnects-when-idle"(steps) {
    const { takeBatch } = steps;
    steps.pause = async () => {};
    steps.takeBatch = async function (reader) {
      const taken = await Promise.race([takeBatch.call(this, reader), wait(500)]);
      if (taken !== undefined) return taken;
      await reader.connection.close();
      return [];
    };
  },
};
