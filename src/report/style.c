/* style.c - the style sheet of report.html, as text.
 *
 * Light and dark by the reader's setting, 390 px to a wide screen, A4 in print. Colours carry nothing the words do not say; text on its
 * ground has a contrast of 4.5 and more in both. Thai needs room above and below its letters: line heights are generous.
 * SPDX-License-Identifier: MIT
 */
#include "html_parts.h"

const char *const html_style[] = {
    ":root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1c2430;--soft:#566073;--line:#d9dee7;--link:#0b57b0;"
    "--good:#17652c;--good-g:#e2f4e6;--warn:#7a4a00;--warn-g:#fff0d2;--bad:#a3161a;--bad-g:#fde7e7;--ask:#34468a;--ask-g:#e7ebfa;"
    "--later:#55606e;--later-g:#e9edf2;--bar:#2f7d46;--bar-high:#a9d5b5;--track:#e3e7ee;--goal:#1c2430}\n",
    "@media (prefers-color-scheme:dark){:root{--ground:#12151a;--card:#1a1f27;--ink:#e7eaef;--soft:#a5afbd;--line:#323a46;--link:#8ab8ff;"
    "--good:#8bdba2;--good-g:#15321f;--warn:#f5c877;--warn-g:#3a2a0b;--bad:#ffa6a6;--bad-g:#451b1d;--ask:#b6c4ff;--ask-g:#222b4e;"
    "--later:#b3bcc8;--later-g:#2a313b;--bar:#5cba7a;--bar-high:#2f5a3d;--track:#2b323d;--goal:#e7eaef}}\n",
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 \"Sarabun\",\"Noto Sans Thai\",\"Leelawadee UI\",Thonburi,Tahoma,"
    "system-ui,sans-serif;overflow-wrap:anywhere}\n",
    "a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}\n"
    "small{color:var(--soft);font-size:.8em;font-weight:400}\n"
    "h1{font-size:1.75rem;line-height:1.4;margin:.1em 0}h2{font-size:1.25rem;line-height:1.5;margin:0 0 .6rem}h3{font-size:1rem;margin:.8rem 0 .2rem}\n"
    "p{margin:.3rem 0}ul,ol{margin:.3rem 0;padding-left:1.4rem}\n",
    ".skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem}\n"
    "header,main,footer{max-width:1180px;margin:0 auto;padding:0 1.25rem}\n"
    "header{padding-top:1.5rem}footer{padding-bottom:2.5rem;color:var(--soft);font-size:.9rem}\n"
    ".kicker{color:var(--soft);font-size:.95rem}.meta{color:var(--soft);font-size:.92rem}\n"
    ".note{border-left:5px solid var(--ask);background:var(--ask-g);padding:.55rem .9rem;border-radius:6px;margin:.7rem 0}\n"
    ".note.warn{border-color:var(--warn);background:var(--warn-g)}.note.bad{border-color:var(--bad);background:var(--bad-g)}\n",
    "section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:1.1rem 0}\n"
    ".summary{display:grid;grid-template-columns:minmax(190px,230px) minmax(0,1fr);gap:1.2rem 2rem;align-items:start}\n"
    ".summary h2{grid-column:1/-1}.score{text-align:center}\n"
    ".gauge{width:190px;max-width:100%;height:auto}.gauge circle.track{stroke:var(--track)}.gauge .high{stroke:var(--bar-high)}\n"
    ".gauge .low{stroke:var(--bar)}.gauge .goal{stroke:var(--goal)}.gauge text{text-anchor:middle;fill:var(--ink)}\n"
    ".gauge .points{font-size:25px;font-weight:700}.gauge .upto{font-size:14px;fill:var(--soft)}\n"
    ".score strong{display:block}\n",
    ".counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:0 0 .8rem}\n"
    ".counts li{border-radius:10px;padding:.25rem .8rem;min-width:6.2rem}.counts b{display:block;font-size:1.5rem;line-height:1.3}\n"
    ".good{color:var(--good);background:var(--good-g)}.warn{color:var(--warn);background:var(--warn-g)}.bad{color:var(--bad);background:var(--bad-g)}\n"
    ".ask{color:var(--ask);background:var(--ask-g)}.later{color:var(--later);background:var(--later-g)}\n"
    ".good small,.warn small,.bad small,.ask small,.later small{color:inherit}\n"
    ".first{margin:0;padding-left:1.4rem}.first li{margin:.15rem 0}.gain{font-weight:700;white-space:nowrap;color:var(--good)}\n",
    ".groups{list-style:none;margin:0;padding:0}.groups .groups{padding-left:1.4rem}\n"
    ".groups li{margin:.35rem 0}.groups .row{display:grid;grid-template-columns:minmax(0,1fr) minmax(90px,260px) 8.2rem;gap:.2rem 1rem;align-items:center}\n"
    ".groups .value{text-align:right;font-variant-numeric:tabular-nums}.groups>li>.row{font-weight:600}.groups .groups>li>.row{font-weight:400}\n"
    ".bar{width:100%;height:.75rem;border-radius:4px;display:block}.bar .track{fill:var(--track)}.bar .high{fill:var(--bar-high)}.bar .low{fill:var(--bar)}"
    ".bar .goal{fill:var(--goal)}\n",
    "table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--soft);font-size:.9rem;padding-bottom:.4rem}\n"
    "th,td{text-align:left;vertical-align:top;padding:.6rem .7rem;border-top:1px solid var(--line)}\n"
    "thead th{font-size:.9rem;color:var(--soft);border-top:0;border-bottom:2px solid var(--line)}\n"
    ".items .group{background:var(--ground);padding:.45rem .7rem;border-radius:8px;margin:1.2rem 0 .6rem}tbody th{font-weight:600}\n"
    ".card{border:1px solid var(--line);border-left:6px solid var(--later);border-radius:10px;padding:.75rem 1rem;margin:.7rem 0;scroll-margin-top:.6rem}\n"
    ".s-good{border-left-color:var(--good)}.s-warn{border-left-color:var(--warn)}.s-bad{border-left-color:var(--bad)}.s-ask{border-left-color:var(--ask)}\n"
    ".card:target{outline:3px solid var(--link);outline-offset:2px}h4{font-size:1.02rem;line-height:1.55;margin:0 0 .45rem}.code{display:inline-block;min-width:2.4rem;color:var(--soft)}\n"
    ".body{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:.6rem 2rem;font-size:.94rem}.officer p{margin:.15rem 0}.officer b{font-weight:600}.decision{margin-top:.3rem}\n"
    ".two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem 2rem;background:var(--ground);border-radius:8px;padding:.6rem .8rem;margin-bottom:.6rem;font-size:.94rem}\n"
    "code{font-family:ui-monospace,\"DejaVu Sans Mono\",Consolas,monospace;font-size:.92em;background:var(--card);border:1px solid var(--line);border-radius:5px;padding:.05rem .4rem}\n",
    ".scores{width:auto;min-width:60%;margin:.2rem 0 .3rem}.scores th,.scores td{padding:.35rem .7rem}.scores .value{font-variant-numeric:tabular-nums;font-weight:700;white-space:nowrap}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums}.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;margin:.3rem 0}.facts dt{color:var(--soft)}.facts dd{margin:0}\n"
    "figure{margin:0}.trend{width:100%;height:auto;display:block}.trend .grid{stroke:var(--line)}.trend .goal{stroke:var(--goal);stroke-width:1.5}.trend .high{fill:var(--bar-high);opacity:.7}\n"
    ".trend .low{stroke:var(--bar);stroke-width:2.5;stroke-linejoin:round}.trend .dot{fill:var(--bar);stroke:var(--bar);stroke-width:2}.trend .open{fill:var(--card)}.trend text{fill:var(--soft);font-size:12px}\n"
    ".beside{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:1rem 2rem;align-items:start}.runs{font-size:.9rem}.runs th,.runs td{padding:.3rem .45rem}.runs .number{white-space:nowrap}\n",
    ".tiles{display:flex;flex-wrap:wrap;gap:.3rem;margin:.2rem 0 .1rem}.tiles:empty{display:none}\n"
    ".tile{border-radius:6px;padding:.05rem .5rem;font-size:.86rem;font-weight:600;text-decoration:none}.tile:hover{text-decoration:underline}\n"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n",
    ".status{display:inline-flex;gap:.45rem;border-radius:8px;padding:.15rem .6rem;font-weight:600;line-height:1.55}.mark{font-weight:700}\n"
    ".points-line,.fine{color:var(--soft);font-size:.88rem}\n"
    "blockquote{margin:.3rem 0;padding-left:.7rem;border-left:3px solid var(--line);color:var(--soft);font-size:.9rem}\n"
    ".path{list-style:none;padding:0;margin:.2rem 0;font-size:.85rem}.path li{display:inline}.path a{display:inline-block;max-width:100%;padding:.15rem 0}.path li+li::before{content:\"› \";color:var(--soft)}\n"
    "details{margin:.35rem 0}summary{cursor:pointer;color:var(--link)}\n"
    ".elements{list-style:none;padding:0;font-size:.9rem}.elements li{margin:.2rem 0}.entered,.decisions{table-layout:fixed}.tag{display:inline-block;border-radius:5px;padding:0 .4rem;font-size:.87rem}.tag small{font-size:.88em}\n"
    ".rows{list-style:none;padding:0;margin:0}.rows li+li{margin-top:.4rem}.declared thead th:first-child{width:27%}.declared thead th:nth-child(3){width:19%}.declared tbody th{font-weight:600}"
    ".declared .tag{display:inline-block;font-size:.88rem}\n",
    "@media screen and (max-width:760px){body{font-size:15.5px}header,main,footer{padding-left:.8rem;padding-right:.8rem}section{padding:.9rem .8rem}\n"
    ".summary{grid-template-columns:1fr}.groups .row{grid-template-columns:minmax(0,1fr) auto}.groups .bar{grid-column:1/-1;grid-row:2}\n"
    ".groups .groups{padding-left:.6rem}\n"
    ".stack thead{position:absolute;left:-9999px}.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto}\n"
    ".body,.two,.beside{grid-template-columns:minmax(0,1fr)}.card{padding:.65rem .75rem}.two>div+div{border-top:1px solid var(--line);padding-top:.4rem}.scores{min-width:0;width:100%}.scores th,.scores td{padding:.35rem .3rem}\n"
    ".stack tr{border-top:1px solid var(--line);padding:.7rem 0}.stack th,.stack td{border:0;padding:.2rem 0}.stack .number{text-align:left}\n"
    ".stack td:empty{display:none}.stack td[data-head]:not(:empty)::before{content:attr(data-head);display:block;color:var(--soft);font-size:.82rem}}\n",
    "@media print{@page{size:A4;margin:13mm}:root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#003d82;"
    "--good:#17652c;--good-g:#e2f4e6;--warn:#7a4a00;--warn-g:#fff0d2;--bad:#a3161a;--bad-g:#fde7e7;--ask:#34468a;--ask-g:#e7ebfa;"
    "--later:#55606e;--later-g:#e9edf2;--bar:#2f7d46;--bar-high:#a9d5b5;--track:#e3e7ee;--goal:#000}\n"
    "html{font-size:9pt}body{font-size:1rem;line-height:1.45;print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
    "header,main,footer{max-width:none;padding:0}section{border:0;border-radius:0;padding:0;margin:5mm 0}.skip{display:none}\n"
    "h1{font-size:16pt}h2,h3{break-after:avoid}h2{font-size:12pt}tr,li,.note,svg,.two{break-inside:avoid}\n"
    ".card{break-inside:avoid;padding:1.6mm 3mm;margin:2mm 0;border-radius:1.5mm}.body{grid-template-columns:minmax(0,4fr) minmax(0,5fr);gap:1mm 5mm}.items .group{break-after:avoid}h4{break-after:avoid;margin-bottom:1mm}\n"
    ".two{padding:1mm 2mm}.beside{grid-template-columns:1fr}.trend{max-height:60mm}thead{display:table-header-group}\n"
    ".gauge{width:36mm}.summary{grid-template-columns:42mm minmax(0,1fr)}th,td{padding:1.2mm 1.5mm}.groups li{margin:.1rem 0}details:not([open]){display:none}a{text-decoration:none}}\n",
    NULL,
};
