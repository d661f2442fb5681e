import { recordingIn, type Setting } from '../../analysis/blast-radius/blast-radius';
import { namesOf, type Names } from '../../analysis/names';
import { brokerNames, type BrokerName, type Recording } from '../../simulation';
import { brokerTitles } from '../header/broker-titles';

/** One way to run the story: a column of the table. */
export interface Column {
  readonly setting: Setting;
  readonly title: string;
  readonly names: Names;
}

/** Both architectures side by side, the event-sourced one over one broker or over each. */
export function columnsFor(recording: Recording, broker: BrokerName | 'all'): readonly Column[] {
  const brokers = broker === 'all' ? brokerNames : [broker];
  const settings: readonly Setting[] = [
    ...brokers.map((name): Setting => ({ architecture: 'event-sourced', broker: name })),
    { architecture: 'api-driven', broker: recording.broker },
  ];
  return settings.map((setting) => ({
    setting,
    title:
      setting.architecture === 'api-driven'
        ? 'API-driven'
        : `Event-sourced · ${brokerTitles[setting.broker]}`,
    names: namesOf(recordingIn(recording, setting)),
  }));
}
