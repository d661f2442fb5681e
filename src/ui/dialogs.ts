/** What can be open over the page, one at a time. */
export type DialogName =
  'palette' | 'bench' | 'library' | 'share' | 'export' | 'import' | 'branches' | 'breakpoints' | 'fault';
