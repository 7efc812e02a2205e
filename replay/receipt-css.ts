// The style of a receipt, on screen and on paper. It is a constant of its own, so that a page with a strict Content-Security-Policy can serve it
// as a file.
export const RECEIPT_CSS = `
:root { color-scheme: light dark; }
.receipt, body:has(> .receipt) { --ink: #1c1c1a; --quiet: #5f5e59; --line: #d9d8d2; --paper: #fff; --bad: #a3261b; --good: #1d6b3f; }
@media (prefers-color-scheme: dark) { .receipt, body:has(> .receipt) { --ink: #ececea; --quiet: #a5a49e; --line: #3b3b38; --paper: #191918; --bad: #ff9085; --good: #7fd4a2; } }
@media print { :root { color-scheme: light; } .receipt, body:has(> .receipt) { --ink: #000; --quiet: #444; --line: #bbb; --paper: #fff; --bad: #8f1d13; --good: #14532d; } }
.receipt { max-width: 48rem; margin: 0 auto; padding: 2.5rem 1.25rem; color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
body:has(> .receipt) { margin: 0; background: var(--paper); }
.receipt .kind { margin: 0; color: var(--quiet); letter-spacing: .04em; }
.receipt h1 { margin: .25rem 0 1.25rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
.receipt h2 { margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--ink); font-size: 1.2rem; line-height: 1.3; }
.receipt h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
.receipt p { margin: .4rem 0; }
.receipt dl { margin: 0; }
.receipt dl > div { display: grid; grid-template-columns: 10rem 1fr; gap: 1rem; padding: .35rem 0; border-top: 1px solid var(--line); }
.receipt dt { color: var(--quiet); }
.receipt dd { margin: 0; }
.receipt ul { margin: 0; padding-left: 1.1rem; }
.receipt code, .receipt pre { font-family: ui-monospace, monospace; font-size: .86em; }
.receipt pre { margin: .5rem 0; white-space: pre-wrap; font-family: inherit; font-size: 1em; }
.receipt pre.diff { font-family: ui-monospace, monospace; font-size: .86em; }
.receipt .diff > * { display: block; min-height: 1.5em; }
.receipt ins { color: var(--good); text-decoration: none; }
.receipt del { color: var(--bad); text-decoration: none; }
.receipt table { width: 100%; border-collapse: collapse; font-size: .93rem; }
.receipt th, .receipt td { padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
.receipt .brief { white-space: nowrap; }
.receipt thead th { border-top: 0; color: var(--quiet); font-weight: normal; }
.receipt td ul { list-style: none; padding: 0; }
.receipt .when { width: 13rem; color: var(--quiet); }
.receipt .fields th { width: 14rem; font-weight: normal; color: var(--quiet); }
.receipt .sum { max-width: 24rem; }
.receipt .number { text-align: right; font-variant-numeric: tabular-nums; }
.receipt .total td { border-top: 2px solid var(--ink); font-weight: 600; }
.receipt .row { margin: .75rem 0; }
.receipt .text { margin: .75rem 0; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.receipt .quiet { color: var(--quiet); }
.receipt .bad { color: var(--bad); }
@media (max-width: 36rem) { .receipt .brief { white-space: normal; } .receipt dl > div { grid-template-columns: 1fr; gap: 0; } .receipt .when, .receipt .fields th { width: auto; } }
@media print {
  @page { margin: 18mm 16mm; }
  .receipt { max-width: none; padding: 0; font-size: 10pt; }
  .receipt h1 { font-size: 16pt; }
  .receipt h2, .receipt h3 { break-after: avoid; }
  .receipt tr, .receipt .row, .receipt .text, .receipt dl > div { break-inside: avoid; }
  .receipt .run + .run { break-before: page; }
  .receipt .run + .run h2 { margin-top: 0; }
}
`;
