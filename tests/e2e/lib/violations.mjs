// What the server refuses a connection, as its stock client reports it.

export class Violations {
  #connection;
  #seen = new Set();
  #waiting = new Map();
  #sentinels = 0;

  // Listens from now on.
  constructor(connection) {
    this.#connection = connection;
    this.#listen();
  }

  async #listen() {
    for await (const status of this.#connection.status()) {
      if (!status.permissionContext) continue;
      const { operation, subject } = status.permissionContext;
      this.#seen.add(`${operation} ${subject}`);
      this.#waiting.get(subject)?.();
    }
  }

  // Comes back once the answers to all that was sent before have been seen. The
  // server answers in order, so it sends what is refused for certain, and waits
  // for that answer.
  async settle() {
    const sentinel = `REFUSED.FOR.CERTAIN.${++this.#sentinels}`;
    const answered = new Promise((resolve) =>
      this.#waiting.set(sentinel, resolve),
    );
    this.#connection.publish(sentinel, '');
    await answered;
    this.#waiting.delete(sentinel);
  }

  // Whether that operation ("publish" or "subscription") was refused.
  refused(operation, subject) {
    return this.#seen.has(`${operation} ${subject}`);
  }
}
