import { jsonLanguage } from '@codemirror/lang-json';
import type { syntaxTree } from '@codemirror/language';

/** A place in the syntax tree of a JSON text; the parser finds its way through text that is broken or unfinished. */
export type JsonNode = ReturnType<typeof syntaxTree>['topNode'];

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

export function isValue(node: JsonNode): boolean {
  return values.has(node.name);
}

/** The root of a text’s tree. */
export function parseTree(text: string): JsonNode {
  return jsonLanguage.parser.parse(text).topNode;
}

/** The outermost value of a text; undefined while there is none. */
export function rootValue(root: JsonNode): JsonNode | undefined {
  return childrenOf(root).find(isValue);
}

export function childrenOf(node: JsonNode): readonly JsonNode[] {
  const children: JsonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The items of a list, or the properties of an object. */
export function membersOf(node: JsonNode): readonly JsonNode[] {
  if (node.name === 'Array') return childrenOf(node).filter(isValue);
  return childrenOf(node).filter(({ name }) => name === 'Property');
}

/** The name of a property: `quantity` for `"quantity": 1`. */
export function nameOf(text: string, property: JsonNode): string {
  const name = property.getChild('PropertyName');
  const read = name === null ? undefined : readJson(text.slice(name.from, name.to));
  return typeof read === 'string' ? read : '';
}

/** The value of a property; undefined while there is none. */
export function valueOf(property: JsonNode): JsonNode | undefined {
  return childrenOf(property).find(isValue);
}

/** The value of that name in an object. */
export function valueNamed(text: string, object: JsonNode, name: string): JsonNode | undefined {
  const property = membersOf(object).find((member) => nameOf(text, member) === name);
  return property === undefined ? undefined : valueOf(property);
}

/** What a piece of text says; undefined when it is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
