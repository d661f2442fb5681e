import { isSchema, onlyValueOf, type Alternatives, type SchemaNode } from './schema-alternatives';

/**
 * Writes values that a schema lets pass as templates with holes for what a person fills in: `"${1}"`. Tabs at the
 * beginning of lines stand for one level.
 */
export class Skeleton {
  #holes = 0;

  constructor(private readonly alternatives: Alternatives) {}

  /** All that must be there, and no more. */
  of(schema: unknown, depth = 1): string {
    const choices = this.alternatives.expand(schema);
    const [first] = choices;
    if (first === undefined) return this.#hole('null');
    if (choices.some(({ type }) => type === 'null')) return this.#hole('null');
    // Which of several shapes is meant, only the person knows.
    if (choices.length > 1 && choices.every(({ type }) => type === 'object')) return `{${this.#hole('')}}`;
    return this.#plain(first, depth);
  }

  #plain(schema: SchemaNode, depth: number): string {
    const only = onlyValueOf(schema);
    if (only !== undefined) return written(only);
    const { enum: choices, default: usual, minimum = 0 } = schema;
    if (usual !== undefined) return this.#hole(written(usual));
    if (choices !== undefined) return this.#hole(written(choices[0]));
    switch (String(schema.type)) {
      case 'string':
        return `"${this.#hole('')}"`;
      case 'integer':
      case 'number':
        return this.#hole(String(Math.max(0, minimum)));
      case 'boolean':
        return this.#hole('true');
      case 'array':
        return this.#list(schema, depth);
      case 'object':
        return this.#object(schema, depth);
      default:
        return this.#hole('null');
    }
  }

  #list({ items, minItems = 0 }: SchemaNode, depth: number): string {
    return minItems === 0 ? `[${this.#hole('')}]` : `[${this.of(items, depth)}]`;
  }

  #object({ required = [], properties = {} }: SchemaNode, depth: number): string {
    if (required.length === 0) return `{${this.#hole('')}}`;
    const indent = '\t'.repeat(depth);
    const lines = required.map(
      (name) => `${indent}${written(name)}: ${this.of(properties[name], depth + 1)}`,
    );
    return `{\n${lines.join(',\n')}\n${'\t'.repeat(depth - 1)}}`;
  }

  #hole(content: string): string {
    this.#holes += 1;
    // Braces have a meaning in templates.
    return /[{}]/.test(content) ? content : `\${${this.#holes}:${content}}`;
  }
}

/** A value as it stands in a template. */
export function written(value: unknown): string {
  return JSON.stringify(value).replaceAll(/([$#])\{/g, '$1\\{');
}

/** What a schema asks for, for people: `whole number`, `one of 5`. */
export function kindWords(schema: unknown): string {
  if (!isSchema(schema)) return '';
  const only = onlyValueOf(schema);
  if (only !== undefined) return written(only);
  if (schema.enum !== undefined) return `one of ${schema.enum.length}`;
  return typeof schema.type === 'string' ? (kinds[schema.type] ?? schema.type) : '';
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  null: 'nothing',
};
