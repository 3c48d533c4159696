// The demo's table: each message that was published, beside what each consumer
// made of it. Pure: rows from data. 80 columns wide.

// What a right consumer reports, by what was sent.
const rightOutcomes = {
  public: ['processed'],
  sealed: ['processed'],
  error: ['recovered', 'oversize'],
};

const words = {
  ignored: 'not ours',
  oversize: 'too large',
  recovered: 'downloaded',
  undecryptable: 'no key',
  invalid: 'invalid',
};

function inWords(report) {
  if (!report) return 'MISSING';
  if (report.outcome !== 'processed') return words[report.outcome];
  return report.plaintextSha256 ? 'opened' : 'read';
}

// "PRIVATE.forms.submission.created.1f3c…": a form id by its first digits.
function shortened(subject) {
  const tokens = subject.split('.');
  const formId = tokens.pop();
  return [...tokens, `${formId.slice(0, 4)}…`].join('.');
}

// message: { sequence, subject, size_bytes, kind, is_foreign }
export function isRight(message, report) {
  if (!report) return false;
  if (message.isForeign) return report.outcome === 'ignored';
  if (!rightOutcomes[message.kind].includes(report.outcome)) return false;
  return (message.kind === 'sealed') === Boolean(report.plaintextSha256);
}

function line(...[sequence, subject, size, kind, ours, stock]) {
  return [
    String(sequence).padStart(3),
    subject.padEnd(39),
    String(size).padStart(7),
    kind.padEnd(6),
    ours.padEnd(10),
    stock,
  ].join(' ');
}

// messages in the order of the stream; reports by sequence, one Map a consumer.
export function table(messages, ours, stock) {
  const rows = messages.map((message) =>
    line(
      message.sequence,
      shortened(message.subject),
      message.sizeBytes,
      message.kind,
      inWords(ours.get(message.sequence)),
      inWords(stock.get(message.sequence)),
    ),
  );
  return [
    line('seq', 'subject', 'bytes', 'kind', 'chefs-mock', 'stock npm'),
    '-'.repeat(80),
    ...rows,
  ].join('\n');
}
