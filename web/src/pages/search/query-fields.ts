/** Fields inside the words of a query: `type:chat lang:zh tag:later -tag:done from:"a b"`. */

const quoted = (value: string) => (/[\s"()]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/** One use of a field, not negated. */
function fieldForm(field: string): RegExp {
  return new RegExp(`(?<=^|\\s)(?<!\\bNOT\\s+)${field}:(?:"([^"]*)"|(\\S+))`, 'gi');
}

/** What a query asks of a field, in its order; what it leaves out of it is not among them. */
export function fieldOf(query: string, field: string): readonly string[] {
  return [...query.matchAll(fieldForm(field))].map((match) => match[1] ?? match[2] ?? '');
}

/** The query with these values of a field and no others. The words, and what is left out, stay as they were typed. */
export function withField(query: string, field: string, values: readonly string[]): string {
  const rest = query.replace(fieldForm(field), ' ').replace(/\s+/g, ' ').trim();
  return [rest, ...values.map((value) => `${field}:${quoted(value)}`)].filter(Boolean).join(' ');
}
