/** Words that stand in back quotes where a member is called so (metadata-and-types, appendix D). */
export const keywords = new Set(
  (
    'Self Type associatedtype break case class continue default deinit didSet do dynamicType else enum extension ' +
    'fallthrough for func get if import in infix init inout is left let mutating new none nonmutating operator override ' +
    'postfix precedence prefix private protocol public return right self set static struct subscript super switch ' +
    'typealias unowned var weak where while willSet'
  ).split(' '),
);

export function escapeKeyword(name: string): string {
  return keywords.has(name) ? `\`${name}\`` : name;
}
