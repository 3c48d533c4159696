// A consumer that keeps a text with its durable, from when it made it, and goes
// by that text in every later run.
export function notesAtServer(textOf, goBy) {
  return (steps) => {
    const { durableConfig, lastSeen } = steps;
    steps.durableConfig = function () {
      return { ...durableConfig.call(this), description: textOf(this) };
    };
    steps.lastSeen = function (manager, info) {
      goBy(this, info.config.description);
      return lastSeen.call(this, manager, info);
    };
  };
}
