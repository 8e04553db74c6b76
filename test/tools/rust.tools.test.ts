import { join } from 'node:path';
import { run, Workshop } from './jvm-tools';
import { pageTexts, typesTexts } from './structural-texts';

/** What generated Rust needs of crates, as declarations of our own: the derives accept every attribute of serde and write nothing. */
const macros = `
extern crate proc_macro;
use proc_macro::TokenStream;
#[proc_macro_derive(Serialize, attributes(serde))]
pub fn serialize(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(Deserialize, attributes(serde))]
pub fn deserialize(_: TokenStream) -> TokenStream { TokenStream::new() }
`;
const crates = {
  serde: 'pub use serde_derive::{Deserialize, Serialize};',
  serde_json: '#[derive(Debug, Clone, PartialEq, Default)] pub enum Value { #[default] Null }',
  servicestack: `
pub trait IRequest { const NAME: &'static str; const VERB: &'static str; }
pub trait IReturn { type Response; }
pub trait IReturnVoid {}
`,
};

describe('rustc', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  const rustc = (file: string, kind: 'lib' | 'proc-macro', ...options: string[]) => {
    const folders = ['-L', workshop.folder, '--out-dir', workshop.folder];
    return run('rustc', ['--edition', '2021', '--crate-type', kind, ...folders, ...options, file]);
  };

  beforeAll(() => {
    const [file = ''] = workshop.write({ 'serde_derive.rs': macros });
    const said = [rustc(file, 'proc-macro')];
    for (const [name, text] of Object.entries(crates)) {
      const [path = ''] = workshop.write({ [`${name}.rs`]: text });
      said.push(rustc(path, 'lib', '--extern', 'serde_derive'));
    }
    expect(said.filter((text) => text !== '')).toEqual([]);
  }, 120_000);

  const check = (name: string, text: string) => {
    const [file = ''] = workshop.write({ [`${name}.rs`]: text }, 'types');
    const known = Object.keys(crates).flatMap((crate) => [
      '--extern',
      `${crate}=${join(workshop.folder, `lib${crate}.rlib`)}`,
    ]);
    return rustc(file, 'lib', '--emit', 'metadata', ...known);
  };

  it('OT-13 compiles /types/rust of the product and of the test DTOs without a warning', async () => {
    const texts = await typesTexts('rust');

    expect(Object.keys(texts).length).toBe(8);
    for (const [name, text] of Object.entries(texts)) expect([name, check(name, text)]).toEqual([name, '']);
  }, 600_000);

  it('OT-13 parses the pages of all operations', async () => {
    const texts = await pageTexts('rust');

    expect(Object.keys(texts).length).toBeGreaterThan(100);
    // Only once a file is parsed are its names looked up: what a parser refuses has no code of an error.
    const all = Object.entries(texts).map(([name, text]) => `mod ${name} {\n${text.replace(/^#!\[allow.*$/m, '')}}\n`);
    expect(check('pages', `#![allow(warnings)]\n${all.join('')}`)).not.toMatch(/^error: (?!aborting)/m);
  }, 600_000);

  it('refuses what is wrong: the compiler is really asked', () => {
    expect(check('wrong', 'pub struct A { pub b: Nowhere }')).toContain('Nowhere');
    expect(check('broken', 'pub struct A { pub b: i32 pub c: i32 }')).toMatch(/^error: (?!aborting)/m);
  }, 60_000);
});
