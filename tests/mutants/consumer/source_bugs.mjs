// Consumers that mix the environments of CHEFS.
import { die } from "./endings.mjs";
import { notesAtServer } from "./notes.mjs";

// What is done with an ignored event in place of acknowledging it.
function settlesForeign(settle) {
  return (steps) => {
    const { afterWork } = steps;
    steps.afterWork = function (message, report) {
      return report.outcome === "ignored"
        ? settle(message, this)
        : afterWork.call(this, message, report);
    };
  };
}

export const sourceBugs = {
  "hard-coded-source"(steps) {
    steps.source = "chefs";
  },
  "keeps-first-source": notesAtServer(
    ({ source }) => source,
    (steps, note) => {
      steps.source = note;
    },
  ),
  "no-source-filter"(steps) {
    steps.isOwn = () => true;
  },
  "leaves-foreign-unacked": settlesForeign(() => {}),
  "naks-foreign"(steps) {
    settlesForeign((message, { done }) => {
      if (message.info.deliveryCount > 1) return message.ack();
      done.delete(message.seq);
      return message.nak();
    })(steps);
  },
  "source-prefix-match"(steps) {
    steps.isOwn = function (source) {
      return typeof source === "string" && source.startsWith(this.source);
    };
  },
  "folds-source-case"(steps) {
    steps.isOwn = function (source) {
      return String(source).toLowerCase() === this.source.toLowerCase();
    };
  },
  "missing-source-is-own"(steps) {
    steps.isOwn = function (source) {
      return source === undefined || source === this.source;
    };
  },
  "filters-public-only"(steps) {
    steps.isOwn = function (source, { subject }) {
      return source === this.source || subject.startsWith("PRIVATE.");
    };
  },
  "drops-batch-at-foreign"(steps) {
    let droppedBatch;
    let batchNow;
    const { order, handle, report } = steps;
    steps.order = function (batch) {
      batchNow = batch;
      return order.call(this, batch);
    };
    steps.handle = async function (message, reader) {
      if (droppedBatch !== batchNow) await handle.call(this, message, reader);
    };
    steps.report = function (line) {
      if (line.outcome === "ignored") droppedBatch = batchNow;
      return report.call(this, line);
    };
  },
  "dies-on-odd-source"(steps) {
    steps.look = (event) => {
      const source = event?.meta?.source;
      if (source !== undefined && typeof source !== "string") die("source is no text");
      return undefined;
    };
  },
};
