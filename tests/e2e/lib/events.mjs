// CHEFS events made by hand with npm cryptr, after docs/contract.md; nothing of
// the code under test has a part in them.
import { createHash } from 'node:crypto';

import { Cryptr } from '../../stock/node/clients.mjs';

export const formId = '0b0e1f3c-6f0d-4f43-9d8e-3c1c2d7f8a10';
const versionId = '5d6ff6a3-3b0b-4ef5-9a4c-9a1a6c0d3f77';

function meta(source, type, submissionId) {
  return {
    source,
    domain: 'forms',
    class: 'submission',
    type,
    formId,
    formVersionId: versionId,
    submissionId,
    draft: false,
  };
}

export function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

// Each kind of event, with what a right consumer of that source reports of it.
export function eventsOfEveryKind({ SOURCE: source, ENCRYPTION_KEY: key }) {
  const row = JSON.stringify({ id: 's-1', submission: { data: { a: 'é🍁' } } });
  const sealed = new Cryptr(key).encrypt(row);
  const subject = (visibility, type) =>
    `${visibility}.forms.submission.${type}.${formId}`;
  return [
    {
      name: 'a private event of its own source',
      subject: subject('PRIVATE', 'created'),
      body: { meta: meta(source, 'created', 's-1'), payload: { data: sealed } },
      report: {
        outcome: 'processed',
        submissionId: 's-1',
        plaintextSha256: sha256(row),
      },
    },
    {
      name: 'the public event of the same submission',
      subject: subject('PUBLIC', 'created'),
      body: { meta: meta(source, 'created', 's-1'), payload: {} },
      report: { outcome: 'processed', submissionId: 's-1' },
    },
    {
      name: 'an event of another source',
      subject: subject('PRIVATE', 'modified'),
      body: {
        meta: meta('pr-1444', 'modified', 's-2'),
        payload: { data: sealed },
      },
      report: { outcome: 'ignored', submissionId: 's-2' },
    },
    {
      name: 'an event that was too large',
      subject: subject('PRIVATE', 'modified'),
      body: {
        meta: meta(source, 'modified', 's-3'),
        payload: { data: {} },
        error: { code: 'MAX_MSG_SIZE', message: 'Message is 9 bytes.' },
      },
      report: { outcome: 'oversize', submissionId: 's-3' },
    },
    {
      name: 'an event sealed with another key',
      subject: subject('PRIVATE', 'created'),
      body: {
        meta: meta(source, 'created', 's-4'),
        payload: { data: new Cryptr('another key').encrypt(row) },
      },
      report: { outcome: 'undecryptable', submissionId: 's-4' },
    },
    {
      name: 'a deletion',
      subject: subject('PUBLIC', 'deleted'),
      body: { meta: meta(source, 'deleted', 's-1'), payload: {} },
      report: { outcome: 'processed', submissionId: 's-1' },
    },
  ];
}

// Publishes them in order; sequences are those of an empty stream.
export async function publishAll(producer, events) {
  const jetstream = producer.jetstream();
  for (const { subject, body } of events) {
    await jetstream.publish(subject, JSON.stringify(body));
  }
}
