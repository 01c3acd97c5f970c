/** The report's style: quiet, dense, right in both themes and on paper. Inline, because the report loads nothing. */
export const REPORT_STYLE = `
:root { color-scheme: light dark;
  --bg:#fff; --sunk:#f6f7f8; --line:#e2e5e9; --ink:#14171b; --ink-2:#464d57; --ink-3:#626975; --accent:#2f45c5; --hit:#ffe58a; --hit-ink:#1b1600;
  --k-infra:#007293; --k-person:#6a1a7a; --k-org:#4f6200; --k-actor:#bd3a4f; --k-tool:#6b2800; --k-other:#3a4048;
  --sans:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans","Helvetica Neue",Arial,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;
  --mono:ui-monospace,"SF Mono",Consolas,"Noto Sans Mono","DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace; }
@media (prefers-color-scheme: dark) { :root { --bg:#131518; --sunk:#0e1012; --line:#272b30; --ink:#e7e9ec; --ink-2:#b1b8c1; --ink-3:#8b939e;
  --accent:#93a5ff; --hit:#5e4a00; --hit-ink:#fff6d6; --k-infra:#3cc3e4; --k-person:#e3b5f0; --k-org:#b6d040; --k-actor:#ff7a60; --k-tool:#ffd9a8; --k-other:#a2a9b3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 14px/1.5 var(--sans); font-variant-numeric: tabular-nums; }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; letter-spacing: -.01em; }
h2 { font-size: 18px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 15px; margin: 24px 0 4px; } h4 { font-size: 13px; margin: 12px 0 2px; font-weight: 600; }
p { margin: 4px 0; max-width: 72ch; } a { color: var(--accent); text-underline-offset: 2px; }
.meta, .small { color: var(--ink-3); font-size: 12px; } .mute { color: var(--ink-2); }
nav ol { columns: 2; padding-left: 20px; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; font-size: 13px; }
th { text-align: left; font-weight: 400; color: var(--ink-3); font-size: 12px; } th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
.n { text-align: right; white-space: nowrap; } .d { white-space: nowrap; } .mono { font-family: var(--mono); font-size: .92em; overflow-wrap: anywhere; }
.overlap { border-top: 1px solid var(--line); padding: 12px 0 16px; break-inside: avoid-page; }
.facts { display: flex; gap: 32px; margin: 6px 0 10px; flex-wrap: wrap; } .facts b { display: block; font-size: 16px; }
.chain { list-style: none; padding: 0; margin: 8px 0; } .chain li { padding: 6px 0 6px 16px; border-left: 2px solid var(--line); }
.chain li.weakest { border-left-color: var(--accent); } .chain ul { margin: 2px 0; padding-left: 18px; color: var(--ink-2); font-size: 12px; }
.weights { color: var(--ink-2); font-size: 12px; }
.k-infra { color: var(--k-infra); } .k-person { color: var(--k-person); } .k-org { color: var(--k-org); } .k-actor { color: var(--k-actor); } .k-tool { color: var(--k-tool); } .k-other { color: var(--k-other); }
mark { background: var(--hit); color: var(--hit-ink); padding: 0 1px; }
.evidence { border-top: 1px solid var(--line); padding: 8px 0; break-inside: avoid; } .evidence blockquote { margin: 4px 0; font-size: 15px; white-space: pre-wrap; overflow-wrap: anywhere; }
.evidence:target { background: var(--sunk); outline: 2px solid var(--accent); outline-offset: 4px; }
blockquote:lang(zh) { line-height: 1.8; } .gloss { color: var(--ink-2); font-size: 13px; }
.label { border: 1px solid var(--line); border-radius: 3px; padding: 0 4px; font-size: 11px; color: var(--ink-2); white-space: nowrap; }
.bar { display: flex; height: 8px; background: var(--sunk); margin: 4px 0 8px; } .bar span { display: block; min-width: 1px; }
.hbar { display: block; width: 84px; height: 3px; margin: 2px 0 0 auto; background: var(--sunk); } .hbar i { display: block; height: 3px; min-width: 1px; background: var(--ink-3); }
.columns { display: block; width: 100%; height: auto; margin: 6px 0 10px; } .columns rect { fill: var(--ink-3); } .columns line { stroke: var(--line); } .columns text { font-size: 10px; fill: var(--ink-3); text-anchor: middle; }
.bar span, .hbar, .hbar i, mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
details summary { cursor: pointer; color: var(--ink-2); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media print { body { font-size: 10.5pt; } main { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } details > * { display: block; } nav { display: none; } h2 { break-after: avoid; } }
`;
