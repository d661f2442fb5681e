import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** As strict as a careful host would be: everything from here, nothing inline but what scripts set on elements. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface StaticServer {
  /** Where the folder's index.html is served; ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder the way a plain static host does: files as they are, index.html for a folder, 404 for the rest.
 * @param folder what to serve.
 * @param prefix the path it is served under, such as `/some/where/`; nothing is served outside it.
 */
export async function serveFolder(folder: string, prefix: string): Promise<StaticServer> {
  const base = path.resolve(folder);
  const server = createServer((request, response) => {
    void findFile(base, prefix, request.url ?? '/').then((found) => {
      const headers = {
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Content-Type': found?.contentType ?? 'text/plain; charset=utf-8',
      };
      response.writeHead(found === undefined ? 404 : 200, headers).end(found?.content ?? 'Not found');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function findFile(base: string, prefix: string, url: string) {
  const { pathname } = new URL(url, 'http://localhost');
  if (!pathname.startsWith(prefix)) return undefined;
  const asked = decodeURIComponent(pathname.slice(prefix.length));
  const file = path.join(base, asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked);
  if (!file.startsWith(base + path.sep)) return undefined;
  const contentType = contentTypes[path.extname(file)] ?? 'application/octet-stream';
  return readFile(file).then(
    (content) => ({ content, contentType }),
    () => undefined,
  );
}
