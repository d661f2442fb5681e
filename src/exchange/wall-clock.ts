import { epochMsOf, isoTime } from '../simulation';

/** The first moment that RFC 3339 cannot write. */
const yearTenThousand = epochMsOf('9999-12-31T23:59:59.999Z') + 1;

/** A moment of the calendar as RFC 3339 has it; undefined from the year 10,000 on. @param epochMs ms since 1970. */
export function timestampOf(epochMs: number): string | undefined {
  return epochMs < yearTenThousand ? isoTime(epochMs) : undefined;
}
