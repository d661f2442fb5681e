import { createRequire } from 'node:module';
import type { OtlpSpan } from '../../src/exchange/otlp/otlp';

/** A span with the service that it belongs to. */
export interface ServiceSpan extends OtlpSpan {
  readonly service: string;
}

interface Attribute {
  readonly key: string;
  readonly value: object;
}

interface OtlpDocument {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly OtlpSpan[];
    }[];
  }[];
}

/** What protobufjs makes of the messages of OTLP. */
interface MessageType {
  fromObject(object: unknown): unknown;
  encode(message: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
  toObject(message: unknown, options: object): OtlpDocument;
}

/** The spans of a document, unchecked. @throws when it is no OTLP/JSON. */
export function otlpSpansIn(text: string): readonly ServiceSpan[] {
  const { resourceSpans } = JSON.parse(text) as OtlpDocument;
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = attribute(resource.attributes, 'service.name');
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
  });
}

/** The value of an attribute as a text; empty when there is none. */
export function attribute(attributes: readonly Attribute[], key: string): string {
  const found = attributes.find((each) => each.key === key);
  return found === undefined ? '' : String(Object.values(found.value)[0]);
}

/**
 * Sends a document through the protobuf messages of `@opentelemetry/otlp-transformer` and back: what comes out is what a
 * collector would have got. @throws when it does not fit.
 */
export function throughProtobuf(text: string): OtlpDocument {
  const root = createRequire(import.meta.url)(
    '@opentelemetry/otlp-transformer/build/src/generated/root.js',
  ) as {
    readonly opentelemetry: {
      readonly proto: { readonly trace: { readonly v1: { readonly TracesData: MessageType } } };
    };
  };
  const { TracesData } = root.opentelemetry.proto.trace.v1;
  // In protobuf's own JSON bytes are base64; OTLP has ids in hexadecimal digits.
  const given: unknown = JSON.parse(text, (key, value: unknown) =>
    isIdKey(key) && typeof value === 'string' ? Buffer.from(value, 'hex').toString('base64') : value,
  );
  const bytes = TracesData.encode(TracesData.fromObject(given)).finish();
  const options = { longs: String, bytes: String, enums: Number, arrays: true };
  const back = JSON.stringify(TracesData.toObject(TracesData.decode(bytes), options));
  return JSON.parse(back, (key, value: unknown) =>
    isIdKey(key) && typeof value === 'string' ? Buffer.from(value, 'base64').toString('hex') : value,
  ) as OtlpDocument;
}

function isIdKey(key: string): boolean {
  return key === 'traceId' || key === 'spanId' || key === 'parentSpanId';
}

const spanKeys = new Set([
  'traceId',
  'spanId',
  'parentSpanId',
  'name',
  'kind',
  'startTimeUnixNano',
  'endTimeUnixNano',
  'attributes',
  'events',
  'links',
  'status',
]);

/**
 * What is wrong with a document by the rules of OTLP/JSON that tools do not insist on: ids in hexadecimal digits, enums as numbers,
 * times as decimal texts, no other keys, no two spans with one id, and each parent and link is there.
 */
export function problemsOfOtlp(text: string): readonly string[] {
  let spans: readonly ServiceSpan[];
  try {
    spans = otlpSpansIn(text);
  } catch (error) {
    return [String(error)];
  }
  const problems = spans.flatMap((span) => shapeProblems(span).map((what) => `${span.name}: ${what}`));
  return problems.length > 0 ? problems : treeProblems(spans);
}

function shapeProblems({ service, ...span }: ServiceSpan): readonly string[] {
  const problems: string[] = [];
  const expectThat = (holds: boolean, what: string) => {
    if (!holds) problems.push(what);
  };
  const isSpanId = (id: unknown) => typeof id === 'string' && /^[0-9a-f]{16}$/.test(id) && !/^0+$/.test(id);
  const isTraceId = (id: unknown) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id) && !/^0+$/.test(id);
  const isTime = (time: unknown) => typeof time === 'string' && /^\d{1,19}$/.test(time);
  expectThat(service !== '', 'a service');
  expectThat(isTraceId(span.traceId), 'traceId');
  expectThat(isSpanId(span.spanId), 'spanId');
  expectThat(span.parentSpanId === undefined || isSpanId(span.parentSpanId), 'parentSpanId');
  expectThat(typeof span.name === 'string' && span.name !== '', 'name');
  expectThat([1, 2, 3, 4, 5].includes(span.kind), 'kind');
  expectThat(isTime(span.startTimeUnixNano) && isTime(span.endTimeUnixNano), 'times');
  expectThat([0, 1, 2].includes(span.status.code), 'status');
  for (const key of Object.keys(span)) expectThat(spanKeys.has(key), `unknown key ${key}`);
  for (const event of span.events) expectThat(isTime(event.timeUnixNano) && event.name !== '', 'events');
  for (const link of span.links) expectThat(isTraceId(link.traceId) && isSpanId(link.spanId), 'links');
  const attributes = [...span.attributes, ...span.events.flatMap((event) => event.attributes)];
  for (const { key, value } of attributes) expectThat(isValue(value), `attribute ${key}`);
  if (problems.length === 0)
    expectThat(BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano), 'ends before it begins');
  return problems;
}

function isValue(value: object): boolean {
  const [[kind, held] = ['', undefined], ...more] = Object.entries(value) as [string, unknown][];
  if (more.length > 0) return false;
  if (kind === 'stringValue') return typeof held === 'string';
  if (kind === 'boolValue') return typeof held === 'boolean';
  if (kind === 'intValue') return typeof held === 'string' && /^-?\d+$/.test(held);
  return kind === 'doubleValue' && typeof held === 'number';
}

function treeProblems(spans: readonly ServiceSpan[]): readonly string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const problems: string[] = byId.size === spans.length ? [] : ['two spans have one id'];
  for (const { name, traceId, parentSpanId, links } of spans) {
    if (parentSpanId !== undefined && byId.get(parentSpanId)?.traceId !== traceId)
      problems.push(`${name}: its parent is not in its trace`);
    for (const link of links)
      if (byId.get(link.spanId)?.traceId !== link.traceId) problems.push(`${name}: its link leads nowhere`);
  }
  for (const traceId of new Set(spans.map((span) => span.traceId))) {
    const roots = spans.filter((span) => span.traceId === traceId && span.parentSpanId === undefined);
    if (roots.length !== 1) problems.push(`trace ${traceId} has ${roots.length} roots`);
  }
  return problems;
}
