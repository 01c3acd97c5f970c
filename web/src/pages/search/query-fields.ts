/** Fields inside the words of a query: `type:chat lang:zh from:"a b"`. */

const quoted = (value: string) => (/[\s"()]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

function fieldForm(field: string): RegExp {
  return new RegExp(`(^|\\s)${field}:(?:"([^"]*)"|(\\S+))`, 'i');
}

/** What a query asks of a field, if anything. */
export function fieldOf(query: string, field: string): string | undefined {
  const match = fieldForm(field).exec(query);
  return match ? (match[2] ?? match[3]) : undefined;
}

/** The query with a field set, or without it. The words stay as they were typed. */
export function withField(query: string, field: string, value: string | undefined): string {
  const rest = query.replace(fieldForm(field), ' ').replace(/\s+/g, ' ').trim();
  return value === undefined ? rest : `${rest} ${field}:${quoted(value)}`.trim();
}
