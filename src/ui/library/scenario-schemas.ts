import { Act, Scenario, ShopDataChanges } from '../../simulation';
import { beginningOf } from '../form/beginning';
import { schemaOf, type JsonSchema } from '../form/json-schema';

export const scenarioSchema = schemaOf(Scenario);
export const shopSchema = schemaOf(ShopDataChanges);

const besideForm = ['$schema', 'order', 'shop', 'notificationTypes', 'acts'];

/** What the form of a scenario asks for beside its acts and data. */
export const headSchema: JsonSchema = {
  ...scenarioSchema,
  properties: Object.fromEntries(
    Object.entries(scenarioSchema.properties ?? {}).filter(([name]) => !besideForm.includes(name)),
  ),
};

const titles: Readonly<Record<string, string>> = {
  command: 'Command',
  fault: 'Fault',
  operation: 'Operation',
  edit: 'Change of data by hand',
  event: 'Event of a system outside',
};

/** The kinds of act, each with what it must hold. */
export const actKinds: readonly {
  readonly kind: string;
  readonly title: string;
  readonly schema: JsonSchema;
}[] = (schemaOf(Act).oneOf ?? schemaOf(Act).anyOf ?? []).flatMap((schema) => {
  const kind = schema.properties?.['kind']?.const;
  return typeof kind === 'string' ? [{ kind, title: titles[kind] ?? kind, schema }] : [];
});

/** An act of a kind to begin with, at a simulated time in ms. */
export function newAct(kind: string, at: number): object {
  const schema = actKinds.find((known) => known.kind === kind)?.schema;
  const begun = schema === undefined ? {} : beginningOf(schema, idForField);
  return { ...(begun as object), at, kind };
}

/** Ids that the shipped shop has. */
function idForField(name: string): unknown {
  const ids: Readonly<Record<string, string>> = {
    customerId: 'cust-001',
    productId: 'prod-001',
    orderId: 'ord-001',
    node: 'ordering',
  };
  return ids[name];
}
