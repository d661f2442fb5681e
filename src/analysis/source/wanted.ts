import {
  busNode,
  type Changed,
  type Decision,
  type Query,
  type Sent,
  type TraceRecord,
} from '../../simulation';
import { factsOf, textOf } from '../facts';
import type { SourceGraph } from './graph';
import type { Wanted } from './search';

/**
 * What the expression looks like that leaves a record.
 * @returns undefined for what no expression of its own leaves.
 */
export function wantedFor(record: TraceRecord, graph: SourceGraph): Wanted | undefined {
  switch (record.kind) {
    case 'sent':
      return wantedForSent(record, graph);
    case 'query':
      return wantedForQuery(record);
    case 'decision':
      return wantedForDecision(record, graph);
    case 'changed':
      return wantedForChange(record, graph);
    case 'ignored':
      return wantedForIgnored(record.event);
    case 'rendered':
    case 'received':
      return { call: ({ name, receiver }) => name === record.kind && receiver === 'journal' };
    case 'reply':
      return record.ok ? undefined : wantedForError(textOf(factsOf(record.payload)['name']));
    case 'failed':
      return wantedForFailure(record.name, graph);
    case 'arrived':
    case 'handled':
    case 'concluded':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
    case 'limit-reached':
    case 'duplicated':
    case 'disturbed':
    case 'lost':
    case 'timed-out':
    case 'node-down':
    case 'node-up':
    case 'fault':
      return undefined;
  }
}

/** An event has its name where it is made, a call in its client; a delivery is handed over by one function. */
function wantedForSent({ node, to, form, name }: Sent, graph: SourceGraph): Wanted | undefined {
  switch (form) {
    case 'event': {
      const sender = graph.brokerNode(node);
      if (sender !== undefined)
        return {
          call: (call) =>
            call.name === 'send' &&
            call.first === sender.constant &&
            !call.direct.includes('acknowledgement'),
        };
      if (to !== busNode) return { call: (call) => call.name === 'deliver' && call.receiver === 'world' };
      return { literal: ({ key, value }) => key === 'type' && value === name };
    }
    case 'call':
      return { literal: ({ key, value }) => key === 'name' && value === name };
    case 'delivery': {
      const isForm = ({ key, value }: { readonly key: string | undefined; readonly value: string }) =>
        key === 'form' && value === form;
      const made = graph.outlines.flatMap(({ literals }) => literals.filter(isForm));
      const names = new Set(made.map(({ owner }) => owner?.name));
      return { call: (call) => call.receiver === undefined && names.has(call.name) };
    }
    case 'acknowledgement': {
      const names = graph.brokerNode(node) === undefined ? [form] : [form, name];
      return {
        call: (call) =>
          call.name === 'send' &&
          names.every((word) => call.direct.includes(word)) &&
          call.direct.length === names.length,
      };
    }
    case 'command':
      return undefined;
  }
}

/** A question has its name where the store is asked. */
function wantedForQuery({ access, entity, name }: Query): Wanted {
  return {
    call: ({ direct }) => direct[0] === access && direct.includes(name) && !direct.includes('store'),
    literal: ({ key, value }) => key === 'name' && value === name && entity !== '',
  };
}

/** A rule is a function that gives its name and the values that decide; or who decides writes it down itself. */
function wantedForDecision({ rule, because }: Decision, graph: SourceGraph): Wanted {
  const values = Object.keys(because);
  const applied = new Set<string>();
  for (const { literals } of graph.outlines) {
    for (const { key, value, owner } of literals) {
      if (key !== 'rule' || value !== rule || owner === undefined) continue;
      const text = graph.text(owner.file).slice(owner.start, owner.end);
      if (values.every((name) => text.includes(name))) applied.add(owner.name);
    }
  }
  return {
    call: ({ name, receiver, direct, words }) =>
      (receiver === undefined && applied.has(name)) ||
      (name === 'decided' &&
        direct.includes(rule) &&
        values.every((value) => words.has(value) || words.has('eventId'))),
  };
}

/** A change is written down under the name of its machine, or a chart is given the event. */
function wantedForChange({ machine, event }: Changed, graph: SourceGraph): Wanted {
  const written = graph.outlines
    .flatMap(({ calls }) => calls)
    .filter(({ name, direct }) => name === 'changed' && direct.includes(machine));
  const narrow = written.filter(({ words }) => words.has(event));
  if (written.length > 0) {
    const wanted = new Set(narrow.length > 0 ? narrow : written);
    return { call: (call) => wanted.has(call) };
  }
  return { call: ({ name, words }) => /^(?:take|begin|#tell|#take)$/.test(name) && words.has(event) };
}

function wantedForIgnored(event: string): Wanted {
  const [name = event, thing] = event.split(' ');
  return {
    call: (call) =>
      thing === undefined ? call.name === 'take' && call.words.has(name) : call.name === 'ignored',
  };
}

/** A refusal has its name where it is thrown. What the simulation itself may throw could come from anywhere. */
function wantedForError(name: string | undefined): Wanted | undefined {
  if (name === undefined || ['Error', 'TimedOut', 'MalformedMessage'].includes(name)) return undefined;
  return { call: (call) => call.name === 'DomainError' && call.direct[0] === name };
}

function wantedForFailure(name: string, graph: SourceGraph): Wanted | undefined {
  const isWritten = graph.outlines.some(({ calls }) =>
    calls.some((call) => call.name === 'failed' && call.direct.includes(name)),
  );
  if (isWritten) return { call: (call) => call.name === 'failed' && call.direct.includes(name) };
  return wantedForError(name);
}
