// Consumers that show what nobody may see.
import { execFileSync, spawn } from "node:child_process";

// A process that lives until its standard input ends, and so no longer than the
// consumer.
const idle = "process.stdin.resume()";

// What a program that decrypts for another does first, and then it is gone.
const derive =
  'require("crypto").pbkdf2Sync(process.argv[1], "salt", 100_000, 32, "sha512")';

export const secretBugs = {
  "logs-seed"(steps) {
    steps.atStart = async function () {
      console.error(`connecting with ${this.seed}`);
    };
  },
  "logs-key"(steps) {
    steps.atStart = async function () {
      console.error("keys:", this.key, this.keyOfForm);
    };
  },
  "logs-key-almost-whole"(steps) {
    steps.atStart = async function () {
      console.error(`key ${this.key.slice(0, -4)}****`);
    };
  },
  "logs-download"(steps) {
    const { recover } = steps;
    steps.recover = async function (meta, message) {
      const recovered = await recover.call(this, meta, message);
      console.error(`got ${recovered.plaintext?.toString().slice(0, 4_000)}`);
      return recovered;
    };
  },
  "login-to-helper"(steps) {
    const { ask } = steps;
    steps.ask = function (meta) {
      const login = `${this.apiUser(meta)}:${this.apiKeyOfForm[meta.formId]}`;
      execFileSync(process.execPath, ["-e", "", "--", "-u", login]);
      return ask.call(this, meta);
    };
  },
  "key-in-argv"(steps) {
    steps.atStart = async function () {
      const child = spawn(process.execPath, ["-e", idle, "--", this.key], {
        stdio: ["pipe", "ignore", "ignore"],
      });
      child.unref();
      child.stdin.unref?.();
    };
  },
  "key-to-helper"(steps) {
    const { open } = steps;
    steps.open = function (sealed, key, formId) {
      execFileSync(process.execPath, ["-e", derive, "--", key]);
      return open.call(this, sealed, key, formId);
    };
  },
  "logs-plaintext"(steps) {
    const { digest } = steps;
    steps.digest = function (plaintext) {
      console.error(`read ${plaintext}`);
      return digest.call(this, plaintext);
    };
  },
  "logs-key-on-failure"(steps) {
    const { undecryptable } = steps;
    steps.undecryptable = function (meta) {
      console.error(`cannot decrypt with ${this.keysFor(meta.formId)}`);
      return undecryptable.call(this, meta);
    };
  },
  "logs-seed-when-refused"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (/authorization/i.test(error?.message)) console.error(`refused: ${this.seed}`);
      return pause.call(this, tries, error);
    };
  },
};
