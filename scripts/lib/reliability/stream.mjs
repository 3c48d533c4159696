// What was acknowledged, held against what the stream holds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { chefsMock, cleanEnvironment } from '../../../tests/e2e/lib/command.mjs';
import { storedMessages } from '../../../tests/e2e/lib/publishing.mjs';

// Publishes public events, no two with the same text; gives { code, stderr, acknowledged: Map of sequence to
// subject, published }. onStored is called with how many are acknowledged so far.
export async function publishCounted(envFile, args, onStored = () => {}, env = {}) {
  const child = spawn(
    chefsMock,
    ['publish', '--env-file', envFile, '--public', '--mix', 'created=1', '--json', '--list', ...args],
    { env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const acknowledged = new Map();
  let published;
  let doubled = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const json = JSON.parse(line);
    published ??= json.published;
    if (json.message?.outcome !== 'stored') continue;
    if (acknowledged.has(json.message.sequence)) doubled += 1;
    acknowledged.set(json.message.sequence, json.message.subject);
    onStored(acknowledged.size);
  }
  const [code] = await closed;
  return { code, stderr, acknowledged, published, doubled };
}

// The stream has each acknowledged event where it was said to be, and none twice.
export async function heldAgainst(up, acknowledged) {
  const stored = await storedMessages(up);
  const subjects = new Map(stored.map(({ seq, subject }) => [seq, subject]));
  const lost = [...acknowledged].filter(([seq, subject]) => subjects.get(seq) !== subject).length;
  const texts = new Set(stored.map(({ subject, text }) => `${subject} ${text}`));
  return { stored: stored.length, lost, doubled: stored.length - texts.size };
}
