// What JavaScript makes of numbers, strings and JSON text. Reads questions, one
// a line, and answers each with a line:
//   number <16 hex digits>   the double of these bits, big-endian
//   units <hex>              the string of these UTF-16 code units
//   bytes <hex>              the string that these bytes are in UTF-8
//   json <hex>               the JSON text that these bytes are in UTF-8
// A JSON text that JSON.parse does not take is answered with `refused`.
import { readFileSync } from 'node:fs';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function stringOfUnits(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    text += String.fromCharCode(bytes.readUInt16BE(at));
  }
  return text;
}

function spelledAgain(bytes) {
  try {
    return JSON.stringify(JSON.parse(strictUtf8.decode(bytes)));
  } catch (error) {
    return 'refused';
  }
}

const answers = {
  number: (bytes) => JSON.stringify(bytes.readDoubleBE()),
  units: (bytes) => JSON.stringify(stringOfUnits(bytes)),
  bytes: (bytes) => JSON.stringify(lenientUtf8.decode(bytes)),
  json: spelledAgain,
};

const lines = readFileSync(0, 'latin1').split('\n').slice(0, -1);
const output = lines.map((line) => {
  const [kind, hex] = line.split(' ');
  return answers[kind](Buffer.from(hex, 'hex')) + '\n';
});
process.stdout.write(output.join(''));
