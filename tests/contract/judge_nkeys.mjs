// npm nkeys.js as a judge. Reads one JSON object and writes one:
//   {seed, nonce, publicKey, signature} → what nkeys.js makes of our key
//   and a key of its own of each type. Bytes are hex.
import { readFileSync } from 'node:fs';
import { nkeys } from '../stock/node/clients.mjs';

const text = (bytes) => new TextDecoder().decode(bytes);
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (digits) => new Uint8Array(Buffer.from(digits, 'hex'));

function created(pair, nonce) {
  return {
    seed: text(pair.getSeed()),
    publicKey: pair.getPublicKey(),
    signature: hex(pair.sign(nonce)),
  };
}

const request = JSON.parse(readFileSync(0, 'utf8'));
const nonce = bytes(request.nonce);
const ours = nkeys.fromSeed(new TextEncoder().encode(request.seed));
const theirs = {
  user: created(nkeys.createUser(), nonce),
  account: created(nkeys.createAccount(), nonce),
  operator: created(nkeys.createOperator(), nonce),
  server: created(nkeys.createServer(), nonce),
  cluster: created(nkeys.createCluster(), nonce),
};

process.stdout.write(
  JSON.stringify({
    publicKey: ours.getPublicKey(),
    signature: hex(ours.sign(nonce)),
    verifies: nkeys
      .fromPublic(request.publicKey)
      .verify(nonce, bytes(request.signature)),
    theirs,
  }),
);
