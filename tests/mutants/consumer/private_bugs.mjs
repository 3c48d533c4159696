// Consumers that decrypt wrongly, or make the wrong thing of it.
import { createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";

import { Rejected } from "../../../consumer-kit/examples/node/cryptr.mjs";
import { die } from "./endings.mjs";
import { isObject } from "./event_steps.mjs";
import { notesAtServer } from "./notes.mjs";

function parts(sealed) {
  const bytes = Buffer.from(sealed, "hex");
  return {
    salt: bytes.subarray(0, 64),
    iv: bytes.subarray(64, 80),
    tag: bytes.subarray(80, 96),
    ciphertext: bytes.subarray(96),
  };
}

function derive(key, salt) {
  return pbkdf2Sync(key, salt, 100_000, 32, "sha512");
}

// Throws node's own error if the tag does not verify.
function decrypt(aesKey, { iv, tag, ciphertext }, checksTag) {
  const cipher = createDecipheriv("aes-256-gcm", aesKey, iv);
  if (checksTag) cipher.setAuthTag(tag);
  const plaintext = cipher.update(ciphertext);
  if (checksTag) cipher.final();
  return plaintext;
}

function fingerprint(key) {
  return createHash("sha256").update(key).digest("hex");
}

export const privateBugs = {
  "keeps-first-keys": notesAtServer(
    ({ key, keyOfForm }) =>
      [key, ...Object.values(keyOfForm)].filter(Boolean).map(fingerprint).join(" "),
    (steps, known) => {
      const { keysFor } = steps;
      steps.keysFor = function (formId) {
        return keysFor.call(this, formId).filter((key) => known.includes(fingerprint(key)));
      };
    },
  ),
  "never-decrypts"(steps) {
    steps.openSealed = async () => ({ outcome: "processed" });
  },
  "rewrites-plaintext"(steps) {
    const { digest } = steps;
    steps.digest = function (plaintext) {
      return digest.call(this, JSON.stringify(JSON.parse(plaintext), null, 2));
    };
  },
  "decrypts-submissions-only"(steps) {
    const { openSealed } = steps;
    steps.openSealed = function (sealed, event) {
      if (event.meta.class !== "submission") return this.undecryptable(event.meta);
      return openSealed.call(this, sealed, event);
    };
  },
  "one-key-for-all"(steps) {
    steps.keysFor = function () {
      return [this.key];
    };
  },
  "needs-key-per-form"(steps) {
    steps.keysFor = function (formId) {
      return [this.keyOfForm[formId]].filter(Boolean);
    };
  },
  "caches-derived-key"(steps) {
    const derived = new Map();
    steps.open = async (sealed, key, formId) => {
      const all = parts(sealed);
      if (!derived.has(formId)) derived.set(formId, derive(key, all.salt));
      try {
        return decrypt(derived.get(formId), all, true);
      } catch {
        throw new Rejected("the tag does not verify");
      }
    };
  },
  // Of a form without one, the common key is not tried either.
  "dies-on-unknown-form"(steps) {
    const { keysFor } = steps;
    steps.keysFor = function (formId) {
      if (!this.keyOfForm[formId]) die(`no key for the form ${formId}`);
      return keysFor.call(this, formId);
    };
  },
  "dies-on-wrong-key"(steps) {
    steps.undecryptable = () => die("the tag does not verify");
  },
  "ignores-tag"(steps) {
    steps.open = async (sealed, key) => {
      const all = parts(sealed);
      return decrypt(derive(key, all.salt), all, false);
    };
  },
  "takes-short-tags"(steps) {
    steps.open = async (sealed, key) => {
      const all = parts(sealed);
      try {
        return decrypt(derive(key, all.salt), all, true);
      } catch {
        throw new Rejected("the tag does not verify");
      }
    };
  },
  "prefers-common-key"(steps) {
    const { keysFor } = steps;
    steps.keysFor = function (formId) {
      return this.key ? [this.key] : keysFor.call(this, formId);
    };
  },
  "lower-cases-keys"(steps) {
    const { keysFor } = steps;
    steps.keysFor = function (formId) {
      return keysFor.call(this, formId).map((key) => key.trim().toLowerCase());
    };
  },
  "publishes-dead-letters"(steps) {
    const { afterConnect, afterWork } = steps;
    let connection;
    steps.afterConnect = async function (made) {
      connection = made;
      return afterConnect.call(this, made);
    };
    steps.afterWork = async function (message, report) {
      if (report.outcome === "undecryptable") {
        connection.publish("consumer.dead-letters", message.data);
        await connection.flush();
      }
      return afterWork.call(this, message, report);
    };
  },
  "drops-batch-at-bad"(steps) {
    let isSpoilt = false;
    const { order, handle, report } = steps;
    steps.order = function (batch) {
      isSpoilt = false;
      return order.call(this, batch);
    };
    steps.handle = async function (message, reader) {
      if (isSpoilt) message.ack();
      else await handle.call(this, message, reader);
    };
    steps.report = function (line) {
      if (line.outcome === "undecryptable") isSpoilt = true;
      return report.call(this, line);
    };
  },
  "dies-without-data"(steps) {
    steps.look = (event, { subject }) => {
      const isPrivate = subject.startsWith("PRIVATE.");
      if (isPrivate && typeof event?.payload?.data !== "string") die("data is no text");
      return undefined;
    };
  },
  "takes-object-for-no-content"(steps) {
    const { read } = steps;
    steps.read = async function (event, message) {
      const found = await read.call(this, event, message);
      const isHollow = found.outcome === "invalid" && isObject(event.payload?.data);
      return isHollow ? { outcome: "processed" } : found;
    };
  },
  "hashes-before-tag"(steps) {
    const { undecryptable, openSealed } = steps;
    steps.openSealed = function (sealed, event) {
      this.sealedNow = sealed;
      return openSealed.call(this, sealed, event);
    };
    steps.undecryptable = function (meta) {
      const all = parts(this.sealedNow);
      const plaintext = decrypt(derive(this.keysFor(meta.formId)[0], all.salt), all, false);
      return { ...undecryptable.call(this, meta), plaintext };
    };
  },
  "draft-by-default"(steps) {
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      return { ...idsOf.call(this, meta), draft: meta?.draft === true };
    };
  },
  "all-drafts"(steps) {
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      return { ...idsOf.call(this, meta), draft: true };
    };
  },
  "ignores-draft"(steps) {
    const { idsOf } = steps;
    steps.idsOf = function (meta) {
      const { draft, ...ids } = idsOf.call(this, meta);
      return ids;
    };
  },
};
