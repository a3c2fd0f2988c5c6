// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/page_style.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1c2733; --quiet: #566575;
  --line: #d5dde5; --card: #f3f6f9; --baseline: #8fa3b7; --reform: #1f6fb2; --more: #b3541e;
  --less: #1f7a4d }
@media (prefers-color-scheme: dark) { :root { --ground: #12181f; --ink: #e6edf3; --quiet: #9db0c2;
  --line: #303d4a; --card: #1a232c; --baseline: #70869c; --reform: #62b0f0; --more: #f0935a;
  --less: #5cc48f } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0 }
h2 { font-size: 1.2rem; margin: 0 0 .5rem }
p { margin: .4rem 0; max-width: 46rem }
.quiet { color: var(--quiet); font-size: .875rem }
.figures { display: grid; gap: .75rem; margin: 1rem 0;
  grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)) }
.figure { background: var(--card); border-radius: .5rem; padding: .75rem 1rem }
.figure dt { color: var(--quiet) }
.figure dd { margin: 0 }
.figure .value { font-size: 1.3rem; font-weight: 600; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums }
section { border-top: 1px solid var(--line); padding: 1.25rem 0; min-width: 0 }
.charts { display: grid; gap: 1rem 2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)) }
figure { margin: 0; min-width: 0; max-width: 38rem }
figcaption { font-weight: 600 }
svg { display: block; width: 100%; height: auto; margin: .5rem 0 }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink) }
svg .baseline { fill: var(--baseline) }
svg .reform { fill: var(--reform) }
svg .more { fill: var(--more) }
svg .less { fill: var(--less) }
svg .grid { stroke: var(--line) }
svg .axis { stroke: var(--quiet) }
svg .mark { stroke: var(--more); stroke-dasharray: 2 3 }
svg .baseline-line { fill: none; stroke: var(--baseline); stroke-width: 2.5;
  stroke-dasharray: 6 4 }
svg .reform-line { fill: none; stroke: var(--reform); stroke-width: 2.5 }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 .8em }
.key.baseline { background: var(--baseline); margin-left: 0 }
.key.reform { background: var(--reform) }
.table { overflow-x: auto; margin: .5rem 0 }
table { border-collapse: collapse; font-size: .8125rem; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top }
th { color: var(--quiet); font-weight: 600 }
th:first-child, td:first-child { padding-left: 0 }
.number { text-align: right; white-space: nowrap }
tr.sum td { font-weight: 600; border-bottom: 0 }
summary { cursor: pointer; font-weight: 600 }
td.text { min-width: 6rem; max-width: 22rem; overflow-wrap: anywhere }
.provenance dt { color: var(--quiet) }
.provenance dd { margin: 0 0 .3rem; overflow-wrap: anywhere }
@media (min-width: 48rem) { .provenance { display: grid; grid-template-columns: 12rem 1fr } }
@media print { :root { color-scheme: light; --ground: #ffffff; --ink: #000000; --quiet: #444444;
    --line: #bbbbbb; --card: #f3f6f9; --baseline: #8fa3b7; --reform: #1f6fb2; --more: #b3541e;
    --less: #1f7a4d }
  @page { size: A4 landscape; margin: 12mm }
  html { font-size: 9pt }
  body { font-size: 9pt; padding: 0; max-width: none; print-color-adjust: exact;
    -webkit-print-color-adjust: exact }
  .figures { grid-template-columns: repeat(4, 1fr) }
  .figure .value { font-size: 1.1rem }
  .charts { grid-template-columns: 1fr 1fr }
  .table { overflow: visible }
  table { font-size: 7.5pt }
  th, td { padding: .15rem .4rem }
  figure, .figure, tr, h2, section.short { break-inside: avoid }
  tr.sum { break-before: avoid }
  .provenance { display: grid; grid-template-columns: 12rem 1fr }
  h2, figcaption, summary { break-after: avoid }
  section { border: 0; padding: .6rem 0 } }
)css";

}  // namespace

std::string_view page_style() { return kStyle; }

}  // namespace quitrent
