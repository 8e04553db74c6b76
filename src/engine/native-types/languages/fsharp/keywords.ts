// Reserved in F#, those kept for the future included.
export const keywords: ReadonlySet<string> = new Set(
  (
    'abstract and as asr assert base begin break checked class component const constraint continue default delegate do done ' +
    'downcast downto elif else end event exception extern external false finally fixed for fun function global if in include ' +
    'inherit inline interface internal land lazy let lor lsl lsr lxor match member mixin mod module mutable namespace new null ' +
    'of open or override parallel private process protected public pure rec return sealed sig static struct tailcall then to ' +
    'trait true try type upcast use val virtual void when while with yield'
  ).split(' '),
);

export const escapeKeyword = (name: string): string => `\`\`${name}\`\``;
