/** What is written at the line between two things: what is said, how much, and when. */
import type { GraphEdge } from '../../api/types.ts';
import type { Messages } from '../../language/language.tsx';
import type { Format } from '../../parts/format.ts';

type Said = Pick<GraphEdge, 'predicate' | 'amount' | 'first' | 'last'>;

export function relationName(m: Messages, predicate: string): string {
  return m.relations[predicate] ?? predicate.replaceAll('-', ' ');
}

/** `30,000 CNY` */
export function amountOf(format: Format, amount: GraphEdge['amount']): string {
  return amount ? `${format.count(amount.value)}${amount.currency ? ` ${amount.currency}` : ''}` : '';
}

/** `2019 to 2021`, or one date; as precise as it is known. */
export function datesOf(m: Messages, format: Format, { first, last }: Pick<GraphEdge, 'first' | 'last'>): string {
  if (first && last && first !== last) return m.graph.span(format.date(first), format.date(last));
  const day = first ?? last;
  return day ? format.date(day) : '';
}

const NAMED = 2;

/** The relations of one pair, the most stated first; sums and the years of all. */
export function lineWords(m: Messages, format: Format, edges: readonly Said[]): string {
  const counts = new Map<string, number>();
  for (const { predicate } of edges) counts.set(predicate, (counts.get(predicate) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const names = ranked
    .slice(0, NAMED)
    .map(([name, n]) => `${relationName(m, name)}${n > 1 ? ` ×${format.count(n)}` : ''}`);
  const sums = new Map<string, number>();
  for (const { amount } of edges) {
    if (amount) sums.set(amount.currency ?? '', (sums.get(amount.currency ?? '') ?? 0) + amount.value);
  }
  const money = [...sums].map(([currency, value]) => amountOf(format, { value, ...(currency ? { currency } : {}) }));
  const years = [...new Set(edges.flatMap(({ first, last }) => [first ?? last, last ?? first]))]
    .flatMap((day) => (day ? [day.slice(0, 4)] : []))
    .sort();
  const [from, to] = [years[0], years.at(-1)];
  const when = from === undefined ? '' : from === to ? from : `${from}–${to}`;
  const more = ranked.length > NAMED ? '…' : '';
  return [names.join(' · ') + more, ...money, when].filter((part) => part !== '').join(', ');
}
