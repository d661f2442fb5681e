/** What one tab tells the others: ids of branches that it wrote or deleted, or that everything that is kept was deleted. */
export type News = readonly string[] | 'forgotten';

/** The line between the tabs of this page. Where the browser has none, nobody is told anything. */
export class TabNews {
  readonly #channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('signalbox-work');

  /** @param hear gets what other tabs tell. */
  listen(hear: (news: News) => void): void {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<News>) => {
      hear(data);
    });
  }

  /** Tells the other tabs; no ids are no news. */
  tell(news: News): void {
    if (news.length > 0) this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
  }
}
