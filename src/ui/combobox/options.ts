/** Something that is offered. */
export interface Option {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** Not there yet at this moment. */
  readonly isFaint?: boolean;
}

export interface OptionGroup {
  readonly title: string;
  readonly options: readonly Option[];
  /** How many more there are that are not listed. */
  readonly moreCount?: number;
}
