import type { Presentation } from '../core/presentation';
import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import { classicStyle, systemStyle, type WireStyle } from '../formats/wire-style';

/** How one answer is to be written: format, style, and what the request said about both. */
export interface Wire {
  readonly format: ContentFormat;
  readonly style: WireStyle;
  readonly isIndented: boolean;
  readonly isForPeople: boolean;
  /** Name of the JSONP function, already safe; absent: none. */
  readonly callback?: string;
  /** Path and query as asked for. */
  readonly url?: string;
}

const styles = new WeakMap<Presentation, WireStyle>();

/** The style of a feature's answers on this host, before `?jsconfig=`. */
export function styleOf(presentation: Presentation, { profile }: WireSettings): WireStyle {
  const known = styles.get(presentation);
  if (known) return known;
  const style = { ...(profile === 'classic' ? classicStyle : systemStyle), textCase: presentation.textCase };
  styles.set(presentation, style);
  return style;
}
