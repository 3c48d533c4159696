// Runs `publish` into a running `up`, and reads what arrived with npm nats.
import { connectAccount } from './stock.mjs';
import { run } from './command.mjs';

// Gives { code, stdout, stderr, lines } where lines are the JSON lines.
export async function publish(up, ...args) {
  const { code, stdout, stderr } = await run([
    'publish',
    '--json',
    ...['--env-file', up.ready.producerEnvFile],
    ...args,
  ]);
  const text = stdout.toString();
  const lines = text.trimEnd().split('\n').filter(Boolean).map(JSON.parse);
  return {
    code,
    stderr,
    messages: lines.filter((line) => line.message).map((line) => line.message),
    published: lines.find((line) => line.published)?.published,
  };
}

// Every message of the stream, oldest first:
// { seq, subject, text, hasHeaders, storedAtMs }.
export async function storedMessages(up) {
  const admin = await connectAccount(up, 'admin');
  const manager = await admin.jetstreamManager();
  const { state } = await manager.streams.info('CHEFS');
  const messages = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const { subject, data, header, time } = await manager.streams.getMessage('CHEFS', {
      seq,
    });
    const text = Buffer.from(data).toString();
    messages.push({
      seq, subject, text, hasHeaders: Boolean(header?.size?.()), storedAtMs: time.getTime(),
    });
  }
  await admin.close();
  return messages;
}

export async function streamState(up) {
  const admin = await connectAccount(up, 'admin');
  const manager = await admin.jetstreamManager();
  const { state } = await manager.streams.info('CHEFS');
  await admin.close();
  return state;
}
