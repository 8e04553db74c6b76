import type { ProfileOptions } from '../../../metadata/metadata-config';

const short = new Set(
  (
    'Byte Catch Char Class Date Decimal Default Dim Double Each End Error False Finally Function Global If Imports Inherits ' +
    'Integer Is IsNot Long Mod Module MyBase Not Object Operator Option Out Protected Return Shadows Short Static String Then ' +
    'True ULong UShort When With end'
  ).split(' '),
);

const long = new Set(
  (
    'AddHandler AddressOf Alias And AndAlso As Boolean ByRef ByVal Byte CBool CByte CChar CDate CDbl CDec CInt CLng CObj CSByte ' +
    'CShort CSng CStr CType CUInt CULng CUShort Call Case Catch Char Class Const Continue Date Decimal Declare Default Delegate ' +
    'Dim DirectCast Do Double Each Else ElseIf End EndIf Enum Erase Error Event Exit False Finally For Friend Function Get ' +
    'GetType GetXMLNamespace Global GoSub GoTo Handles If Implements Imports In Inherits Integer Interface Is IsNot Let Lib Like ' +
    'Long Loop Me Mod Module MustInherit MustOverride MyBase MyClass NameOf Namespace Narrowing New Next Not NotInheritable ' +
    'NotOverridable Nothing Object Of On Operator Option Optional Or OrElse Out Overloads Overridable Overrides ParamArray ' +
    'Partial Private Property Protected Public REM RaiseEvent ReDim ReadOnly RemoveHandler Resume Return SByte Select Set ' +
    'Shadows Shared Short Single Static Step Stop String Structure Sub SyncLock Then Throw To True Try TryCast TypeOf UInteger ' +
    'ULong UShort Using Variant Wend When While Widening With WithEvents WriteOnly Xor'
  ).split(' '),
);

/** Appendix D; compared case-sensitively, though VB itself is not: published code has `From` and `end` so. */
export function keywordsOf({ vbKeywords }: ProfileOptions): ReadonlySet<string> {
  return vbKeywords === 'short' ? short : long;
}

export const escapeKeyword = (name: string): string => `[${name}]`;
