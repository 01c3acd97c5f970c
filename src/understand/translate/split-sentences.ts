/** Cuts a passage into sentences with their spans, in Chinese, Russian and English, before an engine sees them. */

export interface SentenceSpan {
  /** UTF-16 offsets into the passage, without the white space around. */
  readonly start: number;
  readonly end: number;
}

/** Ends of sentences that stand without a space after them, and line ends. */
const EAST_ASIAN_END = /[。！？；]+[”』」’）)]*|…{1,2}(?=[\p{Script=Han}\s])|[!?]+(?=\p{Script=Han})|\n+/gu;
/**
 * A mark, perhaps a quote, then white space and something that begins a sentence. Chats begin theirs in lower case: then
 * the dot must stand after a word that is too long for an abbreviation.
 */
const WESTERN_END =
  /[.!?…]+["»”’)\]]*(?=\s+["«“‘([⟦]*[\p{Lu}\p{Nd}\p{Script=Han}])|(?<=\p{L}{5})\.(?=\s+\p{Ll})|[;!?]+(?=\s)|\n+/gu;

/** Dots after these end no sentence. */
const ABBREVIATION =
  /(?:^|[\s(«"])(?:т\.\s?[екдпчн]|др|пр|гг|ул|им|кв|обл|гор|тел|адр|св|стр|руб|тыс|млн|млрд|см|рис|табл|прим|проф|акад|[бгджзклмнпртфхцчшщ]|Mr|Mrs|Ms|Dr|Prof|Inc|Ltd|Co|Corp|No|vs|etc|e\.g|i\.e|cf|Fig|Vol|approx|U\.S|[A-ZА-ЯЁ])\.$/u;

/** An engine's time grows faster than a sentence's length. */
const LONGEST = 400;

/**
 * Sentences of `text`, in order, not overlapping, none empty. `language` is BCP 47.
 * What is longer than 400 units is cut at a comma or a space.
 */
export function splitSentences(text: string, language: string): readonly SentenceSpan[] {
  const eastAsian = /^(?:zh|ja)/.test(language);
  const spans: SentenceSpan[] = [];
  let start = 0;
  for (const match of text.matchAll(eastAsian ? EAST_ASIAN_END : WESTERN_END)) {
    let end = match.index + match[0].length;
    if (eastAsian && text[end] === '"' && isQuoteOpen(text.slice(start, end))) end += 1;
    if (!eastAsian && match[0].startsWith('.') && ABBREVIATION.test(text.slice(Math.max(start, end - 12), end)))
      continue;
    addSpan(spans, text, start, end);
    start = end;
  }
  addSpan(spans, text, start, text.length);
  return spans;
}

/** A straight quote closes what an earlier one opened. */
function isQuoteOpen(sentence: string): boolean {
  return (sentence.match(/"/g)?.length ?? 0) % 2 === 1;
}

function addSpan(spans: SentenceSpan[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  while (end - start > LONGEST) {
    const cut = cutBefore(text, start, start + LONGEST);
    spans.push({ start, end: trimEnd(text, start, cut) });
    start = cut;
    while (start < end && isSpace(text, start)) start += 1;
  }
  if (end > start) spans.push({ start, end });
}

function cutBefore(text: string, start: number, limit: number): number {
  for (let at = limit; at > start + LONGEST / 4; at--) if (/[，,、;；\s]/.test(text[at - 1] ?? '')) return at;
  // Never between the halves of a character.
  return /[\uDC00-\uDFFF]/.test(text[limit] ?? '') ? limit - 1 : limit;
}

function trimEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && isSpace(text, trimmed - 1)) trimmed -= 1;
  return trimmed;
}

function isSpace(text: string, at: number): boolean {
  return text[at]?.trim() === '';
}
