/** Prints what the judge of library names makes of reports that it was not trained on. */
import { crossValidated, type Score, type TrainingText } from './learn-names.ts';

export function printCrossValidation(texts: readonly TrainingText[]): void {
  const { all, train, dev, words, documentation } = crossValidated(texts);
  console.log('Library names, cross-validated by report (no report is judged by weights that have seen it):');
  const row = (name: string, { precision, recall, f1 }: Score): void =>
    console.log(
      `  ${name.padEnd(21)}: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`,
    );
  row('AnnoCTR train + dev', all);
  row('AnnoCTR train', train);
  row('AnnoCTR dev', dev);
  row('words, once a report', words);
  console.log(
    `  documentation        : ${documentation.taken} of ${documentation.candidates} candidates taken for names`,
  );
}
