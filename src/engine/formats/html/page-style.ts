/** The page's only style sheet: fixed text, so that a Content-Security-Policy can name its hash. */
export const pageStyle = `
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--ink:#1b2430;--muted:#59636f;--line:#d9dee5;--head:#eef1f4;--link:#0b57a4;--good:#17683a;--bad:#b3261e;--stripe:#f9fafb}
@media (prefers-color-scheme:dark){:root{--page:#12161b;--card:#1a2027;--ink:#e3e8ee;--muted:#9ba7b4;--line:#2e3741;--head:#222a33;--link:#7fb8f5;--good:#6fcf97;--bad:#ff8f85;--stripe:#1d242c}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;-webkit-text-size-adjust:100%}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
header,main{max-width:84rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;flex-wrap:wrap;align-items:flex-end;justify-content:space-between;gap:.75rem 2rem;padding-top:1.75rem;padding-bottom:1rem}
h1{margin:0;font-size:1.6rem;line-height:1.2;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
.status{margin:.3rem 0 0;color:var(--muted);font-size:.9rem}
.status b{font-weight:600;color:var(--good)}
.status.bad b{color:var(--bad)}
nav ul{display:flex;flex-wrap:wrap;gap:.4rem;margin:0;padding:0;list-style:none}
nav a{display:block;padding:.25rem .7rem;border:1px solid var(--line);border-radius:999px;background:var(--card);font-size:.85rem;font-weight:550;text-decoration:none}
nav a:hover{border-color:var(--link)}
main{padding-bottom:3rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;overflow:hidden}
.card+.card{margin-top:1rem}
h2{margin:0 0 .6rem;font-size:1rem;font-weight:650}
dl{margin:0;display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:0 1.5rem}
dl>div{display:grid;grid-template-columns:subgrid;grid-column:1/-1;padding:.4rem 0;border-top:1px solid var(--line)}
dl>div:first-child{border-top:0}
dt{color:var(--muted);font-weight:550;overflow-wrap:anywhere}
dd{margin:0;min-width:0;overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}
dl>.wide{display:block}
.wide>dt{float:left;margin-right:.6rem}
.wide>dd{white-space:normal}
.wide>dd>details>:not(summary){clear:both}
dd dl,li dl,td dl{margin:.35rem 0 .15rem;padding-left:.9rem;border-left:2px solid var(--line)}
ol{margin:.35rem 0 .15rem;padding-left:2.2rem}
li{overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}
li::marker{color:var(--muted);font-variant-numeric:tabular-nums}
summary{cursor:pointer;border-radius:3px}
summary::marker{color:var(--muted)}
.preview{unicode-bidi:isolate}
details[open]>summary>.preview{color:var(--muted)}
.size,.count,.note,.none,.unit{color:var(--muted)}
.size,.count,.note{font-size:.86rem}
.count,.note{margin:.2rem 0 .5rem}
.none{font-style:italic}
.long>div{margin-top:.3rem;padding:.5rem .7rem;background:var(--head);border-radius:6px;max-height:24rem;overflow:auto}
.bool-true{color:var(--good)}
.bool-false{color:var(--muted)}
code,pre{font:.88em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:.4rem 0 0;padding:.7rem .9rem;background:var(--head);border-radius:6px;overflow:auto}
.group{margin-left:.18em}
.scroll{width:fit-content;max-width:100%;max-height:82vh;overflow:auto;margin:.35rem 0;border:1px solid var(--line);border-radius:8px;overscroll-behavior-x:contain}
table{border-collapse:separate;border-spacing:0;width:max-content;font-size:.92rem}
th,td{padding:.45rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tbody tr:last-child>td{border-bottom:0}
tbody tr:nth-child(even)>td{background:var(--stripe)}
th{position:sticky;top:0;z-index:1;background:var(--head);font-weight:600;white-space:nowrap}
td{max-width:24rem;overflow-wrap:break-word;white-space:pre-wrap;unicode-bidi:isolate;background:var(--card)}
td time,td.number{white-space:nowrap}
td summary{white-space:nowrap}
td .long>summary{white-space:normal}
td .preview,td .guid{display:inline-block;max-width:16rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom}
td .guid{max-width:11ch}
.number{text-align:right;font-variant-numeric:tabular-nums}
th button{all:unset;cursor:pointer;display:inline-flex;gap:.35rem;align-items:baseline}
th button:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}
th button::after{content:"\\2195";opacity:.35;font-size:.85em}
th[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
th[aria-sort=descending] button::after{content:"\\2193";opacity:1}
.fields,.fields table{width:100%}
.fields td{max-width:none;overflow-wrap:anywhere}
.fields td:first-child{min-width:7rem}
.fields small{display:block;font-size:.95em;color:var(--muted)}
.error{border-left:4px solid var(--bad)}
.error .code{color:var(--bad);font-weight:600}
.error .message{margin:.15rem 0 0;font-size:1.15rem;line-height:1.45;overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}
@media (max-width:40rem){
header,main{padding-left:.8rem;padding-right:.8rem}
header{padding-top:1.1rem}
h1{font-size:1.3rem}
.card{padding:.7rem .8rem}
dl{grid-template-columns:minmax(0,1fr)}
dl>div{padding:.45rem 0}
th,td{padding:.4rem .55rem}
td{max-width:18rem}
}
@media print{body{background:#fff}nav{display:none}.card{border:0;padding:0}.scroll{max-height:none;overflow:visible;border:0}}
`;
