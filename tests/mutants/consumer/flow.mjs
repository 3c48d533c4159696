// The order in which a consumer takes its steps (steps.mjs).
import { jetstream } from "../../stock/node/current_client.mjs";

export async function run(steps) {
  const readers = new Set();
  listenToSignals(steps, readers);
  await steps.atStart();
  let tries = 0;
  while (!steps.isStopping()) {
    const before = steps.connections;
    let error;
    try {
      await session(steps, readers);
    } catch (failure) {
      error = failure;
      if (!steps.isStopping()) console.error(`consumer: ${failure.message}`);
    }
    if (steps.isStopping()) return;
    tries = steps.connections > before ? 0 : tries + 1;
    await steps.pause(tries, error);
  }
}

function listenToSignals(steps, readers) {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
      steps.onSignal();
      if (!steps.isStopping()) return;
      for (const { isBusy, fetch } of readers) if (!isBusy) fetch?.stop();
    });
  }
}

// One connection, until it ends or the program is to.
async function session(steps, readers) {
  await steps.beforeConnect();
  const connection = await steps.connect();
  steps.connections += 1;
  try {
    await steps.afterConnect(connection);
    const manager = await jetstream.jetstreamManager(connection, {
      checkAPI: false,
      timeout: steps.requestTimeoutMs,
    });
    const info = await steps.findOrMakeDurable(manager);
    const reader = await makeReader(steps, connection, manager, info);
    readers.add(reader);
    await steps.readAll(reader).finally(() => readers.delete(reader));
    if (connection.isClosed()) throw new Error("the connection was lost");
    await manager.consumers.info(steps.stream, info.name);
    await connection.drain();
  } finally {
    await connection.close();
  }
}

async function makeReader(steps, connection, manager, info) {
  const client = jetstream.jetstream(connection);
  const isPush = info.config.deliver_subject !== undefined;
  return {
    connection,
    manager,
    info,
    consumer: isPush ? undefined : await client.consumers.get(steps.stream, info.name),
    last: await steps.lastSeen(manager, info),
    isBusy: false,
    firstInStream: async () =>
      (await manager.streams.info(steps.stream)).state.first_seq,
  };
}
