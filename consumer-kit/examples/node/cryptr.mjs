// Opens what CHEFS seals, on node:crypto alone. Copy this file.
// It opens the format of npm cryptr 6, more strictly than cryptr itself does:
//
//   hex( salt[64] | iv[16] | tag[16] | ciphertext )
//   key = PBKDF2-HMAC-SHA512(the configured key as text, salt, 100 000, 32)
import { createDecipheriv, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";

const SALT_END = 64;
const IV_END = SALT_END + 16;
const TAG_END = IV_END + 16;
const ITERATIONS = 100_000;

const deriveKey = promisify(pbkdf2);

// The data cannot be opened. The message is for logs: it holds no secret.
export class Rejected extends Error {}

// `data` is payload.data of a PRIVATE event, `key` the text that the form's
// owner configured. Gives the plaintext as a Buffer or throws Rejected.
export async function open(data, key) {
  // On an oversize event, data is an object.
  if (typeof data !== "string") throw new Rejected("data is not a string");
  // Buffer.from(…, "hex") stops at the first bad digit and says nothing.
  if (data.length % 2 !== 0 || /[^0-9a-f]/i.test(data)) {
    throw new Rejected("data is not hex");
  }
  const bytes = Buffer.from(data, "hex");
  // Without this, Node would accept a tag that was cut down to 4 bytes.
  if (bytes.length < TAG_END) throw new Rejected("data is too short");

  const salt = bytes.subarray(0, SALT_END);
  const iv = bytes.subarray(SALT_END, IV_END);
  const tag = bytes.subarray(IV_END, TAG_END);
  const ciphertext = bytes.subarray(TAG_END);

  // The key is a password: its 64 hex digits are not decoded. The derivation
  // takes some 50 ms, off the event loop.
  const aesKey = await deriveKey(key, salt, ITERATIONS, 32, "sha512");
  const decipher = createDecipheriv("aes-256-gcm", aesKey, iv);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    throw new Rejected("the tag does not verify: wrong key or changed data");
  }
  return plaintext;  // not before final(): until then it is not authentic
}
