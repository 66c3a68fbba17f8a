#include "trustlist/render/html.h"

namespace accord::trustlist::render {

// Contrast of text is 7 to 1 or more, in light and dark.
std::string_view style_sheet() noexcept {
  return R"(
:root { --page: #ffffff; --ink: #16181d; --quiet: #4a505c; --line: #c9ced8; --panel: #f4f6f9;
  --link: #0b3fa8; --good: #0a5527; --good-back: #e3f4e8; --bad: #8c1010; --bad-back: #fbe6e6;
  --unsure: #664400; --unsure-back: #fff3d6; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14161a; --ink: #eceef2; --quiet: #b4bac6; --line: #3d434f; --panel: #1e2127;
    --link: #9dc1ff; --good: #9be2b4; --good-back: #143321; --bad: #ffb3b3; --bad-back: #421a1a;
    --unsure: #f5d385; --unsure-back: #3b2f12; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  justify-content: space-between; padding-top: .75rem; padding-bottom: .75rem;
  border-bottom: 1px solid var(--line); }
footer { margin-top: 3rem; padding-top: .5rem; padding-bottom: 1.5rem; color: var(--quiet);
  border-top: 1px solid var(--line); font-size: .9rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.25rem 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; max-width: 48rem; }
a { color: var(--link); }
a:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--link);
  outline-offset: 2px; }
code { font: .88em/1.45 ui-monospace, "DejaVu Sans Mono", Consolas, monospace;
  overflow-wrap: anywhere; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
.facts { margin: .75rem 0; }
.facts > div { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 0 1rem;
  padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 6rem; }
th { color: var(--quiet); font-weight: 600; overflow-wrap: normal; }
td time, td .status { white-space: nowrap; }
th:last-child, td:last-child { padding-inline-end: 0; }
.status { display: inline-block; padding: 0 .55rem; border: 1px solid currentColor;
  border-radius: 1rem; font-weight: 600; font-size: .92em; }
.good { color: var(--good); background: var(--good-back); }
.bad { color: var(--bad); background: var(--bad-back); }
.unsure { color: var(--unsure); background: var(--unsure-back); }
.banner { padding: .6rem .9rem; border: 2px solid currentColor; border-radius: .4rem; max-width: none; }
.service { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem .75rem;
  margin: 1rem 0; background: var(--panel); }
.service:target { border: 2px solid var(--link); }
.service h2 { margin-top: .9rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem;
  align-items: baseline; justify-content: space-between; }
.service h2 .status { font-size: .95rem; }
#find { margin: 1.25rem 0; padding: .9rem 1rem 1rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--panel); }
#find label { display: block; font-weight: 600; margin-bottom: .3rem; }
#search { width: 100%; font: inherit; padding: .5rem .7rem; color: var(--ink);
  background: var(--page); border: 1px solid var(--quiet); border-radius: .4rem; }
select { font: inherit; padding: .15rem .3rem; color: var(--ink); background: var(--page);
  border: 1px solid var(--quiet); border-radius: .3rem; }
#results { margin: .5rem 0 0; padding: 0; list-style: none; }
#results li { padding: .35rem 0; border-bottom: 1px solid var(--line); display: flex;
  flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
@media (max-width: 40rem) {
  .facts > div { grid-template-columns: minmax(0, 1fr); }
  table, tbody, tr, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .7rem; margin: .5rem 0; }
  td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .75rem;
    padding-inline-end: 0; min-width: 0; }
  td time, td .status { white-space: normal; }
  td:last-child { border-bottom: 0; }
  td::before { content: attr(data-label); color: var(--quiet); }
  h1 { font-size: 1.4rem; }
}
@media print {
  :root { --page: #fff; --ink: #000; --quiet: #333; --line: #999; --panel: #fff; --link: #000;
    --good: #000; --good-back: #fff; --bad: #000; --bad-back: #fff; --unsure: #000;
    --unsure-back: #fff; }
  #find, #language-choice { display: none; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  tr, dt, dd, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
)";
}

}  // namespace accord::trustlist::render
