import { sentence } from '../../analysis/words';
import {
  Command,
  Edit,
  Fault,
  Operation,
  OutsideEvent,
  parseRecording,
  type Act,
  type Problem,
  type Recording,
} from '../../simulation';
import { isObject } from '../form/beginning';
import { schemaOf, variantsOf, type JsonSchema } from '../form/json-schema';
import type { NewAct } from '../session.svelte';

export type ActKind = Act['kind'];

/** An act that is being written: its body may still be anything. */
export interface Draft {
  readonly kind: ActKind;
  /** The command, fault, operation, edit or event. */
  readonly body: unknown;
  /** Who gives the command, if not its usual actor. */
  readonly by?: string | undefined;
  /** The architecture that it is for, if not for both. */
  readonly only?: Act['only'];
}

const schemas = { command: Command, fault: Fault, operation: Operation, edit: Edit, event: OutsideEvent };

/** All types of an act of that kind, each with the schema of its body. */
export function typesOfKind(
  kind: ActKind,
): readonly { readonly type: string; readonly schema: JsonSchema }[] {
  return variantsOf(schemaOf(schemas[kind]));
}

/** The schema of the body of a draft; undefined for a type that nobody knows. */
export function schemaOfDraft({ kind, body }: Draft): JsonSchema | undefined {
  const type = typeOf(body);
  return typesOfKind(kind).find((known) => known.type === type)?.schema;
}

/** `PlaceOrder`, `drop`; empty when there is none. */
export function typeOf(body: unknown): string {
  const type = isObject(body) ? body['type'] : undefined;
  return typeof type === 'string' ? type : '';
}

/** An act as a draft, to be changed. */
export function draftOf(act: Act): Draft {
  const rest = act.only === undefined ? {} : { only: act.only };
  switch (act.kind) {
    case 'command':
      return { kind: act.kind, body: act.command, by: act.by, ...rest };
    case 'fault':
      return { kind: act.kind, body: act.fault, ...rest };
    case 'operation':
      return { kind: act.kind, body: act.operation, ...rest };
    case 'edit':
      return { kind: act.kind, body: act.edit, ...rest };
    case 'event':
      return { kind: act.kind, body: act.event, ...rest };
  }
}

type Checked =
  | { readonly ok: true; readonly act: Act }
  /** Paths are places in the draft: `body.items[0].quantity`, `at`. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a draft as an act of a recording. @param at simulated ms; what was typed for it may be anything. */
export function checkDraft({ kind, body, by, only }: Draft, at: unknown, recording: Recording): Checked {
  const written = {
    at,
    kind,
    [kind]: body,
    ...(by === undefined ? {} : { by }),
    ...(only === undefined ? {} : { only }),
  };
  const read = parseRecording({ ...recording, acts: [written] });
  const act = read.ok ? read.value.acts[0] : undefined;
  if (act !== undefined) return { ok: true, act };
  const problems = read.ok ? [] : read.problems;
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({
      path: path.replace(/^acts\[0\]\.?/, '').replace(new RegExp(`^${kind}\\b`), 'body'),
      message,
    })),
  };
}

/** An act without its time. */
export function untimed({ at: _, ...act }: Act): NewAct {
  return act;
}

const titles: { readonly [Kind in ActKind]: { readonly [type: string]: string } } = {
  command: {},
  fault: {
    drop: 'Drop messages',
    delay: 'Delay messages',
    duplicate: 'Duplicate messages',
    reorder: 'Let messages overtake',
    corrupt: 'Corrupt messages',
    down: 'Take a part down',
    crash: 'Crash a part',
    slow: 'Slow a part down',
    throw: 'Make a part throw',
    'adapter-fail': 'Make a channel refuse',
    'adapter-throw': 'Make a channel’s adapter throw',
    'adapter-slow': 'Slow a channel down',
    'adapter-bounce': 'Bounce messages of a channel',
  },
  operation: {
    'add-consumer': 'Add a consumer',
    'remove-consumer': 'Remove a consumer',
    stop: 'Stop a part in good order',
    start: 'Start a part',
    slow: 'Put a part under load',
    'publish-version': 'Publish another version of OrderCreated',
  },
  edit: {
    'set-preferences': 'Change preferences by hand',
    'set-cart': 'Change a cart by hand',
    'set-price': 'Change a price by hand',
    'set-stock': 'Change stock by hand',
    'set-segment': 'Change a segment by hand',
  },
  event: {},
};

/** What a type of act is called: `Place order`, `Drop messages`. */
export function titleOfType(kind: ActKind, type: string): string {
  const own = titles[kind];
  if (Object.hasOwn(own, type)) return own[type] ?? type;
  return sentence(type.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
}
