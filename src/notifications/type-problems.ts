import type { Problem } from '../engine/result';
import type { Channel } from '../shop/models';
import { problemsWithin } from '../shop/validation';
import { isOfStock, type Trigger } from './triggers';
import { withTypeRows, type NotificationTypeChanges, type TypeRow } from './type-rows';
import { braces, placeholdersIn, placeholdersOf } from './wording';

/**
 * What is wrong with rows of notification types that are each well formed: what a type of their own lacks, and words that say
 * what is not known at its moment.
 * @param base the types without them.
 * @returns problems with paths such as `notificationTypes[0].template.sms`.
 */
export function problemsOfTypeRows(
  rows: NotificationTypeChanges,
  base: readonly TypeRow[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const types = new Map(withTypeRows(base, rows).map((type) => [type.name, type]));
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    const path = `notificationTypes[${index}]`;
    const type = types.get(row.name) ?? row;
    if (seen.has(row.name)) problems.push({ path, message: `${row.name} stands there twice` });
    else problems.push(...problemsWithin(path, problemsOfType(row, type)));
    seen.add(row.name);
  });
  return problems;
}

/** @param type the row over what there was of that name. */
function problemsOfType(row: TypeRow, type: TypeRow): readonly Problem[] {
  const isInternal = type.audience === 'internal';
  const channels: readonly Channel[] = isInternal ? ['mailbox'] : (type.channels ?? []);
  return [
    ...(isInternal ? internalProblems(row) : customerProblems(row, type)),
    ...(type.trigger === undefined
      ? [
          {
            path: 'trigger',
            message: 'is missing: a new type must say when it is told; "none" is only when asked for',
          },
        ]
      : wordProblems(row, type, type.trigger, channels)),
  ];
}

function internalProblems(row: TypeRow): readonly Problem[] {
  const problems: Problem[] = [];
  if (row.channels !== undefined && row.channels.join() !== 'mailbox') {
    problems.push({
      path: 'channels',
      message: 'must be ["mailbox"], where an internal type goes, or left out',
    });
  }
  for (const path of ['category', 'segments'] as const) {
    // Null is what a type for customers that had segments gives to have none.
    if (row[path] === undefined || row[path] === null) continue;
    problems.push({ path, message: 'is only for customers; leave it out of an internal type' });
  }
  return problems;
}

function customerProblems(row: TypeRow, type: TypeRow): readonly Problem[] {
  const problems: Problem[] = [];
  const { category, channels, trigger } = type;
  if (category === undefined) {
    problems.push({
      path: 'category',
      message: 'is missing: a type for customers must say which of their preferences rule it',
    });
  }
  if (channels === undefined) {
    problems.push({ path: 'channels', message: 'is missing: a new type must say where it goes' });
  } else if (channels.includes('mailbox')) {
    const message = 'customers have no mailbox here; leave it out, or make the audience "internal"';
    problems.push({
      path: row.channels === undefined ? 'channels' : `channels[${row.channels.indexOf('mailbox')}]`,
      message,
    });
  }
  if (trigger !== undefined && isOfStock(trigger)) {
    const message = `is for customers, and ${trigger} concerns none; make it "internal", or choose another trigger`;
    problems.push({ path: row.trigger === undefined ? 'audience' : 'trigger', message });
  }
  return problems;
}

/** What is wrong with its words: each channel needs some, and they may say only what is known when it is told. */
function wordProblems(
  row: TypeRow,
  { template = {} }: TypeRow,
  trigger: Trigger,
  channels: readonly Channel[],
): readonly Problem[] {
  const missing = channels
    .filter((channel) => template[channel] === undefined)
    .map((channel) => {
      return { path: `template.${channel}`, message: `is missing: it goes by ${channel}, so give its words` };
    });
  const written = Object.keys(template) as Channel[];
  const wrong = written
    .filter((channel) => channels.includes(channel) || row.template?.[channel] !== undefined)
    .flatMap((channel) => {
      const isOwn = row.template?.[channel] !== undefined;
      return Object.entries(template[channel] ?? {}).flatMap(([part, text]) => {
        const message = problemOfText(text, placeholdersOf(trigger, channel));
        if (message === undefined) return [];
        if (isOwn) return [{ path: `template.${channel}.${part}`, message }];
        const remedy = `the words that it has do not fit ${trigger}, so give others: “${part}” ${message}`;
        return [{ path: `template.${channel}`, message: remedy }];
      });
    });
  return [...missing, ...wrong];
}

/** What is wrong with a text; undefined when nothing is. */
function problemOfText(text: string, known: readonly string[]): string | undefined {
  const choices = known.map((name) => `{${name}}`).join(', ');
  const unknown = placeholdersIn(text).find((name) => !known.includes(name));
  if (unknown !== undefined) return `says {${unknown}}, which is not known here; known are ${choices}`;
  if (/[{}]/.test(text.replaceAll(braces, ''))) {
    return `has a brace on its own; write {{ or }} for one that is meant, or one of ${choices}`;
  }
  return undefined;
}
