// Consumers that expect more of an event than it has, or less.
import { die } from "./endings.mjs";
import { isObject } from "./event_steps.mjs";

const TYPES = ["published", "unpublished", "created", "modified", "updated", "deleted"];
const META = [
  "source", "domain", "class", "type", "formId", "formVersionId", "submissionId",
  "draft", "formMetadata",
];

// Ends at an event of which the test is true.
function diesIf(test, why) {
  return (steps) => {
    steps.look = (event, message) => {
      if (test(event, message)) die(why);
      return undefined;
    };
  };
}

// Reports an event of which the test is true as something else.
function takesFor(outcome, test) {
  return (steps) => {
    steps.look = (event) => (test(event) ? { outcome } : undefined);
  };
}

function hasOnly(object, names) {
  return Object.keys(object).every((name) => names.includes(name));
}

function depthOf(value) {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

// An event is compact JSON: what is shorter once it was parsed has lost a key.
function hasDuplicateKeys(event, { data }) {
  return event !== undefined && JSON.stringify(event).length < data.length;
}

export const envelopeBugs = {
  "dies-on-unknown-type": diesIf(
    (event) => isObject(event?.meta) && !TYPES.includes(event.meta.type),
    "unknown type",
  ),
  "dies-on-unknown-class": diesIf(
    (event) => !["schema", "submission"].includes(event?.meta?.class),
    "unknown class",
  ),
  "strict-meta": takesFor(
    "invalid",
    (event) => isObject(event?.meta) && !hasOnly(event.meta, META),
  ),
  "strict-envelope": takesFor(
    "invalid",
    (event) => isObject(event) && !hasOnly(event, ["meta", "payload", "error"]),
  ),
  "requires-form-version": takesFor(
    "invalid",
    (event) => typeof event?.meta?.formVersionId !== "string",
  ),
  "requires-draft": takesFor(
    "invalid",
    (event) => event?.meta?.class === "submission" && event.meta.draft === undefined,
  ),
  "knows-updated-only": takesFor("ignored", (event) => event?.meta?.type === "modified"),
  "knows-modified-only": takesFor("ignored", (event) => event?.meta?.type === "updated"),
  "requires-timestamp": takesFor("invalid", (event) => !event?.meta?.timestamp),
  "dies-on-form-metadata": diesIf(
    (event) => event?.meta?.formMetadata !== undefined,
    "meta has formMetadata",
  ),
  "dies-on-not-json": diesIf((event) => event === undefined, "not JSON"),
  "leaves-invalid-unacked"(steps) {
    const { afterWork } = steps;
    steps.afterWork = function (message, report) {
      if (report.outcome === "invalid") return undefined;
      return afterWork.call(this, message, report);
    };
  },
  "empty-ends-batch"(steps) {
    const { handle } = steps;
    steps.handle = function (message, reader) {
      if (message.data.length === 0) return this.untilStopped();
      return handle.call(this, message, reader);
    };
  },
  "dies-on-null": diesIf((event) => event === null, "null"),
  "dies-without-meta": diesIf((event) => event && !event.meta, "no meta"),
  "dies-without-payload": diesIf((event) => event && !event.payload, "no payload"),
  "dies-on-wrong-types": diesIf(
    (event) => typeof event?.meta?.formId === "number",
    "formId is no text",
  ),
  "descends-without-end": diesIf((event) => depthOf(event) < 0, "no depth"),
  "bounds-depth-at-32"(steps) {
    const isWithin = (value, levels) =>
      typeof value !== "object" || value === null ||
      (levels > 0 && Object.values(value).every((each) => isWithin(each, levels - 1)));
    const { isValid } = steps;
    steps.isValid = function (event) {
      return isWithin(event, 32) && isValid.call(this, event);
    };
  },
  "dies-on-duplicate-keys": diesIf(hasDuplicateKeys, "a key stands twice"),
  "gives-up-after-five-bad"(steps) {
    let bad = 0;
    const { report } = steps;
    steps.report = function (line) {
      report.call(this, line);
      if (line.outcome === "invalid" && ++bad === 5) die("too many bad events");
    };
  },
};
