/** Prints what the judges of library names and of discovered names make of reports that they were not trained on. */
import { crossValidated, type Score, type TrainingText } from './learn-names.ts';

export function printCrossValidation(texts: readonly TrainingText[]): void {
  const { scores, words, documentation } = crossValidated(texts);
  console.log(
    'Groups, malware and tools, cross-validated by report (no report is judged by weights that have seen it):',
  );
  const row = (name: string, { precision, recall, f1 }: Score): void =>
    console.log(
      `  ${name.padEnd(38)}: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`,
    );
  for (const [title, library, both] of scores) {
    row(`AnnoCTR ${title}, library names alone`, library);
    row(`AnnoCTR ${title}, all`, both);
  }
  row('library words, once a report', words);
  const { candidates, taken, discovered } = documentation;
  console.log(
    `  documentation: ${taken} of ${candidates} candidates taken for names, ${discovered} more places discovered`,
  );
}
