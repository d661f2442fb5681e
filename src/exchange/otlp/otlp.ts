/**
 * The JSON of OTLP/JSON traces, as far as it is written (opentelemetry-proto 1, `trace.proto`; “JSON Protobuf Encoding” in its
 * specification): ids are hexadecimal, enums are numbers, 64-bit integers are decimal strings.
 */

export type OtlpValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number };

export interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

export const spanKinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

export type SpanKind = keyof typeof spanKinds;

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Left out: it is the root of its trace. */
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: (typeof spanKinds)[SpanKind];
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly events: readonly OtlpEvent[];
  readonly links: readonly OtlpLink[];
  /** 0 nothing is said of it, 2 it went wrong. */
  readonly status: { readonly code: 0 | 2; readonly message?: string };
}

export interface OtlpEvent {
  readonly timeUnixNano: string;
  readonly name: string;
  readonly attributes: readonly OtlpAttribute[];
}

export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
}
