/** HTML from text: everything from a leak is escaped here and nowhere else. */

/** Markup that is safe to insert as it is. */
export interface Html {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

type Insert = string | number | Html | null | undefined | false | readonly Insert[];

/** Template for markup: what is inserted is escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return { html: parts.reduce((joined, part, at) => joined + (at > 0 ? insert(inserts[at - 1]) : '') + part, '') };
}

function insert(value: Insert): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return (value as readonly Insert[]).map(insert).join('');
  return (value as Html).html;
}

/** A link that only ever leads to a web page; anything else stays text. */
export function webLink(url: string, words: string): Html {
  return /^https?:\/\/[^\s"'<>]+$/i.test(url)
    ? html`<a href="${url}" rel="noreferrer noopener">${words}</a>`
    : html`${words}`;
}
