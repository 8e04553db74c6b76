/** Words that no member may be called; it gets an upper-case first letter (metadata-and-types, appendix D). */
export const keywords = new Set(
  (
    'Function abstract as assert async await bool break case catch class const continue covariant default deferred do ' +
    'double dynamic else enum export extends extension external factory false final finally for get hide if implements ' +
    'import in int interface is late library mixin new null on operator part required rethrow return set show static ' +
    'super switch sync this throw true try typedef var void while with yield'
  ).split(' '),
);
