import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import {
  recordingOf,
  type ArchitectureName,
  type Choices,
  type Scenario,
  type TraceRecord,
} from '../../src/simulation';
import Details from '../../src/ui/details/Details.svelte';
import type { Panel } from '../../src/ui/panels';
import { Session } from '../../src/ui/session.svelte';
import './later-parts';
import WithSession from './WithSession.svelte';

interface Opening {
  readonly scenario?: string | Scenario;
  readonly architecture?: ArchitectureName;
  readonly panel?: Panel;
  /** Broker, settings and acts of a person. */
  readonly choices?: Choices;
  /** A step, or what the record of the step is. Left out: before the first. */
  readonly at?: number | 'end' | ((record: TraceRecord) => boolean);
}

/** The detail side of the page, opened at a step of a scenario. */
export function openDetails({
  scenario = 'price-drop',
  architecture = 'event-sourced',
  panel = 'now',
  choices = {},
  at = 0,
}: Opening = {}) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture, choices));
  session.panel = panel;
  session.jumpTo(stepOf(session.trace, at));
  render(WithSession, { session, of: Details });
  return {
    session,
    user: userEvent.setup(),
    goTo(step: number) {
      flushSync(() => {
        session.jumpTo(step);
      });
    },
    tab: (name: RegExp) => screen.getByRole('tab', { name }),
  };
}

function stepOf(trace: readonly TraceRecord[], at: NonNullable<Opening['at']>): number {
  if (at === 'end') return trace.length;
  return typeof at === 'number' ? at : trace.findIndex(at) + 1;
}
