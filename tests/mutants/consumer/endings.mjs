// How the work on an event, and a consumer, can end badly.

// The event is fine, but cannot be worked on now.
export class TryLater extends Error {}

// The program ends as one with a bug does.
export function die(why) {
  console.error(`consumer: ${why}`);
  process.exit(1);
}
