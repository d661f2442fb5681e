import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  writeCloudEvents,
  writeCloudEventsLines,
} from '../../../src/exchange/cloud-events/write-cloud-events';
import { textOf } from '../../../src/exchange/piece';
import { writeRecordingFile } from '../../../src/exchange/recording-file';
import { writeRunFile } from '../../../src/exchange/run-file';
import { findScenario, recordingOf, simulate, type Act } from '../../../src/simulation';
import type { Answer } from '../../../src/ui/importing/file-reading';
import DropArea from '../../../src/ui/importing/DropArea.svelte';
import ImportDialog from '../../../src/ui/importing/ImportDialog.svelte';
import { importingOf, looksImportable } from '../../../src/ui/importing/importing.svelte';
import { Session } from '../../../src/ui/session.svelte';
import WithDialog from '../../support/WithDialog.svelte';
import WithSession from '../../support/WithSession.svelte';
import { forgetOwnScenarios } from '../../support/own-scenarios';

afterEach(forgetOwnScenarios);

const act: Act = { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };
const recording = recordingOf('order-shipped', 'api-driven', { acts: [act] });
const runText = writeRunFile(simulate(recording));
const batchText = textOf(writeCloudEvents(simulate(recording)));
const linesText = textOf(writeCloudEventsLines(simulate(recording)));
const ownWork = recordingOf('price-drop', 'event-sourced', { acts: [act] });

/** A session in which a person has made something. */
function sessionWithWork() {
  const session = new Session();
  session.open(ownWork, { step: 5 });
  return session;
}

const keptIn = (session: Session) => session.futures.branches.map(({ recording }) => recording);
const fileOf = (text: string, name = 'a.json') => new File([text], name, { type: 'application/json' });

describe('a run that is imported', () => {
  it('is simulated, compared and found the same; the work before stays', async () => {
    const session = sessionWithWork();
    await importingOf(session).importText(runText, 'a.json');
    expect(session.recording).toEqual(recording);
    expect(session.notice).toBe(
      `The run is the same, record by record (${simulate(recording).trace.length} records).`,
    );
    expect(session.dialog).toBeUndefined();
    expect(keptIn(session)).toContainEqual(ownWork);
  });

  it('in which one record was changed is opened, and the first difference is told', async () => {
    const session = sessionWithWork();
    const file = JSON.parse(runText) as { trace: Record<string, unknown>[] };
    const changed = file.trace.map((record) =>
      Number(record['seq']) < 20 ? record : { ...record, node: 'the moon' },
    );
    await importingOf(session).importText(JSON.stringify({ ...file, trace: changed }), 'a.json');
    expect(session.dialog).toBe('import');
    const user = userEvent.setup();
    let closed = 0;
    render(WithDialog, { session, of: ImportDialog, onclose: () => (closed += 1) });
    const dialog = within(screen.getByRole('dialog', { name: 'The run is not the one in the file' }));
    const { length } = session.trace;
    expect(dialog.getByRole('alert')).toHaveTextContent(
      `Record 20 of ${length} is the first that differs. The 19 before it are the same.`,
    );
    const [, row] = within(dialog.getByRole('table', { name: 'Record 20' })).getAllByRole('row');
    expect(
      within(row ?? document.body)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    ).toEqual(['"the moon"', JSON.stringify(session.trace[19]?.node)]);
    await user.click(dialog.getByRole('button', { name: 'Go to this record' }));
    expect([session.step, session.selection, closed]).toEqual([20, { kind: 'record', seq: 20 }, 1]);
    expect(keptIn(session)).toContainEqual(ownWork);
  });

  interface Given {
    readonly trace: readonly unknown[];
    readonly outcome: unknown;
  }
  it.each<[string, (file: Given) => Given, RegExp]>([
    [
      'too few records',
      (file) => ({ ...file, trace: file.trace.slice(0, -2) }),
      /The file ends after \d+ records; the recording gives \d+/,
    ],
    [
      'too many records',
      (file) => ({ ...file, trace: [...file.trace, file.trace[0]] }),
      /The file goes on after the \d+ records/,
    ],
    [
      'another outcome',
      (file) => ({ ...file, outcome: {} }),
      /All \d+ records are the same, but the outcome/,
    ],
  ])('with %s says so', async (_, change, said) => {
    const session = sessionWithWork();
    const text = JSON.stringify(change(JSON.parse(runText) as Given));
    await importingOf(session).importText(text, 'a.json');
    render(WithDialog, { session, of: ImportDialog });
    expect(screen.getByRole('alert')).toHaveTextContent(said);
  });

  it('gives way to another import that begins while it is compared', async () => {
    const session = sessionWithWork();
    const importing = importingOf(session);
    await Promise.all([
      importing.importText(runText.replace('"at": 0', '"at": 1'), 'a.json'),
      importing.importText(writeRecordingFile(recordingOf('price-drop', 'api-driven')), 'b.json'),
    ]);
    expect(session.recording).toEqual(recordingOf('price-drop', 'api-driven'));
    expect(session.notice).toBe('Opened b.json.');
  });
});

