/** The bundler's way to take in files by pattern, as far as it is used here; the rest of its types need a browser. */
interface ImportMeta {
  glob<Module>(
    pattern: string,
    options: { eager: true; query?: '?raw'; import: 'default' },
  ): Record<string, Module>;
}
