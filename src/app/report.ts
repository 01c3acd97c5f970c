/** Writes the report of a case. */
import { writeFile } from 'node:fs/promises';
import { asTelltaleError } from '../errors.ts';
import { buildReport } from '../tell/report/build-report.ts';
import { renderHtml } from '../tell/report/render-html.ts';
import { renderMarkdown } from '../tell/report/render-markdown.ts';
import { REPORT_LANGUAGES, type ReportLanguage } from '../tell/report/report-language.ts';
import type { Case } from './case.ts';
import { patternActions } from './patterns.ts';
import { pendingStages } from './pending.ts';
import { VERSION } from './program.ts';

export { REPORT_LANGUAGES, type ReportLanguage };

export type ReportFormat = 'html' | 'md';

export interface ReportSettings {
  readonly unmasked: boolean;
  /** Of headlines, findings and tables; English when left out. */
  readonly language?: ReportLanguage;
  /** ISO date; today when left out. */
  readonly made?: string;
}

/** The whole report as text. */
export async function reportOf(theCase: Case, format: ReportFormat, settings: ReportSettings): Promise<string> {
  const leaks = (await theCase.store.collections.list()).filter((collection) => collection.role === 'leak');
  const model = await buildReport(theCase.store, {
    title: leaks.length > 0 ? leaks.map((leak) => leak.name).join(', ') : 'Report',
    version: VERSION,
    made: settings.made ?? new Date().toISOString().slice(0, 10),
    caseFolder: theCase.folder,
    pending: await pendingStages(theCase.store),
    unmasked: settings.unmasked,
    language: settings.language ?? 'en',
    patterns: await patternActions(theCase.store).context(),
  });
  return format === 'html' ? renderHtml(model) : renderMarkdown(model);
}

/** Writes to `file`, or to stdout for `-`. Rejects with `disk-full` or `path-missing`. */
export async function writeReport(
  theCase: Case,
  format: ReportFormat,
  file: string,
  settings: ReportSettings,
): Promise<void> {
  const report = await reportOf(theCase, format, settings);
  if (file === '-') {
    process.stdout.write(report);
    return;
  }
  try {
    await writeFile(file, report);
  } catch (caught) {
    throw asTelltaleError(caught, 'path-missing');
  }
}