describe('the event log of a run that is imported', () => {
  it.each([
    ['a batch of CloudEvents', batchText, 'a.cloudevents.json'],
    ['NDJSON', linesText, 'a.ndjson'],
    ['NDJSON as Windows has it', linesText.replaceAll('\n', '\r\n'), 'a.jsonl'],
  ])('is simulated, compared and found the same; the work before stays (%s)', async (_, text, name) => {
    const session = sessionWithWork();
    await importingOf(session).importText(text, name);
    expect(session.recording).toEqual(recording);
    expect(session.notice).toBe(
      `The run is the same, record by record (${simulate(recording).trace.length} records).`,
    );
    expect(session.dialog).toBeUndefined();
    expect(keptIn(session)).toContainEqual(ownWork);
  });

  it('in which an event was changed is opened, and the first difference is told', async () => {
    const session = sessionWithWork();
    const lines = linesText.split('\n');
    lines[20] = lines[20]?.replace(/"correlationid":"[^"]*"/, '"correlationid":"<b>another</b>"') ?? '';
    await importingOf(session).importText(lines.join('\n'), 'a.ndjson');
    expect(session.dialog).toBe('import');
    render(WithDialog, { session, of: ImportDialog });
    const dialog = within(screen.getByRole('dialog', { name: 'The run is not the one in the file' }));
    expect(dialog.getByRole('alert')).toHaveTextContent(
      `Record 20 of ${session.trace.length} is the first that differs. The 19 before it are the same.`,
    );
    const [, row] = within(dialog.getByRole('table', { name: 'Record 20' })).getAllByRole('row');
    expect(row).toHaveTextContent(`correlationid"<b>another</b>""${session.trace[19]?.flow ?? ''}"`);
    expect(keptIn(session)).toContainEqual(ownWork);
  });

  it('that was cut off on its way is refused at the line; nothing changes', async () => {
    const session = sessionWithWork();
    await importingOf(session).importText(linesText.slice(0, -10), 'a.ndjson');
    const lines = linesText.split('\n').length - 1;
    expect(importingOf(session).state).toMatchObject({
      kind: 'refused',
      refusal: { problems: [{ path: expect.stringContaining(`line ${lines}, column `) as string }] },
    });
    expect(session.recording).toEqual(ownWork);
  });
});

describe('a log of another system', () => {
  it('is kept until the person says what is to become of it; nothing changes', async () => {
    const session = sessionWithWork();
    await importingOf(session).importText('{"event":"a"}\n{"event":"b"}\n', 'shop.ndjson');
    expect(importingOf(session).state).toMatchObject({
      kind: 'events',
      name: 'shop.ndjson',
      log: { events: [{ path: 'line 1' }, { path: 'line 2' }] },
    });
    expect([session.recording, session.step, session.dialog]).toEqual([ownWork, 5, 'import']);
  });
});

