// fixtures/ as it stands in the project, held against what it claims to be:
// JavaScript's JSON, npm cryptr, nkeys.js, and JSON Schema as ajv reads it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Cryptr, nkeys } from '../stock/node/clients.mjs';
import { fixtures, index, read, readJson } from './lib/fixtures.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const ofKind = (kind) => index.files.filter((file) => file.kind === kind);
const events = ofKind('event');
const keys = readJson('keys.json');

test('the index names size and digest of each file', () => {
  for (const file of index.files) {
    const bytes = readFileSync(new URL(file.path, fixtures));

    assert.equal(bytes.length, file.bytes, file.path);
    assert.equal(sha256(bytes), file.sha256, file.path);
  }
});

test('there is an event of each class, type, profile and kind', () => {
  const types = {
    documented: {
      schema: ['published', 'unpublished'],
      submission: ['created', 'modified', 'deleted'],
    },
    deployed: {
      schema: ['published', 'unpublished'],
      submission: ['created', 'updated', 'deleted'],
    },
  };
  for (const [profile, classes] of Object.entries(types)) {
    for (const [name, list] of Object.entries(classes)) {
      for (const type of list) {
        for (const kind of ['public', 'private', 'error']) {
          const found = events.filter(
            (event) =>
              event.profile === profile &&
              event.class === name &&
              event.type === type &&
              event.event === kind,
          );
          assert.ok(found.length >= 3, `${profile} ${name} ${type} ${kind}`);
          assert.ok(found.some((event) => event.formMetadata));
          assert.ok(found.some((event) => !event.formMetadata));
          assert.ok(found.some((event) => event.formVersion === 'absent'));
        }
      }
    }
  }
});

test('an event is the bytes that JSON.stringify gives, with no line end', () => {
  for (const { path } of [...events, ...ofKind('form'), ...ofKind('submission')]) {
    const text = read(path);

    assert.equal(JSON.stringify(JSON.parse(text)), text, path);
  }
});

test('what the index says of an event is what stands in it', () => {
  for (const entry of events) {
    const { meta, payload, error } = readJson(entry.path);
    const word = entry.event === 'public' ? 'PUBLIC' : 'PRIVATE';

    assert.equal(
      entry.subject,
      `${word}.${meta.domain}.${meta.class}.${meta.type}.${meta.formId}`,
    );
    assert.equal(meta.class, entry.class);
    assert.equal(meta.type, entry.type);
    assert.equal(meta.draft ?? 'absent', entry.draft ?? 'absent', entry.path);
    assert.equal('formMetadata' in meta, entry.formMetadata, entry.path);
    assert.equal('formVersionId' in meta, entry.formVersion !== 'absent');
    assert.equal('timestamp' in meta, entry.profile === 'deployed');
    assert.equal('error' in { ...(error && { error }) }, entry.event === 'error');
    assert.equal(typeof payload.data === 'string', entry.event === 'private');
  }
});

test('the keys of meta stand in the order of the contract', () => {
  const order = [
    'source', 'domain', 'class', 'type', 'formId', 'formVersionId',
    'submissionId', 'draft', 'timestamp', 'formMetadata',
  ];
  for (const { path } of events) {
    const present = Object.keys(readJson(path).meta);

    assert.deepEqual(present, order.filter((key) => present.includes(key)), path);
  }
});

test('an error event tells the size and the limit', () => {
  for (const { path } of events.filter((event) => event.event === 'error')) {
    const { payload, error } = readJson(path);
    const [, size, limit] = error.message.match(
      /^Message is (\d+) bytes\. This exceeds maximum allowed of (\d+) bytes\./,
    );

    assert.deepEqual(payload, { data: {} });
    assert.equal(limit, '965343');
    assert.ok(Number(size) > 965343);
  }
});

test('npm cryptr opens each private event to the row that is named', () => {
  const cryptr = new Cryptr(keys.forms[0].encryptionKey);
  const sealed = events.filter((event) => event.event === 'private');

  assert.ok(sealed.length > 30);
  for (const { path, plaintext } of sealed) {
    assert.equal(cryptr.decrypt(readJson(path).payload.data), read(plaintext), path);
  }
});

test('a row says of itself what the event says of it', () => {
  for (const entry of events.filter((event) => event.event === 'private')) {
    const { meta } = readJson(entry.path);
    const row = readJson(entry.plaintext);

    if (entry.class === 'schema') {
      assert.equal(row.id, meta.formId);
      assert.equal(row.versions[0].published, entry.type === 'published');
      continue;
    }
    assert.equal(row.id, meta.submissionId);
    assert.equal(row.draft, meta.draft ?? false);
    assert.equal(row.deleted, entry.type === 'deleted');
  }
});

test('nkeys.js takes the throw-away NKeys', () => {
  assert.equal(keys.throwAway, true);
  for (const { publicKey, seed } of keys.nkeys) {
    const pair = nkeys.fromSeed(new TextEncoder().encode(seed));

    assert.equal(pair.getPublicKey(), publicKey);
  }
});

test('a vector file states the digest and the number of its tests', () => {
  for (const { path } of ofKind('vectors')) {
    const file = readJson(path);
    const tests = file.testGroups.flatMap((group) => group.tests);

    assert.equal(sha256(JSON.stringify(file.testGroups)), file.digest, path);
    assert.equal(tests.length, file.numberOfTests, path);
    for (const flag of tests.flatMap(({ flags }) => flags)) {
      assert.ok(file.notes[flag], `${path} explains ${flag}`);
    }
  }
});

test('all of it takes less than 5 MB', () => {
  const total = index.files.reduce((sum, file) => sum + file.bytes, 0);

  assert.ok(total < 4_500_000, `${total} bytes`);
});
