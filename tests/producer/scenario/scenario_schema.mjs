// Holds texts against scenarios/scenario.schema.json with ajv: {"schema",
// "texts": [{"name", "text", "valid"}]} on stdin.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from '../../stock/node/clients.mjs';

const { schema, texts } = JSON.parse(readFileSync(0, 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(schema));

const wrong = texts.filter(({ text, valid }) => validate(JSON.parse(text)) !== valid);
for (const { name, valid } of wrong) {
  console.error(`${name}: the schema should ${valid ? 'accept' : 'refuse'} it`);
}
if (wrong.length > 0) process.exit(1);
console.log(`agree on ${texts.length}`);
