/** Words and numbers that the report's two forms share. */
import type { Conclusion, HopWeight } from '../../model/overlap.ts';
import type { EvidenceEntry, ReportModel } from './report-model.ts';

export const LEDGER_PARTS = ['found', 'read', 'duplicate', 'skipped', 'failed'] as const;

/** What a conclusion says, and what it does not. */
export const CONCLUSIONS: Readonly<Record<Conclusion, { title: string; bound: string }>> = {
  'infrastructure-overlap': {
    title: 'Infrastructure overlap',
    bound: 'Not the same actor: that needs a second vertex of the Diamond Model, such as a person or a victim.',
  },
  'shared-tooling': {
    title: 'Shared tooling',
    bound: 'Tools are sold, shared and stolen; this says nothing of who used them.',
  },
  'named-in-reference': {
    title: 'Named in a reference',
    bound: 'The same name or value stands in public reporting; no more.',
  },
  'organisational-link': {
    title: 'Organisational link',
    bound: 'Two organisations are tied; what one did is not thereby the other’s doing.',
  },
  'same-actor': { title: 'Same actor', bound: 'Two independent vertices of the Diamond Model agree.' },
};

export const count = (n: number): string => n.toLocaleString('en-US');
export const share = (n: number, total: number): string => `${total === 0 ? 0 : Math.round((100 * n) / total)} %`;

/** `hosts →`, or `← attributed-to` where the assertion is read from its object to its subject. */
export function arrow(relation: string): string {
  const inverse = relation.endsWith(' (inverse)');
  return inverse ? `← ${relation.slice(0, -' (inverse)'.length)}` : `${relation} →`;
}

export function product(weight: HopWeight): number {
  return weight.specificity * weight.temporal * weight.source * weight.extraction;
}

export function factors(weight: HopWeight): string {
  const { specificity, temporal, source, extraction } = weight;
  return `specificity ${specificity.toFixed(2)} × temporal ${temporal.toFixed(2)} × source ${source.toFixed(2)} × extraction ${extraction.toFixed(2)}`;
}

/** Where a quote stands, in one line. */
export function place(entry: EvidenceEntry): string {
  const parts = [
    entry.collection,
    entry.path,
    entry.page === null ? '' : `page ${entry.page}`,
    entry.sender ? `from ${entry.sender}` : '',
    entry.date ?? '',
    `passage ${entry.passage}, ${entry.start} to ${entry.end}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export function method(model: ReportModel): readonly string[] {
  return [
    'Files were read by format in separate processes. Indicators, names and relations were extracted from the original text, never from a translation.',
    'An overlap is a chain of assertions and shared entities from the leak’s words to a reference’s words. Each hop weighs specificity × temporal × source × extraction; a chain weighs the product of its hops. Independent chains between the same ends combine; copies of one report count once.',
    'Likelihood uses the expressions of ICD-203; confidence is stated apart and depends on how many independent sources agree and whether dates are known. What a chain may conclude is bounded by its kind.',
    'Doubtful readings, hits on warninglists and shared hosts are labelled and weigh less; nothing is dropped for them. Times without an offset are shown as the document states them.',
    `Software: Telltale ${model.version}. The same files, references and versions give the same result.`,
  ];
}
