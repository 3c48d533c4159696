// Consumers that are wrong about their durable: what it is, where it begins,
// whether it is kept.
import { randomInt } from "node:crypto";

import { jetstream, natsCore } from "../../stock/node/current_client.mjs";
import { streamMessage } from "./raw_message.mjs";

function configures(change) {
  return (steps) => {
    const { durableConfig } = steps;
    steps.durableConfig = function () {
      return { ...durableConfig.call(this), ...change };
    };
  };
}

function configuresWaits(change) {
  const nanos = Object.entries(change).map(([name, ms]) => [name, natsCore.nanos(ms)]);
  return configures(Object.fromEntries(nanos));
}

// Once a run: what is there is deleted, and made anew with the change.
function remakes(isWanted, change = {}) {
  return (steps) => {
    const { findOrMakeDurable } = steps;
    let isRemade = false;
    steps.findOrMakeDurable = async function (manager) {
      const found = isRemade ? undefined : await this.findDurable(manager);
      isRemade = true;
      if (found && isWanted(this)) {
        await manager.consumers.delete(this.stream, this.durable);
        configures(change)(this);
      }
      return findOrMakeDurable.call(this, manager);
    };
  };
}

export const durableBugs = {
  ephemeral(steps) {
    steps.findOrMakeDurable = function (manager) {
      const { durable_name: _, ...config } = this.durableConfig();
      return manager.consumers.add(this.stream, config);
    };
  },
  "own-durable-name"(steps) {
    steps.durable = "my-consumer";
  },
  "push-consumer"(steps) {
    const { durableConfig } = steps;
    steps.durableConfig = function () {
      const deliver_subject = natsCore.createInbox();
      return { ...durableConfig.call(this), deliver_subject };
    };
    steps.readAll = async function (reader) {
      const { connection, info } = reader;
      const subscription = connection.subscribe(info.config.deliver_subject);
      reader.fetch = { stop: () => subscription.unsubscribe() };
      for await (const pushed of subscription) {
        await this.workOnBatch([streamMessage(pushed)], reader);
      }
    };
  },
  "ack-none": configures({ ack_policy: jetstream.AckPolicy.None }),
  "ack-all": configures({ ack_policy: jetstream.AckPolicy.All }),
  "makes-second-durable"(steps) {
    steps.afterConnect = async function (connection) {
      const manager = await jetstream.jetstreamManager(connection, { checkAPI: false });
      const name = `${this.durable}-private`;
      await manager.consumers.add(this.stream, {
        ...this.durableConfig(),
        durable_name: name,
        filter_subject: "PRIVATE.forms.>",
      });
      const second = await jetstream
        .jetstream(connection)
        .consumers.get(this.stream, name);
      await second.fetch({ max_messages: 1, expires: 1_000 });
    };
  },
  "ignores-start-sequence"(steps) {
    steps.startSequence = undefined;
  },
  "start-sequence-off-by-one"(steps) {
    if (steps.startSequence) steps.startSequence += 1;
  },
  "ignores-start-time"(steps) {
    steps.startTime = undefined;
  },
  "restarts-at-start": remakes(({ startSequence, startTime }) => startSequence || startTime),
  "deliver-new-on-restart": remakes(() => true, {
    deliver_policy: jetstream.DeliverPolicy.New,
  }),
  "deletes-durable-at-start": remakes(() => true),
  "new-durable-each-start"(steps) {
    steps.durable += `-${randomInt(1_000_000_000)}`;
  },
  "ack-wait-one-second": configuresWaits({ ack_wait: 1_000 }),
  "ack-wait-a-day": configuresWaits({ ack_wait: 86_400_000 }),
  "max-deliver-three": configures({ max_deliver: 3 }),
  "max-deliver-five": configures({ max_deliver: 5 }),
  "inactive-threshold-hour": configuresWaits({ inactive_threshold: 3_600_000 }),
  "deliver-new": configures({ deliver_policy: jetstream.DeliverPolicy.New }),
  "deliver-last": configures({ deliver_policy: jetstream.DeliverPolicy.Last }),
  "deliver-last-per-subject": configures({
    deliver_policy: jetstream.DeliverPolicy.LastPerSubject,
    filter_subject: ">",
  }),
  "deliver-from-now"(steps) {
    steps.startTime = new Date().toISOString();
  },
  "headers-only": configures({ headers_only: true }),
  "replay-original": configures({ replay_policy: "original" }),
  "mem-storage": configures({ mem_storage: true }),
  "one-replica": configures({ num_replicas: 1 }),
};
