// A message of a stream that the client did not fetch itself, with what the
// steps use of one. The reply subject tells the rest: NATS documentation,
// "JetStream wire API", $JS.ACK.stream.durable.times.seq.nth.time.pending.
export function streamMessage(message) {
  const [, , , , times, seq, , , pending] = message.reply.split(".");
  const answer = (text) => message.respond(text);
  return {
    seq: Number(seq),
    subject: message.subject,
    data: message.data,
    redelivered: Number(times) > 1,
    info: { deliveryCount: Number(times), pending: Number(pending) },
    ack: () => answer("+ACK"),
    nak: () => answer("-NAK"),
  };
}
