// The demo's verdict and its table: each message that was published, beside
// what each consumer made of it. Pure: text from data. 80 columns wide.

// What a right consumer reports of an event of its own source.
const rightOutcomes = {
  public: ['processed'],
  sealed: ['processed'],
  error: ['recovered'],
};

const words = {
  ignored: 'not ours',
  oversize: 'too large',
  recovered: 'downloaded',
  undecryptable: 'no key',
};

function inWords(report) {
  if (!report) return 'MISSING';
  if (report.outcome !== 'processed') {
    return words[report.outcome] ?? report.outcome;
  }
  return report.plaintextSha256 ? 'opened' : 'read';
}

// Whether the report says what was sent: message { subject, kind, bytes } as
// `up` accounts for it, source that of the consumer.
export function isRight(message, report, source) {
  if (report?.subject !== message.subject) return false;
  if (report.sizeBytes !== message.bytes) return false;
  if (report.source !== source) return report.outcome === 'ignored';
  if (!rightOutcomes[message.kind]?.includes(report.outcome)) return false;
  return message.kind !== 'sealed' || Boolean(report.plaintextSha256);
}

// "PRIVATE.forms.submission.created.1f3c…": a form id by its first digits.
function shortened(subject) {
  const tokens = subject.split('.');
  return [...tokens.slice(0, 4), `${tokens[4].slice(0, 4)}…`].join('.');
}

function line(sequence, subject, bytes, kind, ours, stock) {
  return [
    String(sequence).padStart(3),
    subject.padEnd(39),
    String(bytes).padStart(7),
    kind.padEnd(6),
    ours.padEnd(10),
    stock,
  ].join(' ');
}

// Reports by sequence, one Map for each consumer.
export function table(messages, ours, stock) {
  const rows = messages.map(({ sequence, subject, bytes, kind }) =>
    line(
      sequence,
      shortened(subject),
      bytes,
      kind,
      inWords(ours.get(sequence)),
      inWords(stock.get(sequence)),
    ),
  );
  const heading = line('seq', 'subject', 'bytes', 'sent', 'chefs-mock', 'npm');
  return [heading, '-'.repeat(80), ...rows].join('\n');
}
