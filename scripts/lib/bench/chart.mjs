// Time and memory over the number of events, both axes logarithmic, as SVG.

const width = 720;
const height = 300;
const margin = { left: 56, right: 16, top: 34, bottom: 40 };
const panelWidth = width / 2;
const colours = ['#0b62a4', '#c2410c', '#15803d'];

const decades = (values) => [
  Math.floor(Math.log10(Math.min(...values))),
  Math.ceil(Math.log10(Math.max(...values)) + 1e-9),
];

function panel(x0, title, series, value) {
  const points = series.flatMap(({ points: all }) => all);
  const [fromX, toX] = decades(points.map((p) => p.events));
  const [fromY, toY] = decades(points.map(value));
  const innerWidth = panelWidth - margin.left - margin.right;
  const innerHeight = height - margin.top - margin.bottom;
  const x = (events) =>
    x0 + margin.left + ((Math.log10(events) - fromX) / (toX - fromX || 1)) * innerWidth;
  const y = (number) =>
    margin.top + innerHeight - ((Math.log10(number) - fromY) / (toY - fromY || 1)) * innerHeight;
  const parts = [`<text x="${x0 + margin.left}" y="20" font-weight="bold">${title}</text>`];
  for (let power = fromX; power <= toX; power += 1) {
    const at = x(10 ** power).toFixed(1);
    parts.push(
      `<path d="M${at} ${margin.top}V${margin.top + innerHeight}" stroke="#ddd"/>`,
      `<text x="${at}" y="${height - 22}" text-anchor="middle">10<tspan dy="-5" font-size="9">${power}</tspan></text>`,
    );
  }
  for (let power = fromY; power <= toY; power += 1) {
    const at = y(10 ** power).toFixed(1);
    parts.push(
      `<path d="M${x0 + margin.left} ${at}H${x0 + margin.left + innerWidth}" stroke="#ddd"/>`,
      `<text x="${x0 + margin.left - 6}" y="${Number(at) + 4}" text-anchor="end">${10 ** power}</text>`,
    );
  }
  series.forEach(({ points: all }, index) => {
    const line = all.map((p) => `${x(p.events).toFixed(1)},${y(value(p)).toFixed(1)}`).join(' ');
    parts.push(
      `<polyline points="${line}" fill="none" stroke="${colours[index]}" stroke-width="2"/>`,
      ...all.map(
        (p) =>
          `<circle cx="${x(p.events).toFixed(1)}" cy="${y(value(p)).toFixed(1)}" r="3" fill="${colours[index]}"/>`,
      ),
    );
  });
  return parts.join('\n');
}

// series: [{ name, points: [{ events, seconds, peakMiB }] }]
export function growthChart(series) {
  const legend = series.map(
    ({ name }, index) =>
      `<text x="${margin.left + index * 260}" y="${height - 4}" fill="${colours[index]}">■ ${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + 6}" font-family="sans-serif" font-size="12" role="img" aria-label="Seconds and peak memory over the number of published events">
<rect width="100%" height="100%" fill="#fff"/>
${panel(0, 'Seconds to publish', series, (p) => p.seconds)}
${panel(panelWidth, 'Peak memory, MiB', series, (p) => p.peakMiB)}
${legend.join('\n')}
</svg>
`;
}
