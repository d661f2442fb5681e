import type { Content } from '../engine/journal';
import { DomainError } from '../engine/process';
import type { Facts } from '../engine/trace';
import type { Channel } from '../shop/models';
import { check } from '../shop/validation';
import { factSchemas, factsOfTrigger, type FactName, type NewsFacts, type Trigger } from './triggers';
import type { TypeRow } from './type-rows';
import { fill, placeholderFacts, placeholdersIn } from './wording';

/** Who is written to. */
export interface Addressee {
  readonly name: string;
}

/** Whom internal letters greet. */
export const warehouseTeam: Addressee = { name: 'warehouse team' };

/** The words of a kind of notification, by channel. */
export type Template = NonNullable<TypeRow['template']>;

/** What has words, and the moment whose facts they name. */
interface Worded {
  readonly name: string;
  readonly trigger: Trigger;
  readonly template: Template;
}

/** The template's name in the trace: `order-shipped` for `order_shipped`. */
export function templateName({ name }: Pick<Worded, 'name'>): string {
  return name.replaceAll('_', '-');
}

/** Turns the facts of a notification into words for a channel; undefined when there are none for it. */
export function render(
  { template }: Pick<Worded, 'template'>,
  channel: Channel,
  context: Facts,
  to: Addressee,
): Content | undefined {
  const words: { readonly subject?: string; readonly body: string } | undefined = template[channel];
  if (words === undefined) return undefined;
  // Who takes a context from outside has checked it (requireContext); a service's own news has the facts of its trigger.
  const facts = context as unknown as NewsFacts;
  const body = fill(words.body, facts, to.name);
  if (words.subject !== undefined) return { subject: fill(words.subject, facts, to.name), body };
  return { body: channel === 'sms' ? shortMessage(body) : body };
}

/**
 * Checks facts that come from outside before they are put into words.
 * @throws DomainError MissingContext, which names each field that is missing or of the wrong kind.
 */
export function requireContext(type: Worded, context: Facts): void {
  const fields = factsNeededBy(type).flatMap((name) => {
    const checked = check(factSchemas[name], context[name], `context.${name}`);
    return checked.ok ? [] : checked.problems.map(({ path, message }) => wrongField(path, message));
  });
  if (fields.length === 0) return;
  throw new DomainError(
    'MissingContext',
    `${fields.join(', ')}: the template “${templateName(type)}” needs it`,
  );
}

/** A field that is missing, or `context.oldPriceCents (must be whole cents)`. */
function wrongField(path: string, message: string): string {
  return message === 'is missing' ? path : `${path} (${message})`;
}

/** The facts of the moment at which it is told; what has no such moment needs those that its words name. */
function factsNeededBy({ trigger, template }: Worded): readonly FactName[] {
  if (trigger !== 'none') return factsOfTrigger[trigger];
  const texts = Object.values(template).flatMap((words) => Object.values(words));
  const names = texts.flatMap(placeholdersIn).flatMap((name) => placeholderFacts.get(name) ?? []);
  return [...new Set(names)];
}

/** The most characters that one text message holds. */
const smsLength = 160;

/** Cuts a text so that one SMS holds it. */
function shortMessage(text: string): string {
  return text.length <= smsLength ? text : `${text.slice(0, smsLength - 1)}…`;
}
