// npm cryptr as a judge. Reads one JSON array of requests and writes one of
// answers: {key, plaintext} is encrypted, {key, sealed} is decrypted; what
// cryptr throws at comes back as {refused}.
import { readFileSync } from 'node:fs';
import { Cryptr } from '../stock/node/clients.mjs';

function answer({ key, plaintext, sealed }) {
  try {
    const cryptr = new Cryptr(key);
    return sealed === undefined
      ? { sealed: cryptr.encrypt(plaintext) }
      : { plaintext: cryptr.decrypt(sealed) };
  } catch (error) {
    return { refused: error.message };
  }
}

const requests = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(requests.map(answer)));
