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
  let given = false;
  let tooDeep: string | undefined;
  const told: ReadSink = {
    ...sink,
    passage: (passage) => {
      given = true;
      return sink.passage(passage);
    },
    child: (child) => {
      given = true;
      return sink.child(child);
    },
  };
  for (const reader of readers) {
    if (!reader.accepts(input.probe)) continue;
    const head = isReport(reader, input) ? new HeadDate() : undefined;
    try {
      const summary = await reader.read(input, head ? statingIndicators(told, input.source, head) : told);
      return { reader: `${reader.name}/${reader.version}`, summary: warned(dated(summary, head), tooDeep) };
    } catch (caught) {
      if (caught instanceof TelltaleError && caught.code === 'unsupported-format') continue;
      if (caught instanceof RangeError && caught.message === 'Invalid string length') {
        throw new TelltaleError('too-large', 'It gives a text of half a gigabyte in one piece.', { cause: caught });
      }
      if (!isTooDeep(caught)) throw caught;
      if (given) throw new TelltaleError('broken-file', 'What it holds nests too deep.', { cause: caught });
      // One that does not look into things reads it all the same.
      tooDeep ??= reader.name;
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

/** Parsers that follow what nests in what come to the end of the stack, where nobody wrote by hand. */
const isTooDeep = (caught: unknown): boolean =>
  caught instanceof RangeError && caught.message === 'Maximum call stack size exceeded';

function warned(summary: ReadSummary, tooDeep: string | undefined): ReadSummary {
  if (tooDeep === undefined) return summary;
  const warning = `What it holds nests too deep to be read as ${tooDeep}.`;
  return { ...summary, warnings: [...(summary.warnings ?? []), warning] };
}
