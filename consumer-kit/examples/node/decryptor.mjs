// A right decryptor in JavaScript, for `chefs-mock conform decryptor`.
// All of the cryptography is in cryptr.mjs; here are the two ways to drive it:
//
//   printf %s "$HEX" | ENCRYPTION_KEY=… node decryptor.mjs    one input
//   node decryptor.mjs --session                              JSON lines
import { isUtf8 } from "node:buffer";

import { open, Rejected } from "./cryptr.mjs";

// Exit 0 with the plaintext on standard output, or 1 and nothing.
async function oneShot() {
  const key = process.env.ENCRYPTION_KEY;
  if (!key) {
    console.error("ENCRYPTION_KEY is not set; give the form's key in it");
    return 2;
  }
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  try {
    // latin1 keeps every byte, so that one which is no digit stays one.
    const data = Buffer.concat(chunks).toString("latin1");
    process.stdout.write(await open(data, key));
    return 0;
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    console.error(`rejected: ${error.message}`);
    return 1;
  }
}

async function session() {
  for await (const line of lines(process.stdin)) {
    const [kind, request] = Object.entries(JSON.parse(line))[0];
    if (kind === "stop") break;
    const answer = await answerTo(kind, request);
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  return 0;
}

async function answerTo(kind, request) {
  if (kind === "start") {
    const name = "chefs-example-node";
    return { ready: { name, version: "1.0.0", unsupported: [] } };
  }
  const { id } = request;
  if (kind !== "decrypt") return { id, unsupported: "unknown request" };
  try {
    const plaintext = await open(request.data, request.key);
    return isUtf8(plaintext)
      ? { id, plaintext: plaintext.toString("utf8") }
      : { id, plaintextBase64: plaintext.toString("base64") };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { id, rejected: error.message };
  }
}

// node:readline would also break lines at U+2028, which JSON may contain.
async function* lines(input) {
  input.setEncoding("utf8");
  let rest = "";
  for await (const chunk of input) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop();
    yield* parts;
  }
}

try {
  const inSession = process.argv.includes("--session");
  process.exitCode = await (inSession ? session() : oneShot());
} catch (error) {
  // Node would exit with 1, and a bug would look like a rejection.
  console.error(error);
  process.exitCode = 70;
}
