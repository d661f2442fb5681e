import '@testing-library/jest-dom/vitest';

// What jsdom does not have and the page asks of a browser. None of it lays anything out: sizes stay 0.

class StillResizeObserver implements ResizeObserver {
  observe(): void {
    // Nothing changes size without layout.
  }
  unobserve(): void {
    // See observe.
  }
  disconnect(): void {
    // See observe.
  }
}

function matchNoMedia(media: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as MediaQueryList;
}

globalThis.ResizeObserver = StillResizeObserver;
window.matchMedia = matchNoMedia;
Element.prototype.scrollIntoView = () => undefined;

HTMLDialogElement.prototype.show = function () {
  this.open = true;
};
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};
