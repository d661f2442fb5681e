import type { Names } from '../../analysis/names';
import { partWord } from '../../analysis/words';
import type { Act, Facts, Fault, NodeId } from '../../simulation';
import { nameOfNode } from '../form/choices';
import type { Selection } from '../selection';
import type { Session } from '../session.svelte';
import { messageOf } from '../stage/travelling';
import { faultWords } from '../stage/fault-words';

/** A fault of the recording. */
export interface FaultHere {
  readonly fault: Fault;
  readonly at: number;
  /** Its place among the person's acts; undefined for one of the scenario. */
  readonly index: number | undefined;
}

/** The faults of a recording that concern a thing, in the order in which they begin. */
export function faultsHere(session: Session, selection: Selection): readonly FaultHere[] {
  const { run } = session;
  const struck = new Set(startersOf(session, selection));
  return run.performed.flatMap(({ act, of, index, seq }) => {
    if (act.kind !== 'fault') return [];
    if (!struck.has(seq) && !concerns(act.fault, session, selection)) return [];
    return [{ fault: act.fault, at: act.at, index: of === 'person' ? index : undefined }];
  });
}

/** The records that began the faults which a record tells of. */
function startersOf({ trace }: Session, selection: Selection): readonly number[] {
  const record = selection.kind === 'record' ? trace[selection.seq - 1] : undefined;
  if (record?.kind === 'fault') return [record.phase === 'ends' ? record.cause : record.seq];
  const starter = record !== undefined && 'fault' in record ? record.fault : undefined;
  return starter === undefined ? [] : [starter];
}

function concerns(fault: Fault, { trace }: Session, selection: Selection): boolean {
  if (selection.kind === 'node') return placesOf(fault).includes(nameOfNode(selection.id));
  const message = selection.kind === 'record' ? messageOf(trace[selection.seq - 1], trace) : undefined;
  if (message === undefined || !('from' in fault)) return false;
  const isOnWay = fault.from === nameOfNode(message.node) && fault.to === nameOfNode(message.to);
  return isOnWay && (fault.message ?? message.name) === message.name;
}

/** The parts of the shop that a fault names. */
function placesOf(fault: Fault): readonly string[] {
  if ('from' in fault) return [fault.from, fault.to].map(nameOfNode);
  return [nameOfNode('node' in fault ? fault.node : fault.channel)];
}

/** What a fault does, in a sentence. */
export function faultSentence(fault: Fault, names: Names): string {
  const details: Facts = fault;
  const [node = ''] = placesOf(fault);
  return faultWords({ fault: fault.type, details, node }, titled(names), 0);
}

/** Names under which recordings know parts, which are those of either architecture. */
function titled(names: Names): Names {
  return { ...names, nodeTitle: (id: NodeId) => partWord(id, names) };
}

/** The person's acts without one. */
export function withoutAct(acts: readonly Act[], index: number): readonly Act[] {
  return acts.filter((_, place) => place !== index);
}
