/** What the lines of a sequence diagram mean, from left to right. */
export const arrowKey = [
  { line: 'solid', head: 'filled', words: 'Command, call or hand-over: its sender waits' },
  { line: 'solid', head: 'open', words: 'Event: nobody waits' },
  { line: 'dashed', head: 'filled', words: 'Question to the data store' },
  { line: 'dashed', head: 'open', words: 'Answer' },
  { line: 'dotted', head: 'open', words: 'Acknowledgement' },
  { line: 'solid', head: 'cross', words: 'Lost' },
] as const;

/** What a lifeline shows. */
export const barKey = [
  { kind: 'work', words: 'Works' },
  { kind: 'wait', words: 'Waits for an answer' },
  { kind: 'away', words: 'Is away' },
] as const;
