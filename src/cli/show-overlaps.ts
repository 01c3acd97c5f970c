/** Overlaps as text: the ranked list, and one overlap with its chain, weights and quotes. */
import { type Around, defangSentence, defangValue, notesOf, type OverlapShape } from '../app/queries.ts';
import { print, printable, styled, width, wrap } from './terminal.ts';

type Hop = OverlapShape['hops'][number];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const end = (key: { type: string; value: string }): string => defangValue(key.type, key.value);

/** `-hosts->`, or `<-attributed-to-` where the assertion is read from its object to its subject. */
function arrow(relation: string): string {
  const inverse = relation.endsWith(' (inverse)');
  return inverse ? `<-${relation.slice(0, -' (inverse)'.length)}-` : `-${relation}->`;
}

/** `74.120.172[.]10 -hosts-> mailnotes[.]online -indicates-> POISON CARP` */
function chain(overlap: OverlapShape): string {
  const first = overlap.hops[0];
  if (!first) return '';
  return overlap.hops.reduce((line, hop) => `${line} ${arrow(hop.relation)} ${end(hop.to)}`, end(first.from));
}

export function showOverlapList(overlaps: readonly OverlapShape[]): void {
  print(styled('bold', `Overlaps (${overlaps.length})`));
  if (overlaps.length === 0) {
    print('  None. Add references to compare with: telltale library list');
    return;
  }
  for (const overlap of overlaps) {
    const head = `${defangValue(overlap.leak.type, overlap.leak.value)} -> ${overlap.reference.name}`;
    const [first = '', ...rest] = wrap(printable(head), width() - 11).split('\n');
    print(styled('bold', `${String(overlap.rank).padStart(3)}  ${overlap.score.toFixed(2)}  ${first}`));
    for (const line of rest) print(styled('bold', `           ${line}`));
    const verdict = overlap.rejected
      ? `rejected: ${overlap.rejected}`
      : `${overlap.likelihood}, confidence ${overlap.confidence.toLowerCase()}`;
    print(wrap(printable(`${overlap.conclusion}; ${verdict}`), width(), '           '));
    if (overlap.hops.length > 1) print(styled('dim', wrap(printable(chain(overlap)), width(), '           ')));
    if (overlap.labels.length > 0) print(styled('dim', wrap(overlap.labels.join(', '), width(), '           ')));
  }
  print();
  print(`telltale explain RANK shows the quotes and weights behind one of them.`);
}

export function showOverlap(overlap: OverlapShape, around: Around): void {
  const things = overlap.hops.flatMap((hop) => [hop.from, hop.to]);
  print(styled('bold', wrap(printable(defangSentence(overlap.headline ?? chain(overlap), things)), width())));
  print();
  print(`Likelihood   ${overlap.likelihood} (${overlap.score.toFixed(2)})`);
  print(`Confidence   ${overlap.confidence}`);
  print(`Conclusion   ${overlap.conclusion}`);
  if (overlap.labels.length > 0)
    print(
      wrap(overlap.labels.join(', '), width() - 13, '')
        .replace(/^/gm, '             ')
        .replace(/^ {13}/, 'Labels       '),
    );
  if (overlap.rejected) print(wrap(`Rejected: ${overlap.rejected}`, width()));
  for (const [at, hop] of overlap.hops.entries()) showHop(hop, at, at === overlap.weakest, around);
  const notes = notesOf(overlap);
  if (notes.length > 0) print();
  for (const note of notes) print(wrap(printable(note), width()));
  if (overlap.without.length > 0) {
    print();
    print(styled('bold', 'What it stands on'));
    for (const { source, score, likelihood } of overlap.without) {
      print(wrap(printable(`Without ${source} it falls to ${likelihood} (${score.toFixed(2)}).`), width(), '  '));
    }
  }
  print();
  print(styled('dim', `id ${overlap.id}`));
}

function showHop(hop: Hop, at: number, weakest: boolean, around: Around): void {
  const { specificity, temporal, source, extraction } = hop.weight;
  const product = specificity * temporal * source * extraction;
  print();
  print(
    styled('bold', wrap(printable(`Hop ${at + 1}  ${end(hop.from)} ${arrow(hop.relation)} ${end(hop.to)}`), width())) +
      styled('dim', `  ${product.toFixed(2)}${weakest ? ', the weakest' : ''}`),
  );
  const factors = `specificity ${specificity.toFixed(2)} x temporal ${temporal.toFixed(2)} x source ${source.toFixed(2)} x extraction ${extraction.toFixed(2)}`;
  print(wrap(factors, width(), '  '));
  for (const reason of hop.reasons)
    print(styled('dim', wrap(printable(reason), width(), '  - ').replace(/\n {2}- /g, '\n    ')));
  for (const quote of hop.evidence) {
    const where = [
      quote.path,
      quote.page === null ? '' : `page ${quote.page}`,
      quote.date ?? '',
      `${quote.start}-${quote.end}`,
    ]
      .filter((part) => part !== '')
      .join(', ');
    // A file that is cited as such has no words.
    const { before = '', after = '' } = around.get(`${quote.passage}:${quote.start}`) ?? {};
    const words = `${oneLine(before)}“${quote.quote}”${oneLine(after)}`.trim();
    print(wrap(quote.quote === '' ? '(the file itself)' : printable(words), width(), '  '));
    print(styled('dim', wrap(printable(`${where}, sha256 ${quote.sha256.slice(0, 12)}…`), width(), '    ')));
  }
}
