import { docBlock, nestedComments, quoted } from '../../comments';
import type { JvmText } from '../jvm/annotations';

/** Comments nest in Kotlin, so that their beginning may not stand in one either; `$` in a string begins a template. */
export const kotlinText: JvmText = {
  doc: (description) => docBlock(description, nestedComments),
  quoted: (text) => quoted(text).replaceAll('$', '\\$'),
  classLiteral: (name) => `${name}::class`,
};
