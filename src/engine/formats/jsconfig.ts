import type { WireStyle } from './wire-style';

export type JsConfig = Readonly<Record<string, string>>;

// Interim: the owner of this file replaces it.
export function parseJsConfig(_text: string): JsConfig {
  return {};
}
export function applyJsConfig(
  style: WireStyle,
  _config: JsConfig,
): { style: WireStyle; isIndented: boolean; isStrict?: boolean } {
  return { style, isIndented: false };
}
