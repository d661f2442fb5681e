import { expect, type Locator, type Page } from '@playwright/test';

export type ArchitectureTitle = 'Event-sourced' | 'API-driven';
export type ArchitectureChoice = ArchitectureTitle | 'Compare';

/** What a person finds on the page, by the names that stay. */
export class SignalboxPage {
  readonly scenario: Locator;
  /** The scenarios, while one is chosen. */
  readonly offered: Locator;
  readonly broker: Locator;
  readonly status: Locator;
  readonly step: Locator;
  readonly stage: Locator;
  readonly inboxes: Locator;
  readonly playback: Locator;

  constructor(readonly page: Page) {
    this.scenario = page.getByRole('combobox', { name: 'Scenario' });
    this.offered = page.getByRole('listbox', { name: 'Scenarios' });
    this.broker = page.getByRole('combobox', { name: 'Broker' });
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

  architecture(title: ArchitectureChoice): Locator {
    return this.page.getByRole('radiogroup', { name: 'Architecture' }).getByRole('radio', { name: title });
  }

  button(name: string): Locator {
    return this.playback.getByRole('button', { name, exact: true });
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tablist', { name: 'Details' }).getByRole('tab', { name });
  }

  view(name: string): Locator {
    return this.page.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name, exact: true });
  }

  async choose(scenarioTitle: string, architecture: ArchitectureTitle): Promise<void> {
    await this.chooseScenario(scenarioTitle);
    await this.architecture(architecture).check({ force: true });
  }

  /** Opens the choice of scenarios, types the title and takes it. */
  async chooseScenario(title: string): Promise<void> {
    await this.scenario.click();
    await this.scenario.fill(title);
    const withTitle = this.page.getByText(title, { exact: true });
    await this.offered.getByRole('option').filter({ has: withTitle }).click();
    await expect(this.scenario).toHaveValue(title);
  }

  /** The titles of all scenarios, as they are offered. */
  async offeredScenarios(): Promise<readonly string[]> {
    await this.scenario.click();
    const offered = this.offered.getByRole('option').locator('b');
    await expect(offered.first()).toBeVisible();
    const titles = await offered.allInnerTexts();
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** Opens the settings. */
  async openSettings(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Settings/ }).click();
    const sheet = this.page.getByRole('dialog', { name: 'Settings' });
    await expect(sheet).toBeVisible();
    return sheet;
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
