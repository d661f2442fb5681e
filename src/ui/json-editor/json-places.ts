import type { Problem } from '../../simulation';
import { childrenOf, membersOf, nameOf, parseTree, rootValue, valueOf, type JsonNode } from './json-tree';

/** Where something is wrong in a text, by character, and what. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/**
 * Where a text is no JSON, and what is missing there.
 * @returns undefined when it is JSON.
 */
export function syntaxProblem(text: string): Place | undefined {
  const broken = firstBroken(parseTree(text));
  if (broken !== undefined) {
    const from = Math.min(broken.from, text.trimEnd().length);
    return { from, to: Math.max(from, broken.to), message: expected(text, broken) };
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return { from: 0, to: 0, message: error instanceof Error ? error.message : 'This is not JSON.' };
  }
}

/**
 * Where in a text the problems of a check lie. A problem with something that is missing lies where its nearest holder begins.
 * @param problems paths are places in what the text says: `orders[2].items[0].quantity`; an empty one is the whole.
 */
export function placesOf(text: string, problems: readonly Problem[]): readonly Place[] {
  const root = rootValue(parseTree(text));
  return problems.map(({ path, message }) => {
    if (root === undefined) return { from: 0, to: 0, message };
    const steps = stepsOf(path);
    let found: JsonNode = root;
    for (const [index, step] of steps.entries()) {
      const next = within(text, found, step);
      if (next === undefined) {
        const rest = steps.slice(index).join('.');
        return { from: found.from, to: found.from + 1, message: `${rest} ${message}` };
      }
      found = next;
    }
    const isShort = found.name !== 'Object' && found.name !== 'Array';
    return { from: found.from, to: isShort ? found.to : found.from + 1, message };
  });
}

/** `orders`, `2`, `quantity` for `orders[2].quantity`. */
function stepsOf(path: string): readonly string[] {
  return path.match(/[^.[\]]+/g) ?? [];
}

function within(text: string, holder: JsonNode, step: string): JsonNode | undefined {
  if (holder.name === 'Array') return /^\d+$/.test(step) ? membersOf(holder)[Number(step)] : undefined;
  // Of properties of the same name the last one counts.
  const property = membersOf(holder)
    .filter((member) => nameOf(text, member) === step)
    .at(-1);
  return property === undefined ? undefined : valueOf(property);
}

function firstBroken(node: JsonNode): JsonNode | undefined {
  if (node.type.isError) return node;
  for (const child of childrenOf(node)) {
    const broken = firstBroken(child);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** What the parser would have needed where it stumbled. */
function expected(text: string, broken: JsonNode): string {
  const before = broken.prevSibling?.name;
  const found = text.slice(broken.from, broken.to).trim();
  const instead = found === '' ? '' : `, and not ${found.split('\n', 1)[0] ?? ''}`;
  switch (broken.parent?.name ?? 'JsonText') {
    case 'Object':
      if (before === '{') return `Expected a name in double quotes, or }${instead}.`;
      if (before === ',') return `Expected another name in double quotes after the comma${instead}.`;
      return `Expected a comma or }${instead}.`;
    case 'Property':
      return before === 'PropertyName' ? `Expected a colon${instead}.` : `Expected a value${instead}.`;
    case 'Array':
      if (before === '[') return `Expected a value, or ]${instead}.`;
      if (before === ',') return `Expected another value after the comma${instead}.`;
      return `Expected a comma or ]${instead}.`;
    default:
      return before === undefined ? 'Expected a value.' : `Expected nothing more${instead}.`;
  }
}
