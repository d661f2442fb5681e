import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defaultClientConditions, type Plugin } from 'vite';
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

export default defineConfig({
  // Relative addresses: the built page runs from any folder of any static host.
  base: './',
  // RxJS as ES2015 modules: without it, its build for older browsers and their helpers would be loaded.
  resolve: { conditions: ['es2015', ...defaultClientConditions] },
  plugins: [svelte(), relaxPolicyWhileServing],
  build: {
    target: 'es2022',
    manifest: true,
    // The content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    // Properties take as long as they take: a busy machine is no failure.
    testTimeout: 120_000,
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
        // Reads dist/, so it runs after the build.
        extends: true,
        test: { name: 'build', environment: 'node', include: ['tests/build/**/*.test.ts'] },
      },
    ],
  },
});
