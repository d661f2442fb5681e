const key = 'signalbox.tab';

/** The name of this browser tab, which stays when the page is loaded anew. Without storage it is new each time. */
export function tabId(): string {
  try {
    const known = sessionStorage.getItem(key);
    if (known !== null) return known;
  } catch {
    // Storage is denied.
  }
  return newTabId();
}

/** Another name for this tab: it was duplicated, and the other one goes by the old name. */
export function newTabId(): string {
  const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // Storage is denied.
  }
  return id;
}
