// JetStream's API by its subjects, beneath what a client would check first.

// Sends a request and gives its answer as JSON.
export async function ask(connection, subject, body) {
  const answer = await connection.request(subject, JSON.stringify(body), {
    timeout: 5_000,
  });
  return answer.json();
}

// Asks a consumer for one message. It comes under its own subject, with the
// subject to acknowledge it to as its reply.
export async function nextMessage(connection, subject) {
  const inbox = `_INBOX.next.${process.pid}`;
  const answers = connection.subscribe(inbox, { max: 1, timeout: 5_000 });
  connection.publish(subject, '', { reply: inbox });
  for await (const message of answers) return message;
}

// Publishes to all and gives those that the server did not refuse.
export async function acceptedPublishes(connection, violations, subjects) {
  for (const subject of subjects) connection.publish(subject, '');
  await violations.settle();
  return subjects.filter((subject) => !violations.refused('publish', subject));
}

export async function acceptedSubscriptions(connection, violations, subjects) {
  const subscriptions = subjects.map((subject) =>
    connection.subscribe(subject, { callback: () => {} }),
  );
  await violations.settle();
  subscriptions.forEach((subscription) => subscription.unsubscribe());
  return subjects.filter(
    (subject) => !violations.refused('subscription', subject),
  );
}
