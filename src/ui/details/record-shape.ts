import type { TraceRecord } from '../../simulation';

/** How a kind of record is drawn, around 0,0 in a field of 14 × 14, and what people call it. */
export interface RecordShape {
  readonly word: string;
  readonly path: string;
  readonly isFilled: boolean;
}

const shape = (word: string, path: string, isFilled = false): RecordShape => ({ word, path, isFilled });

const square = 'M-3.5 -3.5h7v7h-7z';
const circle = 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z';
const diamond = 'M0 -5L5 0L0 5L-5 0z';
const toRight = 'M-4 -4.5L5 0L-4 4.5z';
const toLeft = 'M4 -4.5L-5 0L4 4.5z';
const envelope = 'M-5.5 -4h11v8h-11z M-5.5 -4L0 0.5L5.5 -4';
const cross = 'M-4 -4L4 4M4 -4L-4 4';
const check = 'M-5 0.5L-1.5 4L5 -4';
const arrow = 'M-5.5 0h10M1.5 -3.5L5 0L1.5 3.5';
const sign = 'M-5 -4h6l4 4l-4 4h-6z';
const bar = 'M-5 0h10';
const page = 'M-4 -5.5h8v11h-8z M-1.8 -2h3.6 M-1.8 1h3.6';
const twin = 'M-5.5 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z M-0.5 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z';
const clock = `${circle} M0 -2.4V0.4h2`;

/** The shape of a record: commands ▢, events ●, queries ◇, replies ◁, faults ✕, and so on. */
export function shapeOf(record: TraceRecord): RecordShape {
  switch (record.kind) {
    case 'sent':
    case 'arrived':
      return messageShapes(record.form, record.kind === 'arrived' ? ' arrives' : '');
    case 'handled':
      return shape('handled', check);
    case 'query':
      return shape(record.access === 'write' ? 'write' : 'query', diamond, record.access === 'write');
    case 'reply':
      return record.ok ? shape('reply', toLeft) : shape('error reply', cross);
    case 'concluded':
      return record.ok ? shape('result', check) : shape('error', cross);
    case 'decision':
      return record.outcome === 'stopped' ? shape('decision: stopped', bar) : shape('decision', sign);
    case 'changed':
      return shape('change', arrow);
    case 'ignored':
      return shape('refused', bar);
    case 'rendered':
      return shape('text', page);
    case 'received':
      return shape('received', envelope);
    case 'failed':
    case 'limit-reached':
      return shape('error', cross);
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return shape('timer', clock);
    case 'duplicated':
      return shape('copy', twin, true);
    case 'disturbed':
      return shape(record.effect, cross);
    case 'lost':
      return shape('lost', cross);
    case 'timed-out':
      return shape('timed out', clock);
    case 'node-down':
      return shape(record.reason, cross);
    case 'node-up':
      return shape('there again', check);
    case 'fault':
      return shape(`fault ${record.phase}`, cross);
    default:
      return shape('record', circle);
  }
}

function messageShapes(form: string, suffix: string): RecordShape {
  switch (form) {
    case 'command':
      return shape(`command${suffix}`, square, suffix === '');
    case 'call':
      return shape(`call${suffix}`, toRight, suffix === '');
    case 'delivery':
      return shape(`delivery${suffix}`, envelope);
    case 'acknowledgement':
      return shape(`acknowledgement${suffix}`, check);
    default:
      return shape(`event${suffix}`, circle, suffix === '');
  }
}
