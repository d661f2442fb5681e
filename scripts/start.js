// `npm start`: installs and builds what is missing, then serves the built page on this machine.
import { ensureBuild, ensureDependencies, root, SetupError } from './setup.js';

try {
  const port = Number(process.env.PORT || 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetupError('PORT is not a port number: give a whole number from 0 to 65535.');
  }
  await ensureDependencies();
  await ensureBuild();
  await serve(port);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {number} port the first one to try; the next free one is taken. */
async function serve(port) {
  const { preview } = await import('vite');
  const server = await preview({ root, logLevel: 'warn', preview: { host: 'localhost', port } });
  console.log(`Signalbox runs at ${server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`}`);
  console.log('Press Ctrl+C to stop.');
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      process.exitCode = 0; // Being asked to stop is no failure.
      void server.close().then(() => process.exit());
    });
  }
}
