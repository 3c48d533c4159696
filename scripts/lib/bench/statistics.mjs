// Numbers of repeated runs, and what is said of them. Pure.

export function summary(runs) {
  const sorted = [...runs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1), runs };
}

// How many times as good `ours` is as `other`: above 1 is better.
export function ratioOf(measure, ours, other) {
  const [a, b] = [measure.candidates[ours].median, measure.candidates[other].median];
  return measure.better === 'lower' ? b / a : a / b;
}

// What a goal came to: { text, value, isMet }. A goal is a ratio to another
// candidate, a bound on one's own number, or a bound on a difference.
export function judge(measure, goal) {
  const name = goal.of ?? 'chefs-mock';
  const own = measure.candidates[name];
  if (!own) return undefined;
  if (goal.times) {
    if (!measure.candidates[goal.to]) return undefined;
    const value = ratioOf(measure, name, goal.to);
    return {
      text: `${name} ÷ ${goal.to}`,
      value,
      goal: `≥ ${goal.times}`,
      isMet: value >= goal.times,
    };
  }
  if (goal.atMostAbove !== undefined) {
    if (!measure.candidates[goal.to]) return undefined;
    const value = own.median - measure.candidates[goal.to].median;
    return {
      text: `${name} − ${goal.to}, ${measure.unit}`,
      value,
      goal: `≤ ${goal.atMostAbove}`,
      isMet: value <= goal.atMostAbove,
    };
  }
  const isMet = measure.better === 'lower' ? own.median <= goal.bound : own.median >= goal.bound;
  return {
    text: `${name}, ${measure.unit}`,
    value: own.median,
    goal: `${measure.better === 'lower' ? '≤' : '≥'} ${goal.bound}`,
    isMet,
  };
}

// The same of a line from scripts/bench.d, whose goal is { of, atMost } or
// { of, atLeast }: a bound on its `ours`, its `ratio`, or on what is `added` to
// the baseline.
export function judgeLine({ unit, ours, baseline, ratio, goal }) {
  if (!goal) return undefined;
  const value = { ours, ratio, added: ours - baseline }[goal.of];
  const isRatio = goal.of === 'ratio';
  return {
    text: isRatio ? 'ratio' : `${goal.of}, ${unit}`,
    value,
    goal: goal.atMost === undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`,
    isMet: goal.atMost === undefined ? value >= goal.atLeast : value <= goal.atMost,
  };
}

// The changes of more than `share` between two results, by what they compare.
export function changes(before, after, share = 0.2) {
  const found = [];
  const compare = (what, was, is) => {
    const change = is / was - 1;
    if (Number.isFinite(change) && Math.abs(change) > share) found.push({ what, was, is, change });
  };
  const judgedBefore = new Map(
    before.measures.flatMap((m) => m.judged.map((j) => [`${m.name}: ${j.text}`, j.value])),
  );
  for (const measure of after.measures) {
    for (const { text, value } of measure.judged) {
      const what = `${measure.name}: ${text}`;
      if (judgedBefore.has(what)) compare(what, judgedBefore.get(what), value);
    }
  }
  const othersBefore = new Map((before.others ?? []).map((o) => [o.name, o.ratio]));
  for (const { name, ratio } of after.others ?? []) {
    compare(`${name}: ratio`, othersBefore.get(name), ratio);
  }
  const kernelsBefore = new Map((before.kernels ?? []).map((k) => [k.name, k.nanoseconds]));
  for (const { name, nanoseconds } of after.kernels ?? []) {
    compare(`kernel ${name}, ns`, kernelsBefore.get(name), nanoseconds);
  }
  return found;
}

export function shown(value) {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-CA').replaceAll(',', ' ');
  return String(Number(value.toPrecision(3)));
}
