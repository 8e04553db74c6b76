/** Code and samples, in the colours of the highlighter's classes: each has a contrast of 4.5 or more on its ground. */
export const codeStyle = `
code,pre{font-family:var(--mono);font-size:.8125rem;line-height:1.6}
.code{position:relative;margin:.75rem 0 1rem}
main pre{margin:0 0 1rem;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:10px;background:var(--code);overflow:auto;overscroll-behavior-x:contain;tab-size:4}
.code pre{margin:0}
.code>pre:not(:has(code)){white-space:pre-wrap;overflow-wrap:anywhere;padding-right:3.2rem}
.code pre:focus-visible{border-radius:10px;outline-offset:-2px}
.copy{position:absolute;right:.5rem;top:.5rem;z-index:1;background:var(--code);border:1px solid var(--line)}
.caption{margin:.5rem 0 1.5rem;font-size:.875rem}
.hint{color:var(--muted);font-size:.9rem}
.hint b{color:var(--ink)}
.value{color:var(--muted);font-style:italic}
.hljs-keyword,.hljs-operator,.hljs-selector-tag{color:light-dark(#9a1f6a,#ff9fcb)}
.hljs-string,.hljs-regexp,.hljs-char{color:light-dark(#1a6334,#8fdca4)}
.hljs-number,.hljs-literal,.hljs-symbol,.hljs-variable.constant_{color:light-dark(#0b57a4,#7fb8f5)}
.hljs-title.class_,.hljs-title,.hljs-type,.hljs-built_in,.hljs-name{color:light-dark(#6332a8,#c8abff)}
.hljs-attr,.hljs-attribute,.hljs-property,.hljs-title.function_{color:light-dark(#0d5a73,#7fd3ea)}
.hljs-meta,.hljs-doctag,.hljs-variable{color:light-dark(#85500a,#eebb77)}
.hljs-comment,.hljs-quote{color:light-dark(#5a6572,#97a3b0);font-style:italic}
.hljs-meta .hljs-string{color:light-dark(#1a6334,#8fdca4)}
`;
