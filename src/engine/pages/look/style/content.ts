/** What stands in `main`: text, the language bar, tables, the index. */
export const contentStyle = `
main{scroll-margin-top:var(--bar)}
main :is(a,button,pre){scroll-margin-top:calc(var(--bar) + 3.5rem)}
.languages a,.tag-bar a{scroll-margin-top:0}
main p{max-width:48rem;margin:.75rem 0}
main>p:first-child,main>a:first-child{margin-top:0}
h2,h3,h4{line-height:1.25;font-weight:650;overflow-wrap:anywhere}
h2{margin:1.5rem 0 .25rem;font-size:1.35rem;letter-spacing:-.01em}
.operation main h2{margin:.35rem 0 .5rem;font-size:clamp(1.15rem,5.2vw,2rem);letter-spacing:-.02em}
h3{margin:2.25rem 0 .5rem;font-size:1.15rem}
h3#desc{margin:.5rem 0 1rem;max-width:48rem;font-size:1.05rem;font-weight:400;line-height:1.55;color:var(--muted)}
h4{margin:.5rem 0 .15rem;font-size:.8125rem;color:var(--muted)}
.back{font-size:.875rem;text-decoration:none}
.back:hover{text-decoration:underline}
.tags{display:flex;flex-wrap:wrap;gap:.35rem;margin:.25rem 0 .75rem}
.tags span{padding:.1rem .6rem;border-radius:999px;background:var(--active);color:var(--link);font-size:.8125rem}
.tags b{font-weight:600}
.scroll{max-width:100%;overflow-x:auto}
.scroll>table{margin:.9rem 0}
table{width:100%;margin:1.25rem 0;border:1px solid var(--line);border-collapse:separate;border-spacing:0;border-radius:10px;background:var(--card);font-size:.9rem;line-height:1.5}
caption{padding:0 0 .5rem;text-align:left;font-weight:650;font-size:1rem;overflow-wrap:anywhere}
th,td{padding:.55rem .9rem;text-align:left;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:break-word}
tr:first-child>:is(th,td){border-top:0}
thead+tbody>tr:first-child>:is(th,td){border-top:1px solid var(--line)}
thead th{padding-block:.45rem;background:var(--head);font-size:.8125rem;font-weight:600;color:var(--muted);white-space:nowrap}
thead th:first-child{border-top-left-radius:9px}
thead th:last-child{border-top-right-radius:9px}
tbody th{font-weight:600}
.params tbody :is(td,th):nth-child(-n+3){font-family:var(--mono);font-size:.8125rem;line-height:1.7}
.params tbody :is(td,th):first-child{font-weight:600}
.params tbody :is(td,th):nth-child(2){color:var(--muted)}
.params thead th:nth-child(1){width:24%}
.params thead th:nth-child(2){width:10%}
.params thead th:nth-child(3){width:20%}
.params thead th:nth-child(4){width:9%}
.params td{overflow-wrap:anywhere}
.params td:nth-child(4){color:var(--muted)}
:is(td,.links,.limits) ul,ul.links{padding-left:1.1rem;list-style:disc}
.auth{width:auto;max-width:100%;border-left:4px solid var(--bad)}
.auth caption{padding-bottom:.4rem;white-space:nowrap}
.auth caption .lock{margin-right:.4rem;color:var(--bad)}
.auth:not(:has(td)){border:0;background:none}
.auth td,.auth th{border-top:0}
.auth td:nth-child(odd){color:var(--muted);padding-right:0;white-space:nowrap}
.auth td:nth-child(even){font-weight:600}
.routes th{white-space:nowrap;font-family:var(--mono);font-size:.8125rem;line-height:1.85}
.routes th:first-child{color:var(--good)}
.routes i{color:var(--muted);font-style:normal}
.languages{position:sticky;top:var(--bar);z-index:3;display:flex;flex-wrap:wrap;gap:.1rem;margin:1.75rem 0 1rem;padding:.4rem 0 0;background:var(--page);border-bottom:1px solid var(--line)}
.languages a{display:block;padding:.4rem .7rem;border-bottom:3px solid transparent;border-radius:6px 6px 0 0;color:var(--muted);font-size:.875rem;font-weight:550;text-decoration:none;white-space:nowrap}
.languages a:hover{color:var(--link);background:var(--head)}
.languages .active,.languages [aria-current]{color:var(--link);border-bottom-color:var(--link)}
.error{padding:.9rem 1.1rem;border:1px solid var(--line);border-left:4px solid var(--bad);border-radius:10px;background:var(--card)}
.index main>p:first-child{font-size:1.15rem;color:var(--muted)}
.finder{position:sticky;top:var(--bar);z-index:3;margin:0 -.5rem;padding:.75rem .5rem;background:var(--page)}
.finder input{background:var(--card);font-size:1.05rem;padding-block:.6rem}
.finder kbd{right:1.15rem;top:1.45rem}
.tag-bar{display:flex;flex-wrap:wrap;gap:.35rem}
.tag-bar a{padding:.15rem .75rem;border:1px solid var(--line);border-radius:999px;background:var(--card);color:var(--ink);font-size:.8125rem;text-decoration:none}
.tag-bar a:hover{border-color:var(--link)}
.tag-bar [aria-current]{border-color:var(--link);background:var(--active);color:var(--link);font-weight:600}
.operations{margin-top:.75rem}
.operations tbody tr:hover>*{background:var(--code)}
.operations tr{position:relative}
.operations tbody th{padding-left:2.2rem;font-weight:550}
.operations .lock{position:absolute;left:.85rem;top:.95rem;z-index:1}
.operations tbody th::after{content:attr(data-tags) / "";margin-left:.7rem;color:var(--muted);font-size:.8125rem;font-weight:400}
.operations td{width:1%;padding-inline:.55rem;font-size:.8125rem;white-space:nowrap}
.operations td a{text-decoration:none}
.operations td:nth-child(2) a::after{content:"";position:absolute;inset:0}
.operations td:nth-child(n+3) a{position:relative;z-index:1}
.operations td a:hover{text-decoration:underline}
@media (max-width:40rem){
h3{margin-top:1.75rem}
.scroll{overflow-x:visible}
table{border:0;border-radius:0;background:none}
.params,.operations,.routes,.auth,:is(.params,.operations,.routes,.auth) tbody{display:block;width:100%}
tbody{border:1px solid var(--line);border-radius:10px;background:var(--card)}
.auth{border:0}
.auth tbody{border-left:4px solid var(--bad)}
.params thead,.operations thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
caption{display:block}
.auth caption{padding-bottom:.4rem}
.params tr,.operations tr{display:flex;flex-wrap:wrap;gap:.1rem .75rem;padding:.65rem .85rem;border-top:1px solid var(--line)}
.params tbody tr:first-child,.operations tbody tr:first-child{border-top:0}
.params tbody tr>*,.operations tbody tr>*,.operations tbody tr:first-child>*,.params tbody tr:first-child>*{width:auto!important;padding:0;border:0}
.params tbody tr>:first-child,.params tbody tr>:nth-child(5),.operations tbody th{flex:100% 1}
.operations tr{padding-left:2rem!important}
.operations .lock{left:.75rem}
.params tbody td:empty{display:none}
.params tbody td:nth-child(4)::before{content:"Required: ";color:var(--muted);font-weight:400}
.operations td{font-size:.875rem;padding:.15rem 0!important}
.operations tbody th{min-width:0;overflow-wrap:anywhere}
.operations tbody th::after{display:block;margin-left:0}
.routes tr,.auth tr{display:block;padding:.6rem .85rem;border-top:1px solid var(--line)}
.routes tr:first-child,.auth tr:first-child{border-top:0}
.routes th,.routes td,.auth td{display:inline;padding:0 .5rem 0 0;border:0;white-space:normal!important;overflow-wrap:anywhere}
.auth td:nth-child(odd){padding-right:.4rem}
.auth td:nth-child(even){padding:0}
.auth td:nth-child(even):not(:last-child)::after{content:"";display:block}
.routes td{display:block;margin-top:.25rem}
.routes td:empty{display:none}
.languages{flex-wrap:nowrap;overflow-x:auto;margin-inline:-.9rem;padding-inline:.9rem;scrollbar-width:none}
.tag-bar{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:none}
.tag-bar a{white-space:nowrap}
}
`;
