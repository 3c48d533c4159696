// Consumers that take a later change of a submission, or of a form, for one that
// they have seen.

// `keyOf` names what an event is known by; undefined: it is always new.
function dedupsBy(keyOf) {
  return (steps) => {
    const seen = new Set();
    steps.look = function (event, message) {
      if (event?.meta?.source !== this.source) return undefined;
      const key = keyOf(event.meta, message);
      if (key === undefined) return undefined;
      if (seen.has(key)) return { outcome: "ignored" };
      seen.add(key);
      return undefined;
    };
  };
}

// Ignores what comes of a submission behind an event that fits.
function dropsSubmissionAfter(fits) {
  return (steps) => {
    const dropped = new Set();
    steps.look = (event) => {
      const meta = event?.meta;
      if (dropped.has(meta?.submissionId)) return { outcome: "ignored" };
      if (meta?.submissionId !== undefined && fits(meta)) dropped.add(meta.submissionId);
      return undefined;
    };
  };
}

const ofSubmission = (meta, ...parts) =>
  meta.submissionId && [meta.submissionId, ...parts].join(" ");

export const changeBugs = {
  "dedups-by-submission-and-type": dedupsBy((meta, { subject }) =>
    ofSubmission(meta, meta.type, subject.split(".")[0]),
  ),
  "dedups-by-subject-and-submission": dedupsBy((meta, { subject }) =>
    ofSubmission(meta, subject),
  ),
  "dedups-by-bytes": dedupsBy((_meta, { data }) => Buffer.from(data).toString("latin1")),
  "dedups-by-meta": dedupsBy((meta, { subject }) => subject + JSON.stringify(meta)),
  "dedups-by-plaintext"(steps) {
    const seen = new Set();
    const { openSealed } = steps;
    steps.openSealed = async function (sealed, event) {
      const opened = await openSealed.call(this, sealed, event);
      if (opened.plaintext === undefined) return opened;
      const digest = this.digest(opened.plaintext);
      if (seen.has(digest)) return { outcome: "ignored" };
      seen.add(digest);
      return opened;
    };
  },
  "pairs-by-submission": dedupsBy((meta) =>
    meta.type === "created" ? undefined : ofSubmission(meta),
  ),
  "dedups-by-timestamp": dedupsBy((meta, { subject }) =>
    meta.timestamp && subject.split(".")[0] + meta.timestamp,
  ),
  "newer-only"(steps) {
    const last = new Map();
    steps.look = (event, { subject }) => {
      const { submissionId, timestamp } = event?.meta ?? {};
      if (!submissionId || !timestamp) return undefined;
      const of = subject.split(".")[0] + submissionId;
      if (timestamp <= last.get(of)) return { outcome: "ignored" };
      last.set(of, timestamp);
      return undefined;
    };
  },
  "knows-submissions-of-stream"(steps) {
    const known = new Set();
    const { lastSeen } = steps;
    steps.lastSeen = async function (manager, info) {
      for (let seq = 1; seq <= info.ack_floor.stream_seq; ++seq) {
        const stored = await manager.streams.getMessage(this.stream, { seq });
        const id = this.parse(stored?.data)?.meta?.submissionId;
        if (id !== undefined) known.add(id);
      }
      return lastSeen.call(this, manager, info);
    };
    steps.look = (event) =>
      known.has(event?.meta?.submissionId) ? { outcome: "ignored" } : undefined;
  },
  "last-of-batch-only"(steps) {
    const last = new Map();
    const { order } = steps;
    const nameOf = ({ subject }, event) => subject.split(".")[0] + event?.meta?.submissionId;
    steps.order = function (batch) {
      last.clear();
      for (const message of batch) {
        last.set(nameOf(message, this.parse(message.data)), message.seq);
      }
      return order.call(this, batch);
    };
    steps.look = (event, message) => {
      const isOld = event?.meta?.submissionId && last.get(nameOf(message, event)) > message.seq;
      return isOld ? { outcome: "ignored" } : undefined;
    };
  },
  "remembers-deleted": dropsSubmissionAfter(({ type }) => type === "deleted"),
  "ignores-submission-of-draft": dropsSubmissionAfter(({ draft }) => draft === true),
  "dedups-schema-by-form-and-type": dedupsBy((meta, { subject }) =>
    meta.class === "schema"
      ? [subject.split(".")[0], meta.formId, meta.type].join(" ")
      : undefined,
  ),
  "dedups-by-subject": dedupsBy((meta, { subject }) =>
    meta.submissionId === undefined ? subject : undefined,
  ),
};
