import type { Names } from '../../analysis/names';
import type { Flight, RunSpans, Span } from '../../analysis/spans/spans';
import { nameWord } from '../../analysis/words';
import { formatSpan } from '../format-span';
import type { Hit } from './hit';

/** A span or a message as a row of the table says it. */
export interface SpanRow {
  /** No two rows have the same. */
  readonly key: string;
  /** The record to select. */
  readonly seq: number;
  readonly node: string;
  readonly what: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly ending: string;
  readonly flow: string;
}

function rowOfSpan(span: Span, names: Names): SpanRow {
  const { kind, seq, node, from, to, flow } = span;
  const row = { key: `${kind} ${seq} ${node}`, seq, node, from, to, flow };
  switch (span.kind) {
    case 'work':
      return { ...row, what: 'Work', name: nameWord(span.name), ending: span.ending };
    case 'waiting': {
      const what = `Waits for ${names.nodeTitle(span.askedNode)}`;
      return { ...row, what, name: nameWord(span.name), ending: span.ending };
    }
    case 'away':
      return { ...row, what: 'Away', name: '', ending: span.reason };
  }
}

function rowOfFlight(flight: Flight, names: Names): SpanRow {
  const { seq, node, to, at, arrivesAt, flow, form, name, lostBy } = flight;
  const noun = form.charAt(0).toUpperCase() + form.slice(1);
  const what = `${noun} to ${names.nodeTitle(to)}`;
  const ending = lostBy === undefined ? 'arrives' : 'lost';
  return {
    key: `flight ${seq}`,
    seq,
    node,
    what,
    name: nameWord(name),
    from: at,
    to: arrivesAt,
    ending,
    flow,
  };
}

/** What lasts, and what goes, within some simulated moments, in the order of beginning. */
export function rowsBetween(
  spans: RunSpans,
  flights: readonly Flight[],
  from: number,
  to: number,
  names: Names,
): readonly SpanRow[] {
  const rows = [
    ...[...spans.works, ...spans.waits, ...spans.aways]
      .filter((span) => span.to >= from && span.from <= to)
      .map((span) => rowOfSpan(span, names)),
    ...flights
      .filter(({ at, arrivesAt }) => arrivesAt >= from && at <= to)
      .map((flight) => rowOfFlight(flight, names)),
  ];
  return rows.sort((a, b) => a.from - b.from || a.seq - b.seq);
}

/** What the pointer is at, in one line. */
export function hitWords(hit: Hit, names: Names): string {
  const { node, what, name, from, to, ending } =
    hit.kind === 'span' ? rowOfSpan(hit.span, names) : rowOfFlight(hit.flight, names);
  const object = name === '' ? '' : `: ${name}`;
  return `${names.nodeTitle(node)} · ${what}${object} · ${formatSpan(from)} to ${formatSpan(to)}, ${ending}`;
}