describe('a long file', () => {
  /** Answers as the test says, and knows whether it was stopped. */
  class FakeWorker extends EventTarget {
    static all: FakeWorker[] = [];
    isStopped = false;
    constructor() {
      super();
      FakeWorker.all.push(this);
    }
    postMessage(): void {}
    terminate(): void {
      this.isStopped = true;
    }
    say(data: Answer): void {
      this.dispatchEvent(new MessageEvent('message', { data }));
    }
  }
  const longText = runText + ' '.repeat(1_000_001);
  const opened = { kind: 'opened', opened: { ok: true, value: { kind: 'run', recording } } } as const;

  beforeEach(() => {
    FakeWorker.all = [];
    vi.stubGlobal('Worker', FakeWorker);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is read and compared beside the page, which says how far it is', async () => {
    const session = sessionWithWork();
    const importing = importingOf(session);
    const done = importing.importText(longText, 'long.json');
    FakeWorker.all[0]?.say(opened);
    await waitFor(() => {
      FakeWorker.all[0]?.say({ kind: 'progress', records: 10, ofRecords: 20 });
      expect(importing.state).toEqual({ kind: 'comparing', records: 10, ofRecords: 20 });
    });
    expect(session.recording).toEqual(recording);
    FakeWorker.all[0]?.say({ kind: 'compared', comparison: { trace: undefined, outcome: [], records: 20 } });
    await done;
    expect(session.notice).toBe('The run is the same, record by record (20 records).');
    expect([importing.state, session.dialog]).toEqual([undefined, undefined]);
    expect(FakeWorker.all[0]?.isStopped).toBe(true);
  });

  it('may be the event log of a run', async () => {
    const session = sessionWithWork();
    const done = importingOf(session).importText(linesText + ' '.repeat(1_000_001), 'long.ndjson');
    FakeWorker.all[0]?.say({ kind: 'opened', opened: { ok: true, value: { kind: 'log', recording } } });
    await waitFor(() => {
      expect(session.recording).toEqual(recording);
    });
    expect(FakeWorker.all[0]?.isStopped).toBe(false);
    FakeWorker.all[0]?.say({ kind: 'compared', comparison: { trace: undefined, outcome: [], records: 20 } });
    await done;
    expect(session.notice).toBe('The run is the same, record by record (20 records).');
    expect(FakeWorker.all[0]?.isStopped).toBe(true);
  });

  it('may be a log of another system, with which the worker is done', async () => {
    const session = sessionWithWork();
    const done = importingOf(session).importText(`{"a":1}\n${' '.repeat(1_000_001)}`, 'long.ndjson');
    const events = [{ value: { a: 1 }, path: 'line 1' }];
    FakeWorker.all[0]?.say({ kind: 'opened', opened: { ok: true, value: { kind: 'events', events } } });
    await done;
    expect(importingOf(session).state).toMatchObject({ kind: 'events', log: { events } });
    expect(FakeWorker.all[0]?.isStopped).toBe(true);
  });

  it('is no longer compared once the person stops that; the run stays open', async () => {
    const session = sessionWithWork();
    const importing = importingOf(session);
    void importing.importText(longText, 'long.json');
    FakeWorker.all[0]?.say(opened);
    await waitFor(() => {
      FakeWorker.all[0]?.say({ kind: 'progress', records: 10, ofRecords: 20 });
      expect(importing.state?.kind).toBe('comparing');
    });
    render(WithDialog, { session, of: ImportDialog });
    expect(screen.getByRole('button', { name: 'Stop comparing' })).toBeVisible();
    // What the browser does on the button, and on Escape.
    screen.getByRole<HTMLDialogElement>('dialog').close();
    expect(FakeWorker.all[0]?.isStopped).toBe(true);
    FakeWorker.all[0]?.say({ kind: 'progress', records: 15, ofRecords: 20 });
    expect(importing.state).toBeUndefined();
    expect(session.recording).toEqual(recording);
  });

  it('that the browser cannot read is refused', async () => {
    const session = sessionWithWork();
    const done = importingOf(session).importText(longText, 'long.json');
    FakeWorker.all[0]?.dispatchEvent(new Event('error'));
    await done;
    expect(importingOf(session).state).toMatchObject({
      refusal: { reason: 'long.json could not be read.' },
    });
    expect(session.recording).toEqual(ownWork);
  });
});

