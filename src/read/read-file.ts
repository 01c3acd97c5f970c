/** Reads a file with the first reader that accepts it; one that finds it is not its format hands it on. */
import { TelltaleError } from '../errors.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from './reader.ts';
import { READERS } from './readers.ts';
import { HeadDate } from './reference/head-date.ts';
import { REFERENCE_READERS } from './reference/reference-readers.ts';
import { statingIndicators } from './reference/stated-indicators.ts';

/** Gives `name/version` of the reader that read it. Rejects with that reader's TelltaleError. */
export async function readFile(
  input: ReaderInput,
  sink: ReadSink,
  readers: readonly Reader[] = READERS,
): Promise<{ reader: string; summary: ReadSummary }> {
  for (const reader of readers) {
    if (!reader.accepts(input.probe)) continue;
    const head = isReport(reader, input) ? new HeadDate() : undefined;
    try {
      const summary = await reader.read(input, head ? statingIndicators(sink, input.source, head) : sink);
      return { reader: `${reader.name}/${reader.version}`, summary: dated(summary, head) };
    } catch (caught) {
      if (caught instanceof TelltaleError && caught.code === 'unsupported-format') continue;
      throw caught;
    }
  }
  throw new TelltaleError('unsupported-format', `No reader takes ${input.probe.name}.`);
}

/** Tables and appendices of reports state something; what is structured says so itself. */
function isReport(reader: Reader, { role }: ReaderInput): boolean {
  return role === 'reference' && !REFERENCE_READERS.includes(reader);
}

/** With the date that a report gives itself, where the reader found none. */
function dated(summary: ReadSummary, head: HeadDate | undefined): ReadSummary {
  const published = summary.properties?.published ?? head?.date;
  return published === undefined ? summary : { ...summary, properties: { ...summary.properties, published } };
}
