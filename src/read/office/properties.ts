/** Gives a document's properties as passages, so that they can be searched and cited. */
import type { ReadSink } from '../reader.ts';

/** Properties about the software rather than the people and the matter. */
const TECHNICAL = new Set([
  'application',
  'applicationVersion',
  'revision',
  'editingMinutes',
  'template',
  'pages',
  'format',
]);

/** One passage a property, `author: Li Wei`. */
export async function propertyPassages(properties: Readonly<Record<string, string>>, sink: ReadSink): Promise<void> {
  for (const [name, value] of Object.entries(properties)) {
    if (TECHNICAL.has(name)) continue;
    await sink.passage({ role: 'property', text: `${name}: ${value}`, position: { kind: 'part', part: 'property' } });
  }
}
