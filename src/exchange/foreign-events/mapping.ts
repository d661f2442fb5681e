import { moneyFields, PathIndex, suggestedPath, type FieldName } from './fields';
import { mostFacts, type ForeignEvent } from './foreign-event';
import { suggestedTarget, targetOf, type TargetName } from './targets';
import { hasFraction, isInCents, type MoneyUnit } from './values';

/** What a person has chosen about a type of event, over what is suggested. */
export interface TypeChoice {
  /** What it becomes; `none`: nothing. */
  readonly target?: TargetName | 'none';
  /** Which of their fields is which of ours; empty: none. */
  readonly fields?: { readonly [Name in FieldName]?: string };
  readonly unit?: MoneyUnit;
}

/** A type of event of another system, with all its events. */
export interface ForeignType {
  readonly type: string;
  readonly events: readonly ForeignEvent[];
  /** The fields that some of them have, in the order in which they come. */
  readonly paths: PathIndex;
}

/** What a type becomes, and how. */
export interface Mapping {
  /** Undefined: nothing. */
  readonly target: TargetName | undefined;
  /** Whether the person said so, rather than its name. */
  readonly isChosen: boolean;
  /** Which of their fields is which of ours; a fact that is not there is one that they do not say. */
  readonly fields: ReadonlyMap<FieldName, string>;
  /** In what whole amounts of money are counted. */
  readonly unit: MoneyUnit;
  /** Whether any amount is among the fields that are used. */
  readonly hasMoney: boolean;
  /** Whether there are whole amounts of which neither their name nor the person says what they are counted in. */
  readonly isUnitGuessed: boolean;
}

/** So many events of a type are looked at for its fields. */
const mostLookedAt = 500;

/** The types of some events, in the order in which they first come. */
export function typesIn(events: readonly ForeignEvent[]): readonly ForeignType[] {
  const byType = new Map<string, ForeignEvent[]>();
  for (const event of events) {
    const known = byType.get(event.type);
    if (known === undefined) byType.set(event.type, [event]);
    else known.push(event);
  }
  return [...byType].map(([type, own]) => {
    const paths = new Set<string>();
    for (const { facts } of own.slice(0, mostLookedAt)) for (const path of facts.keys()) paths.add(path);
    return { type, events: own, paths: new PathIndex([...paths].slice(0, mostFacts)) };
  });
}

/** What a type becomes by its name and fields, and by what a person has chosen. */
export function mappingOf({ type, events, paths }: ForeignType, choice: TypeChoice = {}): Mapping {
  const suggested = suggestedTarget(type);
  const chosen = choice.target === 'none' ? undefined : (choice.target ?? suggested);
  const isChosen = choice.target !== undefined && chosen !== suggested;
  const fields = new Map<FieldName, string>();
  if (chosen !== undefined) {
    for (const name of targetOf(chosen).fields) {
      const path = choice.fields?.[name] ?? suggestedPath(name, paths);
      if (path !== undefined && path !== '') fields.set(name, path);
    }
  }
  const money = [...fields].filter(([name]) => moneyFields.has(name)).map(([, path]) => path);
  const amounts = amountsIn(events.slice(0, mostLookedAt), money, fields.get('items'));
  const suggestedUnit = amounts.some(({ value }) => hasFraction(value)) ? 'units' : 'cents';
  return {
    target: chosen,
    isChosen,
    fields,
    unit: choice.unit ?? suggestedUnit,
    hasMoney: money.length > 0 || fields.has('items'),
    isUnitGuessed: choice.unit === undefined && amounts.some(({ path }) => !isInCents(path)),
  };
}

interface Amount {
  readonly path: string;
  readonly value: unknown;
}

/** The amounts in fields of events, and the prices of the items in a list of theirs. */
function amountsIn(
  events: readonly ForeignEvent[],
  money: readonly string[],
  items: string | undefined,
): readonly Amount[] {
  return events.flatMap(({ facts }) => {
    const own = money.map((path) => ({ path, value: facts.get(path) }));
    const list: unknown = items === undefined ? undefined : facts.get(items);
    const ofItems = Array.isArray(list) ? list.slice(0, 20).flatMap(pricesIn) : [];
    return [...own, ...ofItems].filter(({ value }) => value !== undefined);
  });
}

function pricesIn(item: unknown): readonly Amount[] {
  if (typeof item !== 'object' || item === null) return [];
  return Object.entries(item)
    .filter(([name]) => /price|amount/i.test(name))
    .map(([path, value]) => ({ path, value: value as unknown }));
}
