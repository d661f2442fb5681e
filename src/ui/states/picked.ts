/** What a person has picked in a chart, to read about it. */
export type Picked =
  { readonly kind: 'state'; readonly path: string } | { readonly kind: 'transition'; readonly id: string };
