import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** As much of JSON Schema as the forms of this page know. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const known = new WeakMap<v.GenericSchema, JsonSchema>();

/** What a valibot schema accepts, as JSON Schema. What JSON Schema cannot say is left out: the validator says it. */
export function schemaOf(schema: v.GenericSchema): JsonSchema {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const converted = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' }) as JsonSchema;
  known.set(schema, converted);
  return converted;
}

/** The field that a value of a schema is edited in. */
export type FieldKind =
  | 'constant'
  | 'choice'
  | 'flag'
  | 'number'
  | 'text'
  | 'choices'
  | 'list'
  | 'object'
  | 'variant'
  | 'nullable'
  | 'json';

/** Which field fits a schema; for what none fits, it is JSON as text. */
export function kindOf(schema: JsonSchema): FieldKind {
  if ('const' in schema) return 'constant';
  if (schema.enum !== undefined) return 'choice';
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches !== undefined) {
    if (branches.every((branch) => typeOf(branch) !== undefined)) return 'variant';
    return branches.length === 2 && branches.some(isNull) ? 'nullable' : 'json';
  }
  switch (schema.type) {
    case 'boolean':
      return 'flag';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      if (schema.items === undefined) return 'json';
      return schema.items.enum === undefined ? 'list' : 'choices';
    case 'object':
      return schema.properties === undefined ? 'json' : 'object';
    case undefined:
    default:
      return 'json';
  }
}

/** The branches of a union that `type` tells apart, each with the value of its `type`. */
export function variantsOf(
  schema: JsonSchema,
): readonly { readonly type: string; readonly schema: JsonSchema }[] {
  return (schema.oneOf ?? schema.anyOf ?? []).flatMap((branch) => {
    const type = typeOf(branch);
    return type === undefined ? [] : [{ type, schema: branch }];
  });
}

/** What a value is that may also be null. */
export function presentOf(schema: JsonSchema): JsonSchema {
  return (schema.anyOf ?? schema.oneOf ?? []).find((branch) => !isNull(branch)) ?? {};
}

function typeOf({ properties }: JsonSchema): string | undefined {
  const type = properties?.['type']?.const;
  return typeof type === 'string' ? type : undefined;
}

function isNull({ type }: JsonSchema): boolean {
  return type === 'null';
}
