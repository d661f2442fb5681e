import type * as v from 'valibot';
import type { Content } from '../engine/journal';
import { DomainError } from '../engine/process';
import type { Facts } from '../engine/trace';
import type { Channel } from '../shop/models';
import { check } from '../shop/validation';

/** Who is written to. */
export interface Addressee {
  readonly name: string;
}

/** Whom internal letters greet. */
export const warehouseTeam: Addressee = { name: 'warehouse team' };

/** Turns the facts of a notification into words, one renderer a channel that the type may use. */
export interface Template<Context = unknown> {
  readonly name: string;
  /** The facts that it needs; what lacks one of them cannot be rendered. */
  readonly context: v.GenericSchema<unknown, Context>;
  readonly render: { readonly [Name in Channel]?: (context: Context, to: Addressee) => Content };
}

/** Ties a template's renderers to the type of its context. */
export function defineTemplate<Context>(template: Template<Context>): Template {
  // Sound because a context only reaches the renderers after its own schema has accepted it.
  return template as unknown as Template;
}

/**
 * Checks facts that come from outside before a template renders them.
 * @throws DomainError MissingContext, which names each field that is missing or of the wrong kind.
 */
export function requireContext(template: Template, context: Facts): void {
  const checked = check(template.context, context, 'context');
  if (checked.ok) return;
  const fields = checked.problems.map(({ path }) => path).join(', ');
  throw new DomainError('MissingContext', `${fields}: the template “${template.name}” needs it`);
}

/** Every email opens and closes alike. */
export function letter(to: Addressee, ...paragraphs: readonly string[]): string {
  return [`Hello ${to.name},`, ...paragraphs, 'Your Signalbox shop'].join('\n\n');
}

/** The most characters that one text message holds. */
const smsLength = 160;

/** Cuts a text so that one SMS holds it. */
export function shortMessage(text: string): Content {
  return { body: text.length <= smsLength ? text : `${text.slice(0, smsLength - 1)}…` };
}
