// The schemas as ajv reads them (JSON Schema 2020-12), and every file against
// its own. `fixtures verify` checks the same with valijson, as draft 7.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Ajv2020 } from '../stock/node/clients.mjs';
import { fixtures, index, project, readJson } from './lib/fixtures.mjs';

const schemas = new URL('schemas/', fixtures);
const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allErrors: true,
});
const compiled = new Map(
  readdirSync(schemas).map((name) => [
    name,
    ajv.compile(JSON.parse(readFileSync(new URL(name, schemas), 'utf8'))),
  ]),
);

function assertFits(value, schema, path) {
  const validate = compiled.get(schema);
  assert.ok(validate, `${path} names ${schema}`);
  assert.ok(validate(value), `${path}: ${ajv.errorsText(validate.errors)}`);
}

const without = (value, key) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

function* objectsIn(value) {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

test('there is a schema for each thing that has a format', () => {
  for (const name of [
    'event', 'form-row', 'submission-row', 'vectors', 'scenario', 'keys',
    'session-message', 'report', 'bundle', 'fixtures-index',
    'expected-messages', 'diagnoses', 'catalogue-index',
    'consumer-cases', 'decryptor-cases', 'decryptor-material', 'derived-keys',
    'faults', 'flags', 'kills', 'mutants',
  ]) {
    assert.ok(compiled.has(`${name}.schema.json`), name);
  }
});

test('every file of the fixtures fits its schema', () => {
  assertFits(index, 'fixtures-index.schema.json', 'index.json');
  for (const { path, schema } of index.files) {
    assertFits(readJson(path), schema.replace('schemas/', ''), path);
  }
});

test('every file of the scenarios fits the schema that it names', () => {
  for (const folder of ['scenarios/', 'scenarios/decryptor/', 'scenarios/consumer/']) {
    const place = new URL(folder, project);
    for (const name of readdirSync(place)) {
      if (!name.endsWith('.json') || name.endsWith('.schema.json')) continue;
      const value = JSON.parse(readFileSync(new URL(name, place), 'utf8'));
      const schema = new URL(value.$schema, place);

      assert.ok(readFileSync(schema), `${name} names a schema that is there`);
      assertFits(value, schema.pathname.split('/').at(-1), folder + name);
    }
  }
});

// Keywords that mean something else, or nothing, in draft 7, and a $ref with
// siblings that say more than a description: draft 7 passes over them.
test('the schemas say the same in draft 7', () => {
  const foreign = [
    'prefixItems', 'unevaluatedProperties', 'unevaluatedItems', '$dynamicRef',
    'dependentSchemas', 'dependentRequired', 'minContains', 'maxContains',
  ];
  for (const name of compiled.keys()) {
    const schema = JSON.parse(readFileSync(new URL(name, schemas), 'utf8'));
    for (const object of objectsIn(schema)) {
      for (const keyword of foreign) assert.ok(!(keyword in object), name);
      if (typeof object.$ref === 'string') {
        const { $ref, description, ...more } = object;
        assert.deepEqual(more, {}, name);
      }
    }
  }
});

const event = readJson('events/deployed/submission.created/private.json');
const errorEvent = readJson('events/deployed/submission.created/error.json');
const vectors = readJson('vectors/tag.json');
const badValues = [
  ['an event without meta', 'event', { payload: {} }],
  ['an event of another class', 'event',
    { ...event, meta: { ...event.meta, class: 'submissions' } }],
  ['a submission event without its id', 'event',
    { ...event, meta: without(event.meta, 'submissionId') }],
  ['an event with null for what is absent', 'event',
    { ...event, meta: { ...event.meta, draft: null } }],
  ['a public payload with something in it', 'event',
    { ...event, payload: { id: 1 } }],
  ['an error beside sealed data', 'event', { ...event, error: errorEvent.error }],
  ['an event with one more key', 'event', { ...event, more: 1 }],
  ['a vector file without its digest', 'vectors', without(vectors, 'digest')],
  ['a vector file with one more key', 'vectors', { ...vectors, more: 1 }],
  ['a valid vector without its plaintext', 'vectors', {
    ...vectors,
    testGroups: [{
      ...vectors.testGroups[0],
      tests: [{ ...vectors.testGroups[0].tests[0], result: 'valid' }],
    }],
  }],
  ['an answer of two kinds', 'session-message',
    { id: '1', plaintext: 'x', rejected: 'y' }],
  ['keys that are no throw-away keys', 'keys',
    { ...readJson('keys.json'), throwAway: false }],
];
for (const [name, schema, value] of badValues) {
  test(`the schema refuses ${name}`, () => {
    assert.equal(compiled.get(`${schema}.schema.json`)(value), false);
  });
}

for (const message of [
  { start: { protocol: 1 } },
  { ready: { name: 'mine', version: '1', unsupported: ['decrypt.size.*'] } },
  { decrypt: { id: '1', key: 'k', data: {} } },
  { id: '1', plaintext: '' },
  { id: '1', plaintextBase64: '/w==' },
  { id: '1', rejected: 'tag mismatch' },
  { id: '1', unsupported: 'why' },
  { probe: { id: '2' } },
  { stop: {} },
]) {
  test(`the schema takes the session line ${JSON.stringify(message)}`, () => {
    assertFits(message, 'session-message.schema.json', 'line');
  });
}
