/** The JSON array in what a language model wrote, which may stand in a code fence or after the model's thoughts. */

const END_OF_THOUGHT = '</think>';

/** Undefined when there is none, or when it was cut off. Linear in the text. */
export function jsonArrayIn(content: string): readonly unknown[] | undefined {
  const answer = content.slice(Math.max(0, content.lastIndexOf(END_OF_THOUGHT)));
  const start = answer.indexOf('[');
  const end = answer.lastIndexOf(']');
  if (start < 0 || end < start) return undefined;
  try {
    const parsed: unknown = JSON.parse(answer.slice(start, end + 1));
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    // Not as asked: the caller asks for less at a time.
    return undefined;
  }
}
