import { isValue, membersOf, nameOf, readJson, valueNamed, type JsonNode } from './json-tree';

/** What is read of a JSON Schema. */
export interface SchemaNode {
  readonly $ref?: string | undefined;
  readonly $defs?: { readonly [name: string]: SchemaNode | boolean } | undefined;
  readonly definitions?: { readonly [name: string]: SchemaNode | boolean } | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly description?: string | undefined;
  readonly minimum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: { readonly [name: string]: SchemaNode | boolean } | undefined;
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  readonly items?: SchemaNode | boolean | readonly (SchemaNode | boolean)[] | undefined;
  readonly anyOf?: readonly (SchemaNode | boolean)[] | undefined;
  readonly oneOf?: readonly (SchemaNode | boolean)[] | undefined;
  readonly allOf?: readonly (SchemaNode | boolean)[] | undefined;
}

/** Finds the schemas that may rule a place of a text: several where it is not settled yet which one is meant. */
export class Alternatives {
  constructor(
    private readonly text: string,
    readonly whole: SchemaNode,
  ) {}

  /** For an object or a list of the text: those that what stands in it does not rule out. */
  of(holder: JsonNode): readonly SchemaNode[] {
    return this.#narrowed(this.#offered(holder), holder);
  }

  /** For the value of a property of an object. */
  ofProperty(object: JsonNode, name: string): readonly SchemaNode[] {
    return this.of(object).flatMap((schema) => this.expand(inProperty(schema, name)));
  }

  /** For the items of a list. */
  ofItems(list: JsonNode): readonly SchemaNode[] {
    return this.of(list).flatMap(({ items }) => this.expand(Array.isArray(items) ? undefined : items));
  }

  /** A schema as the plain ones that it stands for: references followed, choices spread. */
  expand(schema: unknown, depth = 0): readonly SchemaNode[] {
    if (!isSchema(schema) || depth > 12) return [];
    const { $ref, anyOf, oneOf, allOf } = schema;
    if ($ref !== undefined) return this.expand(this.#referred($ref), depth + 1);
    const choices = anyOf ?? oneOf ?? allOf;
    if (choices === undefined) return [schema];
    return choices.flatMap((choice) => this.expand(choice, depth + 1));
  }

  #offered(value: JsonNode): readonly SchemaNode[] {
    // Where the text is broken, nodes that are none of these may stand in between.
    let holder = value.parent;
    while (holder !== null && !isValue(holder) && holder.name !== 'Property') holder = holder.parent;
    if (holder === null) return this.expand(this.whole);
    if (holder.name === 'Array') return this.ofItems(holder);
    const object = holder.parent;
    return object === null ? [] : this.ofProperty(object, nameOf(this.text, holder));
  }

  /** Which variant it is, a property such as `type` says, with a value of its own in each. */
  #narrowed(schemas: readonly SchemaNode[], value: JsonNode): readonly SchemaNode[] {
    if (value.name !== 'Object') return schemas;
    const fitting = schemas.filter((schema) =>
      Object.entries(schema.properties ?? {}).every(([name, inner]) => {
        const only = onlyValueOf(inner);
        const found = valueNamed(this.text, value, name);
        return only === undefined || found === undefined || only === readJson(this.textOf(found));
      }),
    );
    return fitting.length === 0 ? schemas : fitting;
  }

  textOf({ from, to }: JsonNode): string {
    return this.text.slice(from, to);
  }

  /** The names of the properties that an object has. */
  namesIn(object: JsonNode): ReadonlySet<string> {
    return new Set(membersOf(object).map((member) => nameOf(this.text, member)));
  }

  /** `#/$defs/Act` */
  #referred(reference: string): unknown {
    return reference
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (found, step) =>
          typeof found === 'object' && found !== null
            ? Object.entries(found).find(([name]) => name === step)?.[1]
            : undefined,
        this.whole,
      );
  }
}

/** The one value that a schema lets pass, if there is only one. */
export function onlyValueOf(schema: unknown): unknown {
  if (!isSchema(schema)) return undefined;
  if (schema.const !== undefined) return schema.const;
  return schema.enum?.length === 1 ? schema.enum[0] : undefined;
}

function inProperty({ properties, additionalProperties }: SchemaNode, name: string): unknown {
  return Object.entries(properties ?? {}).find(([known]) => known === name)?.[1] ?? additionalProperties;
}

export function isSchema(schema: unknown): schema is SchemaNode {
  return typeof schema === 'object' && schema !== null;
}
