// What becomes of one CHEFS event, whatever client brought it. Copy this file;
// put your own work where `work` is called. docs/consumer-guide.md says why.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

import { open, Rejected } from "./cryptr.mjs";

// Set up by the environment alone: no secret in an argument, which every user
// of the machine could read.
const { env } = process;
const keyOfForm = JSON.parse(env.ENCRYPTION_KEYS || "{}");
const apiKeyOfForm = JSON.parse(env.CHEFS_API_KEYS || "{}");

// The event is fine, but its work cannot be done now: it is to come again.
export class TryLater extends Error {}

// Does the work of one message, once, and reports it. When it returns, the
// message can be acknowledged. Throws TryLater.
export async function dealWith({ seq, subject, data }, done) {
  // A message may come twice: its acknowledgement can be lost. The sequence in
  // the stream tells it from all others, so its effects are not repeated.
  if (done.has(seq)) return;
  const { plaintext, ...report } = await read(subject, data);
  work(plaintext);
  done.add(seq);
  // Standard output is a pipe or a file to Node: written before this returns.
  console.log(JSON.stringify({ chefs: 1, seq, ...report }));
}

// Your part. Store its effects together with the sequence, in one transaction.
function work(_plaintext) {}

async function read(subject, data) {
  const event = parse(data);
  const meta = event?.meta;
  if (!isObject(meta)) return { outcome: "invalid" };
  const ids = { submissionId: textOf(meta.submissionId) };
  // What is still being written is no case yet: your work has to tell them apart.
  if (meta.draft === true) ids.draft = true;
  // Test and pull-request environments of CHEFS share the server. An event
  // without a source is nobody's.
  if (meta.source !== env.SOURCE) return { outcome: "ignored", ...ids };
  if (!isEvent(event)) return { outcome: "invalid", ...ids };
  // Before the payload: that of an oversize event holds an object for data.
  if (event.error != null) return { ...(await recover(meta)), ...ids };
  const sealed = event.payload.data;
  if (sealed === undefined) {
    const isPublic = subject.startsWith("PUBLIC.");
    return { outcome: isPublic ? "processed" : "invalid", ...ids };
  }
  if (typeof sealed !== "string") return { outcome: "invalid", ...ids };
  const plaintext = await unseal(sealed, meta.formId);
  if (plaintext === undefined) return { outcome: "undecryptable", ...ids };
  return { outcome: "processed", ...ids, ...digestOf(plaintext), plaintext };
}

// Anything may be on the stream, so anything is looked at before it is used.
function parse(data) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
}

// Types, classes and attributes that are new to us are no reason to refuse.
function isEvent({ meta, payload, error }) {
  const names = ["domain", "class", "type", "formId"];
  if (names.some((name) => typeof meta[name] !== "string")) return false;
  if (error != null && typeof error.code !== "string") return false;
  return isObject(payload);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value) {
  return typeof value === "string" ? value : undefined;
}

// A key can be changed while events sealed with the old one are on the stream:
// the form's own and the common one are both tried.
async function unseal(sealed, formId) {
  for (const key of [keyOfForm[formId], env.ENCRYPTION_KEY]) {
    if (!key) continue;
    try {
      return await open(sealed, key);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
  }
  return undefined;
}

// The event was too large to carry its submission: download it by its id.
async function recover({ formId, submissionId }) {
  const password = apiKeyOfForm[formId];
  if (!env.CHEFS_API_URL || !password || !textOf(submissionId)) {
    return { outcome: "oversize" };
  }
  const id = encodeURIComponent(submissionId);
  const login = Buffer.from(`${formId}:${password}`).toString("base64");
  const answer = await ask(`${env.CHEFS_API_URL}/app/api/v1/submissions/${id}`, {
    headers: { authorization: `Basic ${login}` },
    // An answer that does not come must not stop the rest.
    signal: AbortSignal.timeout(Number(env.CHEFS_API_TIMEOUT_MS || 10_000)),
  });
  // 401: the API key is wrong; 404: the submission is gone. Both stay so.
  if (!isObject(answer?.submission)) return { outcome: "oversize" };
  const plaintext = Buffer.from(JSON.stringify(answer.submission));
  return { outcome: "recovered", ...digestOf(plaintext), plaintext };
}

async function ask(url, options) {
  try {
    const answer = await fetch(url, options);
    if (answer.status >= 500 || answer.status === 429) {
      throw new TryLater(`the API answered ${answer.status}`);
    }
    return answer.ok ? await answer.json() : undefined;
  } catch (error) {
    // No answer, or half of one.
    if (error instanceof TryLater) throw error;
    throw new TryLater(`the API did not answer: ${error.message}`);
  }
}

function digestOf(plaintext) {
  const digest = createHash("sha256").update(plaintext).digest("hex");
  return { plaintextSha256: digest };
}

// The sequences that were dealt with: in memory, and in a file as well if one
// is named, so that a restart knows them too. A database with a unique index on
// the sequence does the same for you, and in the transaction of the work.
export class Done {
  #sequences = new Set();
  #file;

  constructor(file) {
    this.#file = file;
    if (!file || !existsSync(file)) return;
    const lines = readFileSync(file, "utf8").split("\n");
    for (const line of lines) this.#sequences.add(Number(line));
  }

  has(seq) {
    return this.#sequences.has(seq);
  }

  add(seq) {
    this.#sequences.add(seq);
    if (this.#file) appendFileSync(this.#file, `${seq}\n`);
  }
}
