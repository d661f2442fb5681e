import { describe, expect, it } from 'vitest';
import { suggestionsAt, type Suggestions } from '../../../src/ui/json-editor/schema-completion';
import type { SchemaNode } from '../../../src/ui/json-editor/schema-alternatives';
import { schemaOf } from '../../../src/ui/form/json-schema';
import { Scenario } from '../../../src/simulation';

const schema: SchemaNode = {
  type: 'object',
  required: ['name', 'acts'],
  properties: {
    name: { type: 'string' },
    size: { enum: ['small', 'large'] },
    open: { type: 'boolean' },
    hours: { anyOf: [{ $ref: '#/$defs/Hours' }, { type: 'null' }] },
    acts: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Act' } },
    byId: { type: 'object', additionalProperties: { $ref: '#/$defs/Hours' } },
  },
  $defs: {
    Hours: {
      type: 'object',
      required: ['from', 'count'],
      properties: { from: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
    },
    Act: {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'orderId'],
          properties: { kind: { const: 'ship' }, orderId: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['kind', 'cents'],
          properties: { kind: { const: 'pay' }, cents: { type: 'integer' }, late: { type: 'boolean' } },
        },
      ],
    },
  },
};

/** @param text with `|` where the person is. */
function at(text: string, rules: SchemaNode = schema): Suggestions | undefined {
  return suggestionsAt(text.replace('|', ''), text.indexOf('|'), rules);
}
const labels = (text: string, rules: SchemaNode = schema) =>
  at(text, rules)?.options.map(({ label }) => label) ?? [];

describe('what may stand at a place', () => {
  it('are the names that an object does not have yet, with what they hold', () => {
    expect(at('{"name": "x", |}')?.options.map(({ label, detail }) => [label, detail])).toEqual([
      ['size', 'one of 2'],
      ['open', 'true or false'],
      ['hours', 'object'],
      ['acts', 'list, required'],
      ['byId', 'object'],
    ]);
  });

  it('replaces the name that was begun, quotes included', () => {
    expect(at('{"na|"}')).toMatchObject({ from: 1, to: 5 });
    expect(at('{ na|')).toMatchObject({ from: 2, to: 4 });
    expect(at('{"na|')).toMatchObject({ from: 1, to: 4 });
  });

  it('writes only the name where its value is there already', () => {
    const offered = at('{"|": 1}')?.options.find(({ label }) => label === 'size');
    expect(offered?.template).toBe('"size"');
    expect(at('{"|"}')?.options.find(({ label }) => label === 'size')?.template).toBe('"size": ${1:"small"}');
  });

  it('writes a comma before what follows', () => {
    expect(at('{ | "name": "x" }')?.options.every(({ template }) => template.endsWith(','))).toBe(true);
  });

  it('are the values of a choice, of a switch, and null', () => {
    expect(labels('{"size": |}')).toEqual(['"small"', '"large"']);
    expect(labels('{"size": "sm|"}')).toEqual(['"small"', '"large"']);
    expect(labels('{"open": t|}')).toEqual(['true', 'false']);
    expect(labels('{"hours": |}')).toContain('null');
  });

  it('are skeletons with all that is required and holes for the rest', () => {
    expect(at('{"hours": |}')?.options[0]?.template).toBe('{\n\t"from": "${1:}",\n\t"count": ${2:1}\n}');
  });

  it('follows references, lists and records', () => {
    expect(labels('{"hours": {|}}')).toEqual(['from', 'count']);
    expect(labels('{"byId": {"any": {"from": "x", |}}}')).toEqual(['count']);
    expect(labels('{"acts": [|]}')).toEqual(['{ "kind": "ship" … }', '{ "kind": "pay" … }']);
  });

  it('of a variant follow from what tells the variants apart, before or after the place', () => {
    expect(labels('{"acts": [{"kind": "pay", |}]}')).toEqual(['cents', 'late']);
    expect(labels('{"acts": [{|, "kind": "ship"}]}')).toEqual(['orderId']);
    expect(labels('{"acts": [{"kind": |}]}')).toEqual(['"ship"', '"pay"']);
    expect(labels('{"acts": [{|}]}')).toEqual(['kind', 'orderId', 'cents', 'late']);
  });

  it('is nothing where nothing is known, or where something else must come first', () => {
    expect(at('{"name": |}')).toBeUndefined();
    expect(at('{"stranger": {|}}')).toBeUndefined();
    expect(at('{"open": true |}')).toBeUndefined();
  });

  it('is the whole in an empty text', () => {
    expect(at('|')?.options[0]?.template).toContain('"name"');
  });

  it('is known for the acts of a scenario', () => {
    const rules = schemaOf(Scenario);
    expect(labels('{"acts": [{"at": 0, "kind": "|"}]}', rules)).toEqual([
      '"command"',
      '"fault"',
      '"operation"',
      '"edit"',
      '"event"',
    ]);
    const command = '{"acts": [{"at": 0, "kind": "command", "command": {"type": "UpdatePrice", |}}]}';
    expect(labels(command, rules)).toEqual(['productId', 'priceCents']);
    expect(labels(command.replace('"UpdatePrice", |', '|'), rules)).toContain('"UpdatePrice"');
  });
});
