// The demo's verdict on what consumers report, and its table.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isRight, table } from '../../scripts/lib/demo_table.mjs';

const subject =
  'PRIVATE.forms.submission.modified.0b0e1f3c-6f0d-4f43-9d8e-3c1c2d7f8a10';
const message = { sequence: 7, subject, kind: 'sealed', bytes: 965_343 };
const opened = {
  seq: 7,
  subject,
  sizeBytes: 965_343,
  source: 'chefs-local',
  outcome: 'processed',
  plaintextSha256: 'ab12',
};

const verdicts = [
  ['an opened event is right', message, opened, true],
  ['a missing event is wrong', message, undefined, false],
  ['another subject is wrong', message, { ...opened, subject: 'x' }, false],
  ['another size is wrong', message, { ...opened, sizeBytes: 1 }, false],
  [
    'a sealed event that was not opened is wrong',
    message,
    { ...opened, plaintextSha256: undefined },
    false,
  ],
  [
    'a sealed event without its key is wrong',
    message,
    { ...opened, outcome: 'undecryptable' },
    false,
  ],
  [
    'an event of another source is to be ignored',
    message,
    { ...opened, source: 'pr-1444', outcome: 'ignored' },
    true,
  ],
  [
    'an event of another source that was worked on is wrong',
    message,
    { ...opened, source: 'pr-1444' },
    false,
  ],
  [
    'an event of the own source that was ignored is wrong',
    message,
    { ...opened, outcome: 'ignored' },
    false,
  ],
  [
    'an oversize event is to be downloaded',
    { ...message, kind: 'error' },
    { ...opened, outcome: 'recovered' },
    true,
  ],
  [
    'an oversize event that was not downloaded is wrong',
    { ...message, kind: 'error' },
    { ...opened, outcome: 'oversize' },
    false,
  ],
  [
    'a public event has nothing to open',
    { ...message, kind: 'public' },
    { ...opened, plaintextSha256: undefined },
    true,
  ],
];
for (const [name, sent, report, expected] of verdicts) {
  test(name, () => {
    assert.equal(isRight(sent, report, 'chefs-local'), expected);
  });
}

test('the table has 80 columns and says what is missing', () => {
  const text = table([message], new Map([[7, opened]]), new Map());

  const lines = text.split('\n');
  assert.equal(Math.max(...lines.map((line) => line.length)), 80);
  assert.match(lines.at(-1), /^  7 PRIVATE\.forms\.submission\.modified\.0b0e…/);
  assert.match(lines.at(-1), / 965343 sealed opened     MISSING$/);
});
