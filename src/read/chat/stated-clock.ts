/** Clock times as the languages of telephones write them: Arabic and Persian digits, dots between the parts, words for the halves of the day. */

const DIGIT = String.raw`[\d\u0660-\u0669\u06f0-\u06f9]`;
const SPACE = String.raw`[\u202f\u00a0\u200f ]`;
const EARLY = '上午|午前|오전';
const LATE = '下午|午後|오후';

/** A clock time, with the half of the day before or after it where one is stated. */
export const CLOCK = String.raw`(?:(?:${EARLY}|${LATE}) ?)?${DIGIT}{1,2}[:.]${DIGIT}{2}(?:[:.]${DIGIT}{2})?(?:${SPACE}{0,2}(?:[APap]\.?${SPACE}?[Mm]\.?|ق\.ظ\.?|ب\.ظ\.?|[صم](?!\p{L})))?`;

/** A date in numbers, with what some languages write around its parts. */
export const DATE = String.raw`${DIGIT}{1,4}(?:[./-]|\. |\u200f[/.])${DIGIT}{1,2}(?:[./-]|\. |\u200f[/.])${DIGIT}{1,4}\.?(?:${SPACE}г\.)?`;

/** What may stand between a date and a clock time. */
export const BETWEEN = String.raw`[,،]?[\u200e\u200f]?${SPACE}(?:(?:klo|kl\.?|at|um|в)${SPACE})?`;

/** With ASCII digits; `21.2.2024`, `2024-02-21`. */
export function plainDate(stated: string): string {
  return asciiDigits(stated)
    .replace(/[\u200e\u200f]/g, '')
    .replace(/ г\.$/, '')
    .replace(/\. /g, '.')
    .replace(/\.$/, '');
}

/** `10:11:12` or `10:11 PM`, in ASCII. */
export function plainClock(stated: string): string {
  const text = asciiDigits(stated).trim();
  const numbers = /\d{1,2}[:.]\d{2}(?:[:.]\d{2})?/.exec(text)?.[0] ?? '';
  const around = text.replace(numbers, '').trim();
  const isLate = new RegExp(`^(?:${LATE}|[Pp]|م|ب)`).test(around);
  const isEarly = new RegExp(`^(?:${EARLY}|[Aa]|ص|ق)`).test(around);
  return `${numbers.replaceAll('.', ':')}${isLate ? ' PM' : isEarly ? ' AM' : ''}`;
}

function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
