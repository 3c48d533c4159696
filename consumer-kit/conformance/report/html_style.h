// The style sheet of the HTML report: light and dark, narrow and wide, paper.
// No fonts, images or scripts from elsewhere: the report is one file.
#pragma once

#include <string_view>

namespace chefs::conformance {

inline constexpr std::string_view kHtmlStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328; --soft: #59636e;
  --line: #d1d9e0; --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700;
  --none: #6e7781; --pass-bg: #dafbe1; --fail-bg: #ffebe9; --warn-bg: #fff8c5;
  --none-bg: #eaeef2;
  --salt: #ddf4ff; --iv: #fbefff; --tag: #fff1e5; --ciphertext: #eef2f6;
  --mark: #cf222e; --mark-ink: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #161b22; --ink: #e6edf3; --soft: #9198a1;
    --line: #30363d; --pass: #3fb950; --fail: #ff7b72; --warn: #d29922;
    --none: #8b949e; --pass-bg: #12261e; --fail-bg: #2d1517; --warn-bg: #272115;
    --none-bg: #21262d;
    --salt: #0c2d4a; --iv: #2b1a45; --tag: #3d2410; --ciphertext: #1c2430;
    --mark: #ff7b72; --mark-ink: #0d1117;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 62rem;
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; }
p { margin: .4rem 0; }
a { color: inherit; }
code, .mono {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: .875em;
}
.soft { color: var(--soft); }
.verdict { border-left: .5rem solid var(--none); padding: .75rem 1rem;
  background: var(--none-bg); border-radius: .375rem; }
