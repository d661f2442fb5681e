/**
 * The sources of both architectures and of what they share, as they stand in the repository: the page carries them, and
 * fetches them only here.
 */
export const sources: { readonly [path: string]: string } = import.meta.glob<string>(
  '/src/{architectures,brokers,notifications,shop}/**/*.ts',
  { eager: true, query: '?raw', import: 'default' },
);
