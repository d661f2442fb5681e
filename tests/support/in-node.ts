import { createServer, type ViteDevServer } from 'vite';

/** Loads modules of the page as Node runs them, beside a browser test that looks at the same. */
export class InNode {
  private constructor(private readonly server: ViteDevServer) {}

  static async open(): Promise<InNode> {
    const server = await createServer({
      logLevel: 'error',
      appType: 'custom',
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
    });
    return new InNode(server);
  }

  /** @param path from the root: `/src/simulation/index.ts`. */
  load(path: string): Promise<Record<string, unknown>> {
    return this.server.ssrLoadModule(path);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
