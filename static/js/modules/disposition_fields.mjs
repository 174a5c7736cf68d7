const PRICE = /^\d{1,10}(\.\d{1,2})?$/;

/** @param {string} typed @returns {string | null} a decimal text of dollars; null when empty */
export const price = (typed) => typed.replace(/[\s,$]/g, "") || null;

/**
 * What is still wrong with an outcome before it may be saved. Pure.
 * @param {{code: string | null, asking_price: string | null, next_action_on: string | null}} said
 * @param {string[]} dateOwed codes that imply a next action date
 * @returns {{field: string, text: string} | null}
 */
export function objection({ code, asking_price, next_action_on }, dateOwed) {
  if (!code) return { field: "code", text: "Choose how it went: keys 1 to 7." };
  if (dateOwed.includes(code) && !next_action_on) return { field: "next_action_on", text: "This outcome needs the date of the next action." };
  if (asking_price && !PRICE.test(asking_price)) return { field: "asking_price", text: "Write the price as dollars, such as 185,000." };
  return null;
}

/** @param {string | null} cause @returns {string | null} the outcome that the end itself tells */
export const suggested = (cause) => ({ no_answer: "no_answer", busy: "no_answer" })[cause] ?? null;
