import { busNode, type MessageForm, type NodeId } from '../../simulation';
import type { SourceGraph } from './graph';
import type { Literal, SourceFunction } from './outline';

/** A message as far as finding its handler needs: what came, and to whom. */
export interface Incoming {
  readonly form: MessageForm;
  readonly name: string;
  readonly node: NodeId;
}

/**
 * The function with which a node handles a message, as the wiring and the sources themselves say it: the member that has the
 * name of the command or event, or what the client of an API has served.
 * @returns undefined where no function of the shop does it.
 */
export function handlerOf(message: Incoming, graph: SourceGraph): SourceFunction | undefined {
  const { form, name, node } = message;
  switch (form) {
    case 'command':
      return only(graph.named(name).filter(({ file }) => !file.startsWith('shop/')));
    case 'event':
      return node === busNode ? only(graph.functionsIn(busFile, '#take')) : consumerOf(name, node, graph);
    case 'call':
      return servedWhere(({ key, value }) => key === 'name' && value === name, graph);
    case 'delivery':
      return servedWhere(({ key, value }) => key === 'form' && value === form, graph);
    case 'acknowledgement':
      return hearerOf(message, graph);
  }
}

const busFile = 'brokers/event-bus.ts';

/** The one thing that a list holds; undefined when it holds none, or several. */
export function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** What a node does with an event: the member of that name in what it subscribes with, or what takes the report of a channel. */
function consumerOf(event: string, node: NodeId, graph: SourceGraph): SourceFunction | undefined {
  const subscribed = subscribedWith(node, graph);
  const member = only(subscribed.filter(({ name }) => name === event));
  if (member !== undefined || subscribed.length === 1) return member ?? subscribed[0];
  const cases = graph.outlines.flatMap(({ literals }) => literals).filter(({ key }) => key === 'case');
  return cases.find(({ value }) => value === event)?.owner;
}

/**
 * The functions with which a node subscribes, as the wiring has it: `{ node: 'inventory', handlers: inventoryConsumer({ …`,
 * or handlers that stand in the subscription itself, or are named there.
 */
function subscribedWith(node: NodeId, graph: SourceGraph): readonly SourceFunction[] {
  const { wiring } = graph;
  for (const [, name = '', maker = ''] of graph
    .text(wiring)
    .matchAll(/node: ([\w'-]+),\s*handlers: (\w+)\(/g)) {
    const home = graph.importedFrom(maker, wiring);
    if (home === undefined || nodeCalled(name, graph) !== node) continue;
    const [made] = graph.functionsIn(home, maker);
    return made === undefined ? [] : graph.outline(home).functions.filter((found) => isWithin(found, made));
  }
  const { calls, functions } = graph.outline(wiring);
  const call = calls.find(({ name, direct }) => name === 'subscribe' && direct[0] === node);
  if (call === undefined) return [];
  const inline = functions.filter((found) => isWithin(found, call) && /^[A-Z]/.test(found.name));
  if (inline.length > 0) return inline;
  const ownMembers = new Set(functions.filter((found) => isWithin(found, call)).map(({ name }) => name));
  return functions.filter(({ name, start }) => {
    return start < call.start && call.words.has(name) && !ownMembers.has(name);
  });
}

/** `'inventory'` is that node; a name is the one that is declared where it is imported from. */
function nodeCalled(name: string, graph: SourceGraph): NodeId | undefined {
  if (name.startsWith("'")) return name.slice(1, -1);
  const home = graph.importedFrom(name, graph.wiring);
  if (home === undefined) return undefined;
  return new RegExp(`export const ${name}: NodeId = '([\\w-]+)'`).exec(graph.text(home))?.[1];
}

/** Where a request of some kind is made, what it has the other side do: the one call in its `serve`. */
function servedWhere(
  isRequest: (literal: Literal) => boolean,
  graph: SourceGraph,
): SourceFunction | undefined {
  const requests = graph.outlines.flatMap(({ literals }) => literals.filter(isRequest));
  for (const { owner } of requests) {
    if (owner === undefined) continue;
    const { functions } = graph.outline(owner.file);
    const serve = functions.find((found) => found.name === 'serve' && isWithin(found, owner));
    const call = serve === undefined ? undefined : only(graph.callsIn(serve));
    if (call === undefined) continue;
    const callees = graph.calleesOf(call, owner.file);
    return only(callees) ?? only(callees.filter(({ file }) => file === owner.file));
  }
  return undefined;
}

/** What happens when someone hears that an event is done with: said where it is sent, or by what sends all of these. */
function hearerOf({ form, name }: Incoming, graph: SourceGraph): SourceFunction | undefined {
  const calls = graph.brokerFiles.flatMap((file) => graph.outline(file).calls);
  const handling = calls.find((call) => call.name === 'handle' && call.direct.includes(name));
  if (handling !== undefined) {
    const [hearer] = [...handling.words].filter((word) => word.startsWith('#'));
    return handling.owner === undefined || hearer === undefined
      ? undefined
      : only(graph.functionsIn(handling.owner.file, hearer));
  }
  return calls.find(
    (call) => call.name === 'send' && call.direct.includes(form) && !call.direct.includes('confirm'),
  )?.owner;
}

function isWithin(
  inner: { readonly start: number },
  outer: { readonly start: number; readonly end: number },
): boolean {
  return outer.start < inner.start && inner.start < outer.end;
}
