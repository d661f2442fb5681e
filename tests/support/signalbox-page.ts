import { expect, type Locator, type Page } from '@playwright/test';

export type ArchitectureTitle = 'Event-sourced' | 'API-driven';

/** What a person finds on the page, by the names that stay. */
export class SignalboxPage {
  readonly scenario: Locator;
  readonly status: Locator;
  readonly step: Locator;
  readonly stage: Locator;
  readonly inboxes: Locator;
  readonly playback: Locator;

  constructor(readonly page: Page) {
    this.scenario = page.getByRole('combobox', { name: 'Scenario' });
    this.status = page.getByRole('status', { name: 'This step' });
    this.step = page.getByRole('slider', { name: 'Step' });
    this.stage = page.getByRole('region', { name: 'Stage' });
    this.inboxes = page.getByRole('region', { name: 'Inboxes' });
    this.playback = page.getByRole('toolbar', { name: 'Playback' });
  }

  async open(address = '/'): Promise<void> {
    await this.page.goto(address);
    await expect(this.stage).toBeVisible();
  }

  architecture(title: ArchitectureTitle): Locator {
    return this.page.getByRole('radiogroup', { name: 'Architecture' }).getByRole('radio', { name: title });
  }

  button(name: string): Locator {
    return this.playback.getByRole('button', { name, exact: true });
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  async choose(scenarioTitle: string, architecture: ArchitectureTitle): Promise<void> {
    await this.scenario.selectOption({ label: scenarioTitle });
    await this.architecture(architecture).check({ force: true });
  }

  async stepNumber(): Promise<number> {
    return Number(await this.step.inputValue());
  }

  /** Goes to the last step. */
  async toTheEnd(): Promise<void> {
    await this.button('Last step').click();
    await expect(this.step).toHaveValue((await this.step.getAttribute('max')) ?? '');
  }
}