.verdict.pass { border-color: var(--pass); background: var(--pass-bg); }
.verdict.fail { border-color: var(--fail); background: var(--fail-bg); }
.verdict.warn { border-color: var(--warn); background: var(--warn-bg); }
.facts { display: grid; gap: .25rem 1.5rem; margin: 1rem 0 0;
  grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.facts div { min-width: 0; }
.facts dt { color: var(--soft); font-size: .8rem; }
.facts dd { margin: 0; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1rem 0 .5rem;
  padding: 0; list-style: none; }
.tally b { font-size: 1.5rem; line-height: 1.2; display: block; }
.bar { display: flex; height: .5rem; border-radius: .25rem; overflow: hidden;
  background: var(--none-bg); }
.bar i { display: block; }
.pass i, i.pass { background: var(--pass); } i.fail { background: var(--fail); }
i.unsupported { background: var(--none); } i.error { background: var(--warn); }
.card { border: 1px solid var(--line); border-radius: .5rem;
  padding: .9rem 1rem; margin: .75rem 0; background: var(--card); }
.card.alarm { border-color: var(--fail); background: var(--fail-bg); }
.matrix { width: 100%; border-collapse: collapse; }
.matrix th { text-align: left; font-weight: 500; padding: .3rem .75rem .3rem 0;
  vertical-align: top; white-space: nowrap; }
.matrix td { padding: .3rem 0; vertical-align: top; }
.matrix td.count { text-align: right; white-space: nowrap; padding-left: .75rem;
  color: var(--soft); font-variant-numeric: tabular-nums; }
.matrix tr + tr { border-top: 1px solid var(--line); }
.cell { display: inline-block; min-width: 1.35rem; height: 1.35rem; margin: 1px;
  border-radius: .25rem; text-align: center; line-height: 1.35rem;
  font-size: .75rem; font-weight: 700; text-decoration: none; }
.pill { display: inline-block; border-radius: 1rem; padding: 0 .6rem;
  font-size: .8rem; font-weight: 600; white-space: nowrap; }
.cell.pass, .pill.pass { background: var(--pass-bg); color: var(--pass); }
.cell.fail, .pill.fail { background: var(--fail-bg); color: var(--fail); }
.cell.fail { background: var(--fail); color: var(--paper); }
.cell.unsupported, .pill.unsupported { background: var(--none-bg);
  color: var(--none); }
.cell.error, .pill.error, .cell.unproven, .pill.unproven {
  background: var(--warn-bg); color: var(--warn); }
.pill.level { background: none; border: 1px solid var(--line);
  color: var(--soft); font-weight: 400; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem;
  color: var(--soft); margin: .5rem 0; }
.case { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0;
  padding: 1rem; }
.case header { display: flex; flex-wrap: wrap; align-items: baseline;
  gap: .25rem .6rem; margin-bottom: .4rem; }
.case h3 code { font-size: 1em; overflow-wrap: anywhere; }
.fields { display: grid; grid-template-columns: 6rem 1fr; gap: .3rem .75rem;
  margin: .6rem 0; }
.fields dt { color: var(--soft); }
.fields dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.fields ul { margin: 0; padding-left: 1.1rem; }
.check { border-top: 1px solid var(--line); margin-top: .75rem;
  padding-top: .6rem; }
.check h4 { margin: 0; font-size: .95rem; }
.hex { margin: .25rem 0 .5rem; padding: .5rem .6rem; border-radius: .375rem;
  border: 1px solid var(--line); overflow-wrap: anywhere; white-space: pre-wrap;
  line-height: 1.7; background: var(--paper); }
.hex .salt { background: var(--salt); } .hex .iv { background: var(--iv); }
.hex .tag { background: var(--tag); }
.hex .ciphertext { background: var(--ciphertext); }
.hex span, .key span { padding: .1rem 0; }
.hex .gap { color: var(--soft); font-style: italic; }
.hex mark[class] { background: var(--mark); color: var(--mark-ink); font-weight: 700;
  border-radius: 2px; padding: .1rem 1px; }
.key span { padding: .1rem .4rem; border-radius: .25rem; margin-right: .3rem; }
.key .salt { background: var(--salt); } .key .iv { background: var(--iv); }
.key .tag { background: var(--tag); }
.key .ciphertext { background: var(--ciphertext); }
.key mark { background: var(--mark); color: var(--mark-ink); padding: .1rem .4rem;
  border-radius: .25rem; }
.chart { margin: .75rem 0; border: 1px solid var(--line);
  border-radius: .375rem; background: var(--paper); }
.chart svg { display: block; width: 100%;
  font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.chart text { fill: var(--soft); }
.chart .time { font-size: 11px; }
.chart .lane { stroke: var(--line); }
.chart .tick { stroke: var(--line); stroke-dasharray: 2 4; }
.chart .mark { fill: var(--none); stroke: var(--paper); }
.chart .run { fill: var(--none); }
.chart .good { fill: var(--pass); } .chart .bad { fill: var(--fail); }
.chart .break { fill: var(--warn); }
.chart line.wrong { stroke: var(--fail); stroke-width: 2; }
.chart text.wrong { fill: var(--fail); font-weight: 600; }
.fields .mono div { overflow-wrap: anywhere; white-space: pre-wrap; }
.steps { border-collapse: collapse; font-size: .9rem; max-width: 100%; }
.steps td { padding: .1rem .75rem .1rem 0; vertical-align: top;
  overflow-wrap: anywhere; }
.steps td:nth-child(2) { overflow-wrap: normal; }
.steps td:first-child { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; color: var(--soft); }
.steps .wrong td { color: var(--fail); font-weight: 600; }
.all { width: 100%; border-collapse: collapse; font-size: .9rem; }
.all th, .all td { text-align: left; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; }
.all td:first-child { overflow-wrap: anywhere; }
summary { cursor: pointer; }
@media (max-width: 34rem) {
  body { padding: 1rem .85rem 3rem; }
  .tally { gap: .5rem 1.1rem; }
  .tally b { font-size: 1.25rem; }
  .fields { grid-template-columns: 1fr; gap: 0; }
  .fields dd { margin-bottom: .45rem; }
  .steps, .steps tbody, .steps tr { display: block; }
  .steps td { display: inline; padding-right: .4rem; }
  .steps td:last-child { display: block; padding: 0 0 .3rem .75rem; }
  .matrix, .matrix tbody, .matrix tr { display: block; }
  .matrix tr { display: grid; grid-template-columns: 1fr auto;
    padding: .35rem 0; }
  .matrix td.cells { grid-column: 1 / -1; grid-row: 2; }
  .facts { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
  .all td:nth-child(2), .all th:nth-child(2) { display: none; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  .case, .card { break-inside: avoid-page; }
  .cell, .pill, .hex span, .hex mark, .bar i, .key span, .key mark,
  .chart rect, .chart circle {
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .hex mark { outline: 1px solid; }
}
)css";

}  // namespace chefs::conformance
