import { MediaQuery } from 'svelte/reactivity';

const storageKey = 'signalbox.theme';

/** Light or dark: as the system says, until a person chooses. The choice is kept in this browser. */
export class Theme {
  readonly #systemIsDark = new MediaQuery('(prefers-color-scheme: dark)');
  #choice = $state<'light' | 'dark' | undefined>(readChoice());

  get isDark(): boolean {
    return this.#choice === undefined ? this.#systemIsDark.current : this.#choice === 'dark';
  }

  toggle(): void {
    this.#choice = this.isDark ? 'light' : 'dark';
    try {
      localStorage.setItem(storageKey, this.#choice);
    } catch {
      // Storage is denied: the choice holds until the page is closed.
    }
  }
}

function readChoice(): 'light' | 'dark' | undefined {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined;
  }
}
