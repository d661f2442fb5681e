/** What CloudEvents allows in no attribute: control characters, half characters, and what is none. */
const forbidden = '[\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}]';
const forbiddenOnce = new RegExp(forbidden, 'u');
const forbiddenAnywhere = new RegExp(forbidden, 'gu');

/** Whether a text can be an attribute. */
export function isAttributeText(text: string): boolean {
  return !forbiddenOnce.test(text);
}

/** A text as an attribute: each character that none may have becomes U+FFFD. */
export function attributeText(text: string): string {
  return text.replace(forbiddenAnywhere, '\uFFFD');
}
