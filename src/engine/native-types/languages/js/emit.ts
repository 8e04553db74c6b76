import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { enumMembersOf } from '../../enum-members';
import { emptyAnswer, enumAssignment, runtimeBase } from '../mjs/parts';

const prelude = `"use strict";
var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
exports.__esModule = true;`;

// One assignment chain for all types would nest as deep as there are types.
const batchSize = 50;

/** CommonJS: classes as functions, no declarations of members (metadata-and-types 4.3). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter().line(prelude);
  const types = code.types.filter(({ kind }) => kind !== 'interface');
  const names = types.map(({ name }) => name);
  for (let start = 0; start < names.length; start += batchSize) {
    out.line(
      `${names
        .slice(start, start + batchSize)
        .map((name) => `exports.${name} = `)
        .join('')}void 0;`,
    );
  }
  for (const type of types) {
    if (type.kind === 'enum') writeEnum(out, type);
    else writeClass(out, type, code);
  }
  return `${out}\n`;
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const { name } = type;
  const members = () => {
    for (const member of enumMembersOf(type)) out.line(`${enumAssignment(name, member)};`);
  };
  out.line(`var ${name};`).block(`(function (${name}) {`, members, `})(${name} || (${name} = {}));`);
  out.line(`exports.${name} = ${name};`);
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { name, operation } = type;
  const base = runtimeBase(type, code);
  const body = () => {
    if (base !== undefined) out.line(`__extends(${name}, _super);`);
    out.block(`function ${name}(init) {`, () => writeConstructor(out, base), '}');
    const method = (called: string, text: string) => out.line(`${name}.prototype.${called} = function () {${text}};`);
    if (operation) {
      method('getTypeName', ` return '${operation.request.name}'; `);
      method('getMethod', ` return '${operation.method}'; `);
      if (operation.returnsVoid) method('createResponse', ' ');
      else if (operation.returnType)
        method('createResponse', ` return ${emptyAnswer(operation.returnType, type, code)}; `);
    }
    out.line(`return ${name};`);
  };
  const parameter = base === undefined ? '' : '_super';
  out.block(`var ${name} = /** @class */ (function (${parameter}) {`, body, `}(${base ?? ''}));`);
  out.line(`exports.${name} = ${name};`);
}

function writeConstructor(out: CodeWriter, base: string | undefined): void {
  if (base === undefined) {
    out.line('Object.assign(this, init);');
    return;
  }
  const init = base === 'Array' ? '' : ', init';
  out.line(`var _this = _super.call(this${init}) || this;`).line('Object.assign(_this, init);').line('return _this;');
}
