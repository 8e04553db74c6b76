/**
 * Judges documents and values, in a process of its own: the validator is an ES module.
 *
 * Reads `{ documents: [...], values: [{ document, schema, value, name }] }`; writes `{ documents: [errors], values: [errors] }`.
 */
import { createRequire } from 'node:module';
import { Validator } from '@seriousme/openapi-schema-validator';

// The JSON Schema validator that the document validator itself is built on.
const own = createRequire(import.meta.resolve('@seriousme/openapi-schema-validator'));
const { default: Ajv } = own('ajv/dist/2020.js');
const { default: addFormats } = own('ajv-formats');

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { documents, values } = JSON.parse(text);

const results = [];
for (const document of documents) {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  results.push(valid ? [] : [errors].flat().map((error) => JSON.stringify(error)));
}

const compilers = documents.map((document, index) => {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    validateFormats: true,
  });
  addFormats(ajv);
  for (const keyword of ['x-enumNames', 'x-enumValues', 'x-enumDescriptions', 'example']) ajv.addKeyword(keyword);
  ajv.addFormat('int32', true);
  ajv.addFormat('int64', true);
  ajv.addFormat('float', true);
  ajv.addFormat('double', true);
  const id = `https://document.test/${index}`;
  ajv.addKeyword('components');
  ajv.addSchema({ $id: id, components: { schemas: document.components.schemas } });
  // References of the document lead to the document, wherever the schema stands; equal schemas are compiled once.
  const compiled = new Map();
  return (schema) => {
    const text = JSON.stringify(schema, (key, part) => (key === '$ref' ? `${id}${part}` : part));
    if (!compiled.has(text)) compiled.set(text, ajv.compile(JSON.parse(text)));
    return compiled.get(text);
  };
});
const judged = values.map(({ document, schema, value, name }) => {
  const validate = compilers[document](schema);
  return validate(value)
    ? []
    : validate.errors.map(({ instancePath, message }) => `${name} ${instancePath}: ${message}`);
});
process.stdout.write(JSON.stringify({ documents: results, values: judged }));
