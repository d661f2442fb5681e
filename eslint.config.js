import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const core = [
  'engine',
  'shop',
  'notifications',
  'brokers',
  'architectures',
  'simulation',
  'analysis',
  'exchange',
].map((layer) => `src/${layer}/**/*.ts`);

const wallClock =
  'The core has only simulated time: the same recording must give the same trace. Use the clock.';
const realTimer = 'Real timers would make a run depend on the machine. Schedule on the simulated clock.';
const pageOnly = 'The core runs the same in Node, in a Worker and in the page: no browser or Node globals.';
const oneGo =
  'The core runs in one go, in an order that only the simulated clock decides. Write a generator process.';
const locale = 'What this returns depends on the locale of the machine. Compare and format by code points.';
const roundsDifferently =
  'The language lets engines round this differently, so a trace could differ between browsers. Use exact arithmetic.';

/** @param {string} message @param {string[]} names */
const globalsRefused = (message, ...names) => names.map((name) => ({ name, message }));

/** Functions of Math whose last digits the ECMAScript specification leaves to the engine. */
const inexactMath = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'hypot',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'sin',
  'sinh',
  'tan',
  'tanh',
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      // A process that never waits is still a process.
      'require-yield': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: {
      // Svelte's own rule knows that a destructured $props() may hold both kinds.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  {
    // Rules that need types would build the types of the whole page anew for each component, a second each. svelte-check knows
    // the types of components; what can go wrong without them belongs into a module.
    files: ['**/*.svelte'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          name: '@lucide/svelte',
          message:
            "Import one icon, as in '@lucide/svelte/icons/play': all of them make builds and tests slow.",
        },
      ],
    },
  },
  {
    files: core,
    rules: {
      'no-restricted-globals': [
        'error',
        ...globalsRefused(wallClock, 'Date', 'performance'),
        ...globalsRefused(
          realTimer,
          'setTimeout',
          'setInterval',
          'setImmediate',
          'requestAnimationFrame',
          'requestIdleCallback',
        ),
        ...globalsRefused(oneGo, 'Promise', 'queueMicrotask'),
        ...globalsRefused(
          pageOnly,
          'window',
          'document',
          'navigator',
          'localStorage',
          'sessionStorage',
          'indexedDB',
          'globalThis',
          'self',
          'process',
          'Buffer',
          'fetch',
        ),
        ...globalsRefused(
          'Randomness comes from the named streams of the seed, ids from counters.',
          'crypto',
        ),
        ...globalsRefused(locale, 'Intl'),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message:
            'Draw from a named random stream of the seed: the same recording must give the same trace.',
        },
        ...inexactMath.map((property) => ({ object: 'Math', property, message: roundsDifferently })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: oneGo },
        { selector: 'AwaitExpression', message: oneGo },
        { selector: 'ForOfStatement[await=true]', message: oneGo },
        { selector: 'MemberExpression[property.name=/^(localeCompare|toLocale)/]', message: locale },
        { selector: "BinaryExpression[operator='**']", message: roundsDifferently },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^svelte', message: 'The core knows no page.' },
            { regex: '^node:', message: pageOnly },
            {
              regex: '^rxjs',
              importNamePattern:
                '^(asyncScheduler|asapScheduler|queueScheduler|animationFrame(s|Scheduler)|timer|interval|delay|delayWhen|(debounce|throttle|audit|sample|buffer|window)Time|timeout|timeoutWith|timestamp|timeInterval|firstValueFrom|lastValueFrom)$',
              message: realTimer,
            },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**', '*.config.{js,ts}', 'tests/**'], languageOptions: { globals: globals.node } },
  { files: ['tests/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
);
