import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName } from '../../../src/simulation';
import SettingsButton from '../../../src/ui/header/SettingsButton.svelte';
import { Session } from '../../../src/ui/session.svelte';
import WithSession from '../../support/WithSession.svelte';

async function openSettings(architecture: ArchitectureName = 'event-sourced') {
  const session = new Session();
  session.open(recordingOf('price-drop', architecture), { step: 20 });
  render(WithSession, { session, of: SettingsButton });
  const user = userEvent.setup();
  await user.click(button());
  const sheet = within(await screen.findByRole('dialog', { name: 'Settings' }));
  return { session, user, sheet };
}

const button = () => screen.getByRole('button', { name: /^Settings/ });

describe('the settings', () => {
  it('switch something, mark it, count it, and take it back', async () => {
    const { session, user, sheet } = await openSettings();
    const outbox = sheet.getByRole('switch', { name: 'Transactional outbox' });
    expect(outbox).not.toBeChecked();
    expect(outbox).toHaveAccessibleDescription(/relay publishes it.*Event-sourced only/);
    await user.click(outbox);
    expect(session.recording.settings.outbox).toBe(true);
    expect(button()).toHaveTextContent('Settings · 1 changed');
    expect(sheet.getByText(/In the scenario: off/)).toBeVisible();

    await user.click(sheet.getByRole('button', { name: 'Reset Transactional outbox' }));
    expect(session.recording.settings.outbox).toBe(false);
    expect(outbox).toHaveFocus();
    expect(button()).toHaveTextContent(/^Settings$/);
  });

  it('take a number once the person is done with the field', async () => {
    const { session, user, sheet } = await openSettings();
    const field = sheet.getByRole('textbox', { name: 'Event bus' });
    await user.clear(field);
    await user.type(field, '50');
    expect(session.recording.settings.latencyMs.bus).toBe(5);
    await user.tab();
    expect(session.recording.settings.latencyMs.bus).toBe(50);
    expect(sheet.getByText(/In the scenario: 5 ms/)).toBeVisible();
  });

  it('say at the field what is wrong with a number, lose nothing, and leave the run alone', async () => {
    const { session, user, sheet } = await openSettings();
    const before = session.recording;
    const field = sheet.getByRole('textbox', { name: 'Partitions' });
    await user.clear(field);
    await user.type(field, '65');
    await user.tab();
    expect(field).toBeInvalid();
    expect(field).toHaveValue('65');
    expect(field).toHaveAccessibleDescription(/Partitions must be at most 64\. The run stays as it was\./);
    expect(session.recording).toBe(before);

    await user.clear(field);
    await user.type(field, '8');
    await user.tab();
    expect(field).toBeValid();
    expect(session.recording.settings.partitions).toBe(8);
  });

  it('put everything back at once, what was refused included', async () => {
    const { session, user, sheet } = await openSettings();
    await user.click(sheet.getByRole('radio', { name: 'Kafka' }));
    await user.click(sheet.getByRole('switch', { name: 'Retries' }));
    await user.clear(sheet.getByRole('textbox', { name: 'Seed' }));
    await user.tab();
    expect(button()).toHaveTextContent('Settings · 2 changed');
    expect(sheet.getByRole('textbox', { name: 'Seed' })).toBeInvalid();
    await user.click(sheet.getByRole('button', { name: 'Reset all' }));
    expect(session.recording).toEqual(recordingOf('price-drop', 'event-sourced'));
    expect(sheet.getByRole('textbox', { name: 'Seed' })).toHaveValue('1');
    expect(button()).toHaveTextContent(/^Settings$/);
  });

  it('say what each broker promises, and offer none where there is none', async () => {
    const { sheet } = await openSettings('api-driven');
    const kafka = sheet.getByRole('radio', { name: 'Kafka' });
    expect(kafka).toHaveAccessibleDescription(/partitions/);
    expect(kafka).toBeDisabled();
    expect(sheet.getByText(/has no broker/)).toBeVisible();
  });
});
