// The cryptr format by hand: the openssl command derives the key and runs AES
// in counter mode; GHASH, which it does not offer, is worked out below with
// plain integers. Reads [{key, salt, iv, plaintext}], bytes in hex, and writes
// the sealed texts as a JSON array.
// Source: NIST SP 800-38D, sections 6.3 to 7.1.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const REDUCTION = 0xe1n << 120n;

function multiply(x, y) {
  let product = 0n;
  let factor = y;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ REDUCTION : factor >> 1n;
  }
  return product;
}

function ghash(h, hexBlocks) {
  let hash = 0n;
  for (const block of hexBlocks.match(/.{32}/g)) {
    hash = multiply(hash ^ BigInt('0x' + block), h);
  }
  return hash;
}

const hex32 = (number) => number.toString(16).padStart(32, '0');
const padded = (hex) => hex.padEnd(Math.ceil(hex.length / 32) * 32, '0');
const bitLength = (hex) => BigInt(hex.length * 4);

function openssl(args, input) {
  return execFileSync('openssl', args, { input, maxBuffer: 1 << 26 });
}

function deriveKey(key, salt) {
  const out = openssl([
    'kdf', '-keylen', '32', '-kdfopt', 'digest:SHA512',
    '-kdfopt', `hexpass:${Buffer.from(key).toString('hex')}`,
    '-kdfopt', `hexsalt:${salt}`, '-kdfopt', 'iter:100000', 'PBKDF2',
  ]);
  return out.toString().replace(/[:\s]/g, '').toLowerCase();
}

function counterMode(key, counter, hex) {
  const input = Buffer.from(hex, 'hex');
  const args = ['enc', '-aes-256-ctr', '-nopad', '-K', key, '-iv', counter];
  return openssl(args, input).toString('hex');
}

// The last 32 bits count, modulo 2^32.
function incremented(block) {
  const low = (block + 1n) & 0xffffffffn;
  return (block & ~0xffffffffn) | low;
}

function seal({ key, salt, iv, plaintext }) {
  const derived = deriveKey(key, salt);
  const encryptBlock = (block) => counterMode(derived, block, '00'.repeat(16));
  const h = BigInt('0x' + encryptBlock(hex32(0n)));
  const first = ghash(h, iv + hex32(bitLength(iv)));
  const ciphertext = plaintext
    ? counterMode(derived, hex32(incremented(first)), plaintext)
    : '';
  const hash = ghash(h, padded(ciphertext) + hex32(bitLength(ciphertext)));
  const tag = hash ^ BigInt('0x' + encryptBlock(hex32(first)));
  return salt + iv + hex32(tag) + ciphertext;
}

const requests = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(requests.map(seal)));
