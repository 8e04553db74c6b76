import type { Language } from '../../language';
import { typescript } from '../typescript/language';

/** Declarations only: interfaces whose members are all optional, text unions for enums (metadata-and-types 4.2). */
export const typescriptDefinition: Language = {
  ...typescript,
  key: 'typescript.d',
  label: 'TypeScriptDefinition',
  tab: undefined,
  fileExtension: 'dtos.d.ts',
  presets: { exportAsTypes: false, makePropertiesOptional: true },
};
