import { run, Workshop } from './jvm-tools';
import { pageTexts, typesTexts } from './structural-texts';

/** Generated Go is what its compiler accepts, and what it writes has the names of the wire. */
describe('go', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  const vet = (name: string, files: Record<string, string>) => {
    workshop.write({ 'go.mod': 'module example.test/dtos\n\ngo 1.18\n', ...files }, name);
    return run('go', ['vet', './...'], `${workshop.folder}/${name}`);
  };

  it('OT-13 compiles /types/go of the product and of the test DTOs', async () => {
    const texts = await typesTexts('go');
    const files = Object.entries(texts).map(([name, text]) => [`${name}/dtos.go`, text]);

    expect(files.length).toBe(8);
    expect(vet('types', Object.fromEntries(files))).toBe('');
  }, 300_000);

  it('OT-13 parses the pages of all operations', async () => {
    const texts = await pageTexts('go');
    const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}.go`, text]));

    expect(Object.keys(files).length).toBeGreaterThan(100);
    expect(run('gofmt', ['-e', '-l', ...workshop.write(files, 'pages')])).not.toMatch(/\.go:\d+:\d+: /);
  }, 300_000);

  it('writes and reads the names of the wire', async () => {
    const { modern_product: product = '' } = await typesTexts('go');
    const main = `package main

import (
    "encoding/json"
    "fmt"
    "example.test/dtos/dtos"
)

func main() {
    yes, name := true, "x"
    request := dtos.UpdateCustomer{Id: "1", SubscribedToNewsletter: &yes, Firstname: &name}
    text, _ := json.Marshal(request)
    answer := request.CreateResponse()
    err := json.Unmarshal([]byte(\`{"Id":"7","Firstname":"y"}\`), &answer)
    fmt.Println(string(text), request.HttpMethod(), answer.Id, *answer.Firstname, err)
}
`;
    workshop.write(
      { 'go.mod': 'module example.test/dtos\n\ngo 1.18\n', 'dtos/dtos.go': product, 'main.go': main },
      'wire',
    );

    expect(run('go', ['run', '.'], `${workshop.folder}/wire`)).toBe(
      '{"Id":"1","Firstname":"x","SubscribedToNewsletter":true} PUT 7 y <nil>',
    );
  }, 300_000);

  it('refuses what is wrong: the compiler is really asked', () => {
    expect(vet('wrong', { 'dtos/dtos.go': 'package dtos\n\ntype A struct {\n    B Nowhere\n}\n' })).toContain(
      'Nowhere',
    );
  }, 60_000);
});
