// npm cryptr itself, behind both adapters of the decryptor suite, so that the
// suite is held against what CHEFS itself uses. Not an example: cryptr is laxer
// than a decryptor should be (see docs/decryptors.md, "What cryptr accepts").
//
//   printf %s "$HEX" | ENCRYPTION_KEY=… node cryptr-decryptor.mjs
//   node cryptr-decryptor.mjs --session
import Cryptr from "cryptr";

// cryptr has no error of its own for wrong data: whatever it throws, be it an
// error of node:crypto, is a rejection.
function open(data, key) {
  const cryptr = new Cryptr(key);
  try {
    return { plaintext: cryptr.decrypt(data) };
  } catch (error) {
    return { rejected: error.message };
  }
}

async function oneShot() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const data = Buffer.concat(chunks).toString("latin1");
  const { plaintext, rejected } = open(data, process.env.ENCRYPTION_KEY);
  if (rejected !== undefined) {
    console.error(`rejected: ${rejected}`);
    return 1;
  }
  process.stdout.write(plaintext);
  return 0;
}

function answerTo(kind, request) {
  if (kind === "start") {
    return { ready: { name: "npm cryptr", version: "6", unsupported: [] } };
  }
  const { id, key, data } = request;
  if (kind !== "decrypt") return { id, unsupported: "unknown request" };
  return { id, ...open(data, key) };
}

async function session() {
  let rest = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const [[kind, request]] = Object.entries(JSON.parse(line));
      if (kind === "stop") return 0;
      process.stdout.write(JSON.stringify(answerTo(kind, request)) + "\n");
    }
  }
  return 0;
}

try {
  const inSession = process.argv.includes("--session");
  process.exitCode = await (inSession ? session() : oneShot());
} catch (error) {
  console.error(error);
  process.exitCode = 70;
}
