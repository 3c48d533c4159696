// The steps of steps.mjs that make of one message what a report says of it.
import { createHash } from "node:crypto";

import { open, Rejected } from "../../../consumer-kit/examples/node/cryptr.mjs";
import { TryLater } from "./endings.mjs";

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function eventSteps(env) {
  return {
    source: env.SOURCE,
    key: env.ENCRYPTION_KEY,
    keyOfForm: JSON.parse(env.ENCRYPTION_KEYS || "{}"),
    apiUrl: env.CHEFS_API_URL,
    apiKeyOfForm: JSON.parse(env.CHEFS_API_KEYS || "{}"),
    ...readingSteps(),
    ...openingSteps(),
    ...downloadSteps(),
  };
}

function readingSteps() {
  return {
    async dealWith(message) {
      const event = this.parse(message.data);
      const found = this.look(event, message) ?? (await this.read(event, message));
      const { plaintext, ...outcome } = found;
      const report = { ...outcome, ...this.idsOf(event?.meta) };
      if (plaintext === undefined) return report;
      return { ...report, plaintextSha256: this.digest(plaintext) };
    },
    parse(data) {
      try {
        return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
      } catch {
        return undefined;
      }
    },
    // For those that have an opinion before the event is read: an outcome.
    look(_event, _message) {
      return undefined;
    },
    idsOf(meta) {
      const ids = {};
      if (typeof meta?.submissionId === "string") ids.submissionId = meta.submissionId;
      if (meta?.draft === true) ids.draft = true;
      return ids;
    },
    isOwn(source, _message) {
      return source === this.source;
    },
    async read(event, message) {
      const meta = event?.meta;
      if (!isObject(meta)) return { outcome: "invalid" };
      if (!this.isOwn(meta.source, message)) return { outcome: "ignored" };
      if (!this.isValid(event)) return { outcome: "invalid" };
      if (this.isOversize(event, message)) return this.recover(meta, message);
      const sealed = event.payload.data;
      if (sealed === undefined) {
        const isPublic = message.subject.startsWith("PUBLIC.");
        return { outcome: isPublic ? "processed" : "invalid" };
      }
      if (typeof sealed !== "string") return { outcome: "invalid" };
      return this.openSealed(sealed, event);
    },
    isValid({ meta, payload, error }) {
      const names = ["domain", "class", "type", "formId"];
      if (names.some((name) => typeof meta[name] !== "string")) return false;
      if (error != null && typeof error.code !== "string") return false;
      return isObject(payload);
    },
    isOversize({ error }) {
      return error != null;
    },
    digest(plaintext) {
      return createHash("sha256").update(plaintext).digest("hex");
    },
  };
}

function openingSteps() {
  return {
    keysFor(formId) {
      return [this.keyOfForm[formId], this.key].filter(Boolean);
    },
    open,
    async openSealed(sealed, { meta }) {
      for (const key of this.keysFor(meta.formId)) {
        try {
          const plaintext = await this.open(sealed, key, meta.formId);
          return { outcome: "processed", plaintext };
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
        }
      }
      return this.undecryptable(meta);
    },
    undecryptable(_meta) {
      return { outcome: "undecryptable" };
    },
  };
}

function downloadSteps() {
  return {
    apiPatience() {
      return AbortSignal.timeout(Number(process.env.CHEFS_API_TIMEOUT_MS || 10_000));
    },
    onApiHead() {},
    isBusy(status) {
      return status >= 500 || status === 429;
    },
    apiUser({ formId }) {
      return formId;
    },
    // The answer's status, and its row if it has one.
    async ask(meta) {
      const password = this.apiKeyOfForm[meta.formId];
      const login = Buffer.from(`${this.apiUser(meta)}:${password}`);
      const id = encodeURIComponent(meta.submissionId);
      const url = `${this.apiUrl}/app/api/v1/submissions/${id}`;
      const answer = await fetch(url, {
        headers: { authorization: `Basic ${login.toString("base64")}` },
        signal: this.apiPatience(),
      });
      this.onApiHead();
      const body = answer.ok ? await answer.json() : {};
      return { status: answer.status, row: body.submission };
    },
    hasId({ submissionId }) {
      return typeof submissionId === "string";
    },
    async recover(meta, _message) {
      if (!this.hasId(meta)) return { outcome: "oversize" };
      let answer;
      try {
        answer = await this.ask(meta);
      } catch (error) {
        throw new TryLater(error.message);
      }
      if (this.isBusy(answer.status)) throw new TryLater(`status ${answer.status}`);
      if (!isObject(answer.row)) return { outcome: "oversize" };
      const plaintext = Buffer.from(JSON.stringify(answer.row));
      return { outcome: "recovered", plaintext };
    },
  };
}
