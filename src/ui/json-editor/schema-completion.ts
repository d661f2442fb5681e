import { parseTree, type JsonNode } from './json-tree';
import { Alternatives, onlyValueOf, type SchemaNode } from './schema-alternatives';
import { kindWords, Skeleton, written } from './skeleton';

/** Something that may stand at a place of a text. */
export interface Suggestion {
  readonly label: string;
  /** What it is: `whole number, required`. */
  readonly detail: string;
  /** What is written, with holes: `"quantity": ${1:1}`. */
  readonly template: string;
  readonly kind: 'property' | 'value';
}

export interface Suggestions {
  /** What they replace, by character. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
}

/**
 * What a JSON Schema lets stand at a place of a text that may be broken or unfinished: the names of properties that are
 * not there yet, or values.
 * @param at a place between two characters.
 * @returns undefined where nothing can be said.
 */
export function suggestionsAt(text: string, at: number, schema: SchemaNode): Suggestions | undefined {
  const { from, to } = wordAt(text, at);
  const before = text.slice(0, from).trimEnd();
  const alternatives = new Alternatives(text, schema);
  const options = optionsAfter(before, parseTree(text), alternatives, /^\s*:/.test(text.slice(to)));
  if (options === undefined || options.length === 0) return undefined;
  // What follows needs a comma before it.
  const comma = /^\s*["{[\d]/.test(text.slice(to)) ? ',' : '';
  return { from, to, options: options.map((option) => ({ ...option, template: option.template + comma })) };
}

function optionsAfter(
  before: string,
  root: JsonNode,
  alternatives: Alternatives,
  hasColon: boolean,
): readonly Suggestion[] | undefined {
  if (before === '') return values(alternatives.expand(alternatives.whole), alternatives);
  const node = root.resolveInner(before.length, -1);
  const last = before.at(-1);
  if (last === ':') {
    const property = nearest(node, ['Property']);
    const object = property?.parent;
    if (property === undefined || object === undefined || object === null) return undefined;
    const name = property.getChild('PropertyName');
    const named: unknown = name === null ? undefined : JSON.parse(alternatives.textOf(name));
    return values(alternatives.ofProperty(object, String(named)), alternatives);
  }
  const holder = nearest(node, ['Object', 'Array']);
  if (holder === undefined || (last !== ',' && last !== '{' && last !== '[')) return undefined;
  if (holder.name === 'Array') return values(alternatives.ofItems(holder), alternatives);
  return properties(holder, alternatives, hasColon);
}

function properties(object: JsonNode, alternatives: Alternatives, nameOnly: boolean): readonly Suggestion[] {
  const present = alternatives.namesIn(object);
  const found = new Map<string, Suggestion>();
  for (const { properties: known = {}, required = [] } of alternatives.of(object)) {
    for (const [name, schema] of Object.entries(known)) {
      if (present.has(name) || found.has(name)) continue;
      const [plain] = alternatives.expand(schema);
      const detail = [kindWords(plain), required.includes(name) ? 'required' : ''];
      found.set(name, {
        label: name,
        detail: detail.filter((part) => part !== '').join(', '),
        template: nameOnly
          ? written(name)
          : `${written(name)}: ${valueAfterName(schema, object, alternatives)}`,
        kind: 'property',
      });
    }
  }
  return [...found.values()];
}

/** Where several variants are still possible, which one it is stays open. */
function valueAfterName(schema: unknown, object: JsonNode, alternatives: Alternatives): string {
  const isOpen = alternatives.of(object).length > 1 && onlyValueOf(schema) !== undefined;
  return isOpen ? '"${1}"' : new Skeleton(alternatives).of(schema);
}

function values(schemas: readonly SchemaNode[], alternatives: Alternatives): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const suggestion of schemas.flatMap((schema) => valuesOf(schema, alternatives))) {
    if (!found.has(suggestion.template)) found.set(suggestion.template, suggestion);
  }
  return [...found.values()];
}

function valuesOf(schema: SchemaNode, alternatives: Alternatives): readonly Suggestion[] {
  const literal = (value: unknown, detail: string): Suggestion => ({
    label: JSON.stringify(value),
    detail,
    template: written(value),
    kind: 'value',
  });
  if (schema.const !== undefined) return [literal(schema.const, '')];
  if (schema.enum !== undefined) return schema.enum.map((value) => literal(value, ''));
  if (schema.type === 'boolean') return [literal(true, ''), literal(false, '')];
  if (schema.type === 'null') return [literal(null, 'nothing')];
  if (schema.type !== 'object' && schema.type !== 'array') {
    return schema.default === undefined ? [] : [literal(schema.default, 'usual')];
  }
  const template = new Skeleton(alternatives).of(schema);
  return [{ label: shapeName(schema), detail: kindWords(schema), template, kind: 'value' }];
}

/** What tells a shape from the others: `{ "type": "ShipOrder" … }`. */
function shapeName({ type, properties: known = {}, required = [] }: SchemaNode): string {
  if (type === 'array') return '[ … ]';
  const tag = Object.entries(known).find(([, schema]) => onlyValueOf(schema) !== undefined);
  if (tag !== undefined) return `{ ${JSON.stringify(tag[0])}: ${JSON.stringify(onlyValueOf(tag[1]))} … }`;
  return required.length === 0 ? '{ }' : `{ ${required.join(', ')} }`;
}

function nearest(node: JsonNode, names: readonly string[]): JsonNode | undefined {
  for (let place: JsonNode | null = node; place !== null; place = place.parent) {
    if (names.includes(place.name)) return place;
  }
  return undefined;
}

/** The name or value that is being written: from its opening quote, if it has one, to its closing one. */
function wordAt(text: string, at: number): { readonly from: number; readonly to: number } {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const isInText = (line.match(/(?<!\\)"/g) ?? []).length % 2 === 1;
  const begun = isInText ? line.slice(line.lastIndexOf('"')) : (/[\w.+-]*$/.exec(line)?.[0] ?? '');
  const rest = isInText ? (/^[^"\\\n{}[\],:]*"/.exec(text.slice(at))?.[0] ?? '') : '';
  return { from: at - begun.length, to: at + rest.length };
}
