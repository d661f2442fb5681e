import { toJsonSchema } from '@valibot/to-json-schema';
import Ajv, { type ErrorObject, type SchemaObject } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/simulation';
import { Scenario } from '../../src/simulation/scenario';
import { holdsForAll, propertySeed } from '../support/properties';
import { unhurriedScenario } from '../support/stories';

const file = 'fixtures/scenario.schema.json';
const folder = 'fixtures/scenarios';
const files = readdirSync(folder).map((name) => path.join(folder, name));

/** What the validator says of a scenario, as far as JSON Schema can say it. */
const { $schema: dialect, ...rules } = toJsonSchema(Scenario, { typeMode: 'input', errorMode: 'ignore' });
const schema = { $schema: dialect, title: 'A scenario of Signalbox', ...rules };

const validate = new Ajv({ formats: { email: true } }).compile(schema as SchemaObject);
const errorsOf = (json: unknown): readonly ErrorObject[] => (validate(json) ? [] : (validate.errors ?? []));

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(name, 'utf8'));
}

describe('the JSON Schema of scenarios', () => {
  it('is the one that the validator gives; `npx vitest run --project core -u` writes it anew', async () => {
    const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), parser: 'json' });
    await expect(text).toMatchFileSnapshot(`../../${file}`);
  });

  it.each(files)('accepts %s, which names it for editors', (name) => {
    const json = readJson(name);
    expect(errorsOf(json)).toEqual([]);
    const { $schema } = json as { $schema: string };
    expect(path.join(path.dirname(name), $schema)).toBe(file);
  });

  it(`accepts what the parser accepts (seed ${propertySeed})`, () => {
    holdsForAll(unhurriedScenario, (scenario) => {
      expect(errorsOf(scenario)).toEqual([]);
    });
  });

  it.each<[string, object]>([
    ['an unknown command', { acts: [{ at: 0, kind: 'command', command: { type: 'EatOrder' } }] }],
    [
      'a command without its argument',
      { acts: [{ at: 0, kind: 'command', command: { type: 'ShipOrder' } }] },
    ],
    [
      'an act in parts of a ms',
      { acts: [{ at: 0.5, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }] },
    ],
    ['no acts', { acts: [] }],
    ['an unknown group', { group: 'Boring' }],
    ['an id with capitals', { id: 'A Story' }],
    ['a field that nobody knows', { surprise: 1 }],
    [
      'a product under a customer’s id',
      { shop: { products: [{ id: 'cust-001', name: 'Cable', priceCents: 1, stock: 1 }] } },
    ],
  ])('refuses %s, as the parser does', (_, difference) => {
    const scenario = { ...(readJson('fixtures/scenarios/order-shipped.json') as object), ...difference };
    expect(parseScenario(scenario).ok).toBe(false);
    expect(errorsOf(scenario)).not.toEqual([]);
  });
});
