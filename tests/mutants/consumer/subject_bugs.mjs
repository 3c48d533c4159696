// Consumers that ask for the wrong events, or leave out some that they got.

// Each filter, by its tokens.
function rewritesTokens(rewrite) {
  return (steps) => {
    steps.filters = steps.filters.map((filter) =>
      rewrite(filter.split(".")).join("."),
    );
  };
}

function matches(filter, subject) {
  const wanted = filter.split(".");
  const tokens = subject.split(".");
  if (wanted.at(-1) === ">") {
    return wanted.slice(0, -1).every((w, i) => w === "*" || w === tokens[i]);
  }
  return (
    wanted.length === tokens.length &&
    wanted.every((w, i) => w === "*" || w === tokens[i])
  );
}

export const subjectBugs = {
  "ignores-filters"(steps) {
    steps.filters = [];
  },
  "created-only"(steps) {
    steps.filters = ["*.forms.*.created.*"];
  },
  "plural-filter": rewritesTokens(([visibility, domain, eventClass, ...rest]) => [
    visibility,
    domain,
    eventClass === "submission" ? "submissions" : eventClass,
    ...rest,
  ]),
  "filter-ends-in-rest": rewritesTokens((tokens) => [...tokens.slice(0, -1), ">"]),
  "filter-loses-type": rewritesTokens((tokens) => [
    ...tokens.slice(0, 3),
    "*",
    ...tokens.slice(4),
  ]),
  "first-filter-only"(steps) {
    steps.filters = steps.filters.slice(0, 1);
  },
  "public-only-by-default"(steps) {
    if (steps.filters.length === 0) steps.filters = ["PUBLIC.forms.>"];
  },
  "filters-by-itself"(steps) {
    const { filters, handle } = steps;
    steps.filters = [];
    steps.handle = function (message, reader) {
      const isWanted = filters.some((filter) => matches(filter, message.subject));
      return isWanted ? handle.call(this, message, reader) : message.ack();
    };
  },
  "dedups-by-submission"(steps) {
    const seen = new Set();
    steps.look = (event) => {
      const id = event?.meta?.submissionId;
      if (seen.has(id)) return { outcome: "ignored" };
      if (id !== undefined) seen.add(id);
      return undefined;
    };
  },
  "gap-by-jump"(steps) {
    steps.noticeGap = async function ({ seq }, reader) {
      this.tellGap(reader.last + 1, seq - 1);
      reader.last = Math.max(reader.last, seq);
    };
  },
  "invents-submission-id"(steps) {
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      return { submissionId: meta?.formId, ...idsOf.call(this, meta) };
    };
  },
  "keeps-last-id"(steps) {
    let last;
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      const ids = idsOf.call(this, meta);
      last = ids.submissionId ?? last;
      return { ...ids, submissionId: last };
    };
  },
  "hashes-public"(steps) {
    const { read } = steps;
    steps.read = async function (event, message) {
      const found = await read.call(this, event, message);
      const isPublic = message.subject.startsWith("PUBLIC.");
      return isPublic ? { ...found, plaintext: JSON.stringify(event.payload) } : found;
    };
  },
  "keeps-first-filter"(steps) {
    steps.checkDurable = () => {};
  },
  "requires-submission-id"(steps) {
    steps.look = (event) =>
      event?.meta?.submissionId === undefined ? { outcome: "invalid" } : undefined;
  },
};