describe('what is imported beside runs', () => {
  it('a recording is opened as another branch', async () => {
    const session = sessionWithWork();
    await importingOf(session).importText(writeRecordingFile(recording), 'a.json');
    expect(session.recording).toEqual(recording);
    expect(session.notice).toBe('Opened a.json.');
    expect(session.futures.branch.name).toBe('From a.json');
    expect(keptIn(session)).toContainEqual(ownWork);
  });

  it('a recording with a title is called by it', async () => {
    const session = sessionWithWork();
    await importingOf(session).importText(writeRecordingFile({ ...recording, title: 'Mine' }), 'a.json');
    expect(session.futures.branch.name).toBe('Mine');
  });

  it('a scenario is told as an own story', async () => {
    const session = sessionWithWork();
    const scenario = { ...findScenario('price-drop'), id: 'my-drop', title: 'My drop' };
    await importingOf(session).importText(JSON.stringify(scenario), 'a.json');
    expect(session.scenario).toEqual(scenario);
    expect(session.notice).toMatch('My drop');
  });
});

describe('what cannot be imported', () => {
  async function refused(importIt: (session: Session) => Promise<void>) {
    const session = sessionWithWork();
    const before = keptIn(session);
    await importIt(session);
    expect(session.dialog).toBe('import');
    expect([session.recording, session.step]).toEqual([ownWork, 5]);
    expect(keptIn(session)).toEqual(before);
    render(WithDialog, { session, of: ImportDialog });
    return within(screen.getByRole('dialog', { name: 'This cannot be opened' }));
  }

  it('is told with path, reason and remedy; nothing changes', async () => {
    const broken = writeRecordingFile({ ...recording, acts: [{ ...act, at: -1 }] });
    const dialog = await refused((session) => importingOf(session).importText(broken, 'a.json'));
    expect(dialog.getByRole('alert')).toHaveTextContent('a.json holds a recording');
    const [problem] = within(dialog.getByRole('list', { name: 'Places that are wrong' })).getAllByRole(
      'listitem',
    );
    expect(problem).toHaveTextContent('acts[0].at must not be negative');
    expect(dialog.getByText(/Correct these places.*Nothing was changed/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Choose another file' })).toBeVisible();
  });

  it('several files are refused by their number', async () => {
    const files = [fileOf(runText), fileOf(runText, 'b.json')];
    const dialog = await refused((session) => importingOf(session).importFiles(files));
    expect(dialog.getByRole('alert')).toHaveTextContent('These are 2 files. One can be opened at a time.');
  });

  it('a file that is too large is refused before it is read', async () => {
    const file = fileOf('{}', 'big.json');
    Object.defineProperty(file, 'size', { value: 300_000_000 });
    file.text = () => Promise.reject(new Error('it was read'));
    const dialog = await refused((session) => importingOf(session).importFiles([file]));
    expect(dialog.getByRole('alert')).toHaveTextContent('big.json has 300 MB. Up to 100 MB are read.');
  });

  it('a folder, or what nobody may read, is refused', async () => {
    const file = fileOf('', 'folder');
    file.text = () => Promise.reject(new Error('NotReadable'));
    const dialog = await refused((session) => importingOf(session).importFiles([file]));
    expect(dialog.getByRole('alert')).toHaveTextContent('folder could not be read.');
  });

  it('a picture is refused as what it is', async () => {
    const dialog = await refused((session) =>
      importingOf(session).importFiles([new File([new Uint8Array([137, 80, 78, 71, 0, 0])], 'a.png')]),
    );
    expect(dialog.getByRole('alert')).toHaveTextContent('a.png is not a text.');
  });
});

describe('the ways to import', () => {
  function page() {
    const session = sessionWithWork();
    const { container } = render(WithSession, { session, of: DropArea });
    return { session, container };
  }
  const files = (...list: File[]) => ({ dataTransfer: { types: ['Files'], files: list } });
  const opened = (session: Session) =>
    waitFor(() => {
      expect(session.recording).toEqual(recording);
    });

  it('a file that is chosen', async () => {
    const { session } = page();
    const user = userEvent.setup();
    await user.upload(screen.getByLabelText('File to import'), fileOf(runText));
    await opened(session);
  });

  it('a log as NDJSON that is chosen', async () => {
    const { session } = page();
    const field = screen.getByLabelText<HTMLInputElement>('File to import');
    for (const ending of ['.json', '.ndjson', '.jsonl']) expect(field.accept.split(',')).toContain(ending);
    const file = new File([linesText], 'signalbox.ndjson', { type: '' });
    await userEvent.setup().upload(field, file);
    await opened(session);
  });

  it('a log as NDJSON that is pasted', async () => {
    const { session } = page();
    await fireEvent.paste(document.body, pasted(linesText));
    await opened(session);
  });

  it('a file that is dropped; while it is dragged, the page says what dropping does', async () => {
    const { session } = page();
    await fireEvent.dragOver(document.body, files());
    expect(screen.getByText(/Drop a run, a recording, a scenario or a log of events/)).toBeVisible();
    await fireEvent.drop(document.body, files(fileOf(runText)));
    expect(screen.queryByText(/Drop a run/)).not.toBeInTheDocument();
    await opened(session);
  });

  it('what is dragged within the page is left alone', async () => {
    page();
    const over = await fireEvent.dragOver(document.body, { dataTransfer: { types: ['text/plain'] } });
    expect(over).toBe(true);
    expect(screen.queryByText(/Drop a run/)).not.toBeInTheDocument();
  });

  it('the sign goes when the file is dragged away', async () => {
    page();
    await fireEvent.dragOver(document.body, files());
    await fireEvent.dragLeave(document.body, { relatedTarget: null });
    expect(screen.queryByText(/Drop a run/)).not.toBeInTheDocument();
  });

  const pasted = (text: string) => ({ clipboardData: { files: [], getData: () => text } });

  it('text that is pasted', async () => {
    const { session } = page();
    await fireEvent.paste(document.body, pasted(runText));
    await opened(session);
  });

  it('text that is pasted while a radio button has the focus', async () => {
    const { session, container } = page();
    const radio = document.createElement('input');
    radio.type = 'radio';
    container.append(radio);
    await fireEvent.paste(radio, pasted(runText));
    await opened(session);
  });

  it('text that is pasted into a field, or is no JSON, is left alone', async () => {
    const { session, container } = page();
    const field = document.createElement('textarea');
    container.append(field);
    expect(await fireEvent.paste(field, pasted(runText))).toBe(true);
    expect(await fireEvent.paste(document.body, pasted('Hello'))).toBe(true);
    expect(session.recording).toEqual(ownWork);
    expect(session.dialog).toBeUndefined();
  });

  it.each([
    ['{"format":1}', true],
    [' [1]', true],
    ['\uFEFF{"event":"a"}\r\n{"event":"b"}\r\n', true],
    ['https://example.org/signalbox/#v1.abc-_', true],
    ['#scenario=price-drop&step=3', true],
    ['Look: https://example.org/#v1.abc', false],
    ['https://example.org/#intro', false],
    ['price drop', false],
  ])('%j may be meant for the page: %s', (text, isMeant) => {
    expect(looksImportable(text)).toBe(isMeant);
  });

  it('a link that is pasted becomes the address', async () => {
    page();
    history.replaceState(null, '', '/');
    await fireEvent.paste(document.body, pasted('https://example.org/#v1.abc-_'));
    expect(location.hash).toBe('#v1.abc-_');
  });
});
