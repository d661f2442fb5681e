import { shippedTypeRows, wholeType } from '../notifications/type-catalogue';
import { segmentRules, type TypeRow } from '../notifications/type-rows';
import type { Segment } from '../shop/models';
import { scenarioOf, shopOf, typeRowsOf, type Recording } from './recording';

/** A kind of notification of a run, whole. */
export interface TypeOfRun extends Readonly<Required<Omit<TypeRow, 'category' | 'segments'>>> {
  /** Undefined for what goes to the warehouse. */
  readonly category: TypeRow['category'];
  /** Those that may get it, by itself or by the shop's table; undefined: all. */
  readonly segments: readonly Segment[] | undefined;
  /** Whether it is as it ships, or a scenario or a person has changed it, or made it. */
  readonly origin: 'shipped' | 'changed' | 'own';
}

/** All kinds of notification of a run, those that ship first. */
export function typesOf(
  recording: Pick<Recording, 'scenario' | 'shop' | 'notificationTypes'>,
): readonly TypeOfRun[] {
  const rows = typeRowsOf(recording);
  const eligible = new Map(
    segmentRules(shopOf(recording).segments, rows).map((rule) => [rule.notificationType, rule.segments]),
  );
  const written = [
    ...(scenarioOf(recording)?.notificationTypes ?? []),
    ...(recording.notificationTypes ?? []),
  ];
  const changed = new Set(written.map(({ name }) => name));
  const shipped = new Set(shippedTypeRows.map(({ name }) => name));
  return rows.map((row): TypeOfRun => {
    const { name, trigger, delayMs, template, ...type } = wholeType(row, eligible.has(row.name));
    const own =
      type.audience === 'internal'
        ? { ...type, category: undefined, segments: undefined }
        : {
            audience: type.audience,
            category: type.category,
            channels: type.channels,
            segments: eligible.get(name),
          };
    const origin = !changed.has(name) ? 'shipped' : shipped.has(name) ? 'changed' : 'own';
    return { name, trigger, delayMs, template, ...own, origin };
  });
}
