import { lineIcon } from '../icons';

/** Colours, the header, the list of operations, and where they stand. The palette is that of the answers' pages (formats/html). */
export const frameStyle = `
:root{color-scheme:light dark;
--page:light-dark(#f4f5f7,#12161b);--card:light-dark(#fff,#1a2027);--ink:light-dark(#1b2430,#e3e8ee);--muted:light-dark(#566070,#9ba7b4);
--line:light-dark(#d9dee5,#2e3741);--head:light-dark(#eef1f4,#222a33);--link:light-dark(#0b57a4,#7fb8f5);--active:light-dark(#e3eefa,#1f3147);
--good:light-dark(#17683a,#6fcf97);--bad:light-dark(#b3261e,#ff8f85);--code:light-dark(#fbfcfd,#161b21);--shade:light-dark(#1b243014,#0006);
--bar:3.5rem;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
main:focus,#operations:focus{outline:0}
[hidden]{display:none!important}
ul{margin:0;padding:0;list-style:none}
.skip{position:fixed;left:.75rem;top:-4rem;z-index:9;padding:.4rem .9rem;border-radius:6px;background:var(--link);color:var(--card)}
.skip:focus{top:.6rem}
body>header{position:sticky;top:0;z-index:5;display:flex;align-items:center;gap:.5rem .75rem;min-height:var(--bar);padding:.25rem 1.25rem;background:var(--card);border-bottom:1px solid var(--line)}
.logo,.logo svg{display:block;border-radius:7px}
h1{margin:0;font-size:1.05rem;line-height:1.25;font-weight:650;letter-spacing:-.005em;overflow-wrap:anywhere}
.formats{margin-left:auto}
.formats ul{display:flex;gap:.15rem}
.formats a{display:block;padding:.2rem .6rem;border-radius:6px;color:var(--muted);font-size:.8125rem;font-weight:600;text-decoration:none;white-space:nowrap}
.formats a:hover{color:var(--link);background:var(--head)}
.formats [aria-current]{color:var(--link);background:var(--active)}
.tools{display:flex;gap:.25rem}
header>h1:has(+.tools){margin-right:auto}
.icon{display:grid;place-items:center;width:2.25rem;height:2.25rem;padding:0;border:0;border-radius:8px;background:none;color:var(--muted);cursor:pointer}
.icon:hover{background:var(--head);color:var(--ink)}
.icon::before,.lock{content:"";width:1.2rem;height:1.2rem;background:currentColor;mask:var(--icon) center/contain no-repeat}
.menu{--icon:${lineIcon('<path d="M4 6h16M4 12h16M4 18h16"/>')}}
.menu-open .menu{--icon:${lineIcon('<path d="M6 6l12 12M18 6L6 18"/>')}}
.theme{--icon:${lineIcon('<rect x="3" y="4" width="18" height="13" rx="2"/><path d="M8 21h8M12 17v4"/>')}}
.theme.light{--icon:${lineIcon('<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"/>')}}
.theme.dark{--icon:${lineIcon('<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>')}}
.copy{--icon:${lineIcon('<rect x="9" y="9" width="12" height="12" rx="2"/><path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1"/>')}}
.copy.done{--icon:${lineIcon('<path d="M4 12.5l5 5L20 6.5"/>')};color:var(--good)}
.lock{--icon:${lineIcon('<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V7a4 4 0 0 1 8 0v4"/>')};display:inline-block;flex:none;width:.8rem;height:.8rem;color:var(--muted)}
.frame{max-width:92rem;margin:0 auto}
main{min-width:0;padding:1.5rem 1.25rem 4rem}
.index .frame{max-width:76rem}
#operations{padding:1rem 1.25rem 2rem;border-top:1px solid var(--line);background:var(--card);font-size:.875rem}
#operations details+details{margin-top:.75rem}
#operations summary{display:flex;align-items:center;gap:.5rem;padding:.35rem .5rem;font-weight:650;cursor:pointer;border-radius:6px;list-style:none}
#operations summary::-webkit-details-marker{display:none}
#operations summary::before{content:"";width:.4rem;height:.4rem;margin:0 .2rem;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(-45deg)}
#operations details[open]>summary::before{transform:rotate(45deg)}
#operations summary:hover{background:var(--head)}
.count{margin-left:auto;color:var(--muted);font-weight:400;font-size:.8125rem;font-variant-numeric:tabular-nums}
#operations li a{display:flex;align-items:center;gap:.4rem;padding:.28rem .6rem .28rem 1.35rem;border-radius:6px;color:var(--ink);text-decoration:none;overflow-wrap:anywhere;line-height:1.35}
#operations li a:hover{background:var(--head)}
#operations li .lock{margin-left:auto}
#operations [aria-current]{background:var(--active);color:var(--link)}
form[role=search]:not(.finder){position:relative}
input[type=search]{width:100%;padding:.5rem 2.2rem .5rem .75rem;border:1px solid var(--muted);border-radius:8px;background:var(--page);color:var(--ink);font:inherit;appearance:none}
input[type=search]::placeholder{color:var(--muted);opacity:1}
input[type=search]:focus{outline:2px solid var(--link);outline-offset:-1px;border-color:transparent}
kbd{position:absolute;right:.6rem;top:.55em;padding:0 .4rem;border:1px solid var(--line);border-radius:5px;background:var(--card);color:var(--muted);font:.75rem/1.4rem var(--mono);pointer-events:none}
input:focus~kbd,input:not(:placeholder-shown)~kbd{display:none}
.found{min-height:1.4rem;margin:.2rem .1rem;color:var(--muted);font-size:.8125rem}
.toast{position:fixed;right:1.25rem;bottom:1.25rem;z-index:9;margin:0;padding:.5rem 1rem;border-radius:8px;background:var(--ink);color:var(--card);font-size:.875rem}
.toast:empty{display:none}
@media (min-width:64rem){
.frame:has(#operations){display:grid;grid-template:"list page"/19.5rem minmax(0,1fr)}
.operation main{grid-area:page;padding:2rem 2.5rem 5rem}
.frame:has(#operations) main{max-width:70rem}
#operations{grid-area:list;position:sticky;top:var(--bar);height:calc(100dvh - var(--bar));overflow:auto;overscroll-behavior:contain;padding:0 .75rem 2rem;border-top:0;border-right:1px solid var(--line)}
#operations form{position:sticky;top:0;z-index:1;margin:0 -.75rem;padding:.85rem .75rem 0;background:var(--card)}
#operations kbd{right:1.35rem;top:1.3rem}
.operation .menu{display:none}
}
@media (max-width:63.99rem){
.js #operations{display:none;position:fixed;inset:var(--bar) 0 0 auto;z-index:4;width:min(24rem,100%);overflow:auto;overscroll-behavior:contain;border-top:0;border-left:1px solid var(--line);box-shadow:0 0 4rem var(--shade)}
.js.menu-open #operations{display:block}
.menu-open body{overflow:hidden}
}
@media (max-width:40rem){
body{font-size:15px}
body>header{flex-wrap:wrap;padding:.4rem .9rem}
:root:has(.formats){--bar:5.6rem}
.logo svg{width:26px;height:26px}
body>header h1{flex:1;min-width:0}
.formats{order:4;width:100%;margin:0 -.3rem;overflow-x:auto}
.formats a{padding-inline:.45rem;font-size:.78rem}
main{padding:1.1rem .9rem 3rem}
#operations{padding:.9rem}
#operations li a{padding-block:.45rem}
}
@media print{body>header,#operations,.finder,.copy,.toast,.skip,.languages{display:none!important}body{background:#fff}.frame{display:block!important}}
@media (prefers-reduced-motion:no-preference){.skip{transition:top .12s}}
@media (forced-colors:active){.icon::before,.lock{background:ButtonText}[aria-current],.active{outline:1px solid Highlight}}
`;
