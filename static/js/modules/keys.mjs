const TEXT = "input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable]";
const DIGIT = /^[0-9*#]$/;

/**
 * What a key press asks for. Pure.
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, repeat?: boolean}} event
 * @param {{typing: boolean, dialog: boolean, keypad: boolean, singles: boolean, resting: boolean}} page
 *   `resting`: nothing that Enter would act upon has the focus
 * @returns {{save?: true, leave?: true, digit?: string, key?: string} | null}
 */
export function meaning({ key, ctrlKey, metaKey, altKey, repeat }, page) {
  if (altKey || repeat) return null;
  if (key === "Enter" && (ctrlKey || metaKey)) return page.dialog ? null : { save: true };
  if (ctrlKey || metaKey) return null;
  if (key === "Escape") return page.dialog ? null : { leave: true };
  if (page.typing) return null;
  if (page.keypad && !page.dialog && DIGIT.test(key)) return { digit: key };
  if (page.dialog) return key === "?" ? { key } : null;
  if (key === "Enter") return page.resting ? { key } : null;
  return page.singles && key.length === 1 ? { key: key.toLowerCase() } : null;
}

/** @param {Element} element */
export const isText = (element) => element.matches(TEXT);
