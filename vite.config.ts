import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defaultClientConditions, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const coreFolders = [
  'engine',
  'shop',
  'notifications',
  'brokers',
  'architectures',
  'simulation',
  'analysis',
  'exchange',
  'playback',
  'source',
];

/** While developing, Vite puts styles into the page itself, which the policy of the built page forbids. */
const relaxPolicyWhileServing: Plugin = {
  name: 'relax-policy-while-serving',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
};

/** Makes the service worker, which keeps the whole page for working offline, and the manifest, for installing it. */
const offline = VitePWA({
  registerType: 'prompt',
  // The page registers it itself, after everything else (`src/ui/offline`).
  injectRegister: null,
  // They are among the files that are kept anyway.
  includeManifestIcons: false,
  manifest: {
    name: 'Signalbox',
    short_name: 'Signalbox',
    description: 'See two architectures of the same shop send notifications, step by step.',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: '#f6f7f9',
    background_color: '#f6f7f9',
    icons: [
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,json,woff2,webmanifest}'],
    // Letters that the page itself does not use come from the host, or else from the system.
    globIgnores: ['**/*-{cyrillic,cyrillic-ext,greek,greek-ext,vietnamese}-*.woff2'],
    // The page has one address, whatever follows the question mark. Nothing else in its folder is answered for.
    ignoreURLParametersMatching: [/.*/],
    navigateFallback: null,
    inlineWorkboxRuntime: true,
    maximumFileSizeToCacheInBytes: 4_000_000,
  },
});

export default defineConfig({
  // Relative addresses: the built page runs from any folder of any static host.
  base: './',
  // RxJS as ES2015 modules: without it, its build for older browsers and their helpers would be loaded.
  resolve: { conditions: ['es2015', ...defaultClientConditions] },
  plugins: [svelte(), relaxPolicyWhileServing, offline],
  // Long files are read in a worker, which brings its parts as modules.
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    // The content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    // Parts that come later name the files that they need themselves; a list of them all would come with the first load.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, names, { hostType }) =>
        hostType === 'html' ? names : names.filter((name) => name.endsWith('.css')),
    },
    rolldownOptions: {
      output: {
        // What the page begins with is one file: cut up by who else imports which part of it, it would be larger to
        // load. main.ts stands beside it, because it waits for parts that themselves import from this file.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], test: (id) => !/\/(index\.html|src\/main\.ts)$/.test(id) },
          ],
        },
      },
    },
  },
  test: {
    // Properties take as long as they take: a busy machine is no failure.
    testTimeout: 120_000,
    // Files share what they import: to read and to compile it anew for each took longer than the tests. So a test leaves
    // nothing behind in what is shared.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          setupFiles: ['tests/support/load-everything.ts'],
          include: coreFolders.map((folder) => `tests/${folder}/**/*.test.ts`),
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['tests/ui/**/*.test.ts'],
          setupFiles: ['tests/support/load-everything.ts', 'tests/support/page-setup.ts'],
        },
      },
      {
        // Compares with a real Redis server; skipped where none is.
        extends: true,
        test: {
          name: 'redis',
          environment: 'node',
          setupFiles: ['tests/support/load-everything.ts'],
          include: ['tests/redis/**/*.test.ts'],
        },
      },
      {
        // Reads dist/, so it runs after the build.
        extends: true,
        test: { name: 'build', environment: 'node', include: ['tests/build/**/*.test.ts'] },
      },
    ],
  },
});
