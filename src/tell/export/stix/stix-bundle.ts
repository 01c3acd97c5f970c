/** The overlaps of a case as a STIX 2.1 bundle, with the words that they rest on. */
import type { Store } from '../../../ports/store.ts';
import { markedDocuments } from '../../views/marked-documents.ts';
import { Cover, chosenOverlaps, isCandidate, judgedOverlaps } from '../chosen-overlaps.ts';
import type { ExportOptions } from '../exporter.ts';
import { BundleBuilder } from './bundle-builder.ts';
import { objectId, stableUuid } from './identifiers.ts';
import { markingOf, strictest } from './marking.ts';
import type { Frame, StixObject } from './stix-object.ts';

/** Ids and `created` depend on the case alone, `modified` on `now`: a later export is a newer version of the same objects. */
export async function stixBundle(store: Store, options: ExportOptions): Promise<string> {
  const collections = await store.collections.list();
  const leaks = collections.filter((collection) => collection.role === 'leak');
  const modified = options.now.toISOString();
  const first = collections.map((collection) => new Date(collection.added).toISOString()).sort()[0];
  const created = first !== undefined && first < modified ? first : modified;
  const author = objectId('identity', 'author', 'telltale');
  const frame: Frame = { created, modified, created_by_ref: author };
  const title = leaks.map((leak) => leak.name).join(', ') || 'No leak';

  const builder = new BundleBuilder(frame, new Cover(store, options.unmasked), collections);
  builder.add({
    type: 'identity',
    spec_version: '2.1',
    id: author,
    ...frame,
    name: 'Telltale',
    description: `Made by Telltale ${options.version}; what it states is as good as the sources that its notes quote.`,
    identity_class: 'system',
  });
  for (const { overlap, judgement } of await chosenOverlaps(store)) await builder.addOverlap(overlap, judgement);
  await builder.addNotes();
  const held = (await judgedOverlaps(store)).filter(
    ({ overlap, judgement }) => isCandidate(overlap) && judgement === undefined && overlap.rejected === undefined,
  ).length;
  for (const document of await markedDocuments(store, options.unmasked)) builder.addMarks(document);
  builder.add({
    type: 'report',
    spec_version: '2.1',
    id: objectId('report', 'overlaps', ...leaks.map((leak) => leak.id)),
    ...frame,
    name: `Overlaps with public reporting: ${title}`,
    description: `Where ${title} meets ${collections.length - leaks.length} reference collections. Each grouping is one chain; each note quotes the bytes that it rests on.${heldBack(held)}`,
    published: modified,
    report_types: ['threat-report'],
    object_refs: [...builder.objects.keys()].filter((id) => !id.startsWith('extension-definition--')),
  });

  const marking = markingOf(strictest(collections.map((collection) => collection.tlp)));
  const objects = [...builder.objects.values()].map((object) => marked(object, marking.id));
  const bundle = {
    type: 'bundle',
    id: `bundle--${stableUuid('bundle', modified, ...objects.map((object) => object.id))}`,
    objects: [marking, ...objects],
  };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

const heldBack = (count: number): string =>
  count === 0
    ? ''
    : ` Left out until an analyst accepts them: ${count} that rest on another reading of recognised text than its own.`;

function marked(object: StixObject, marking: string): StixObject {
  return { ...object, object_marking_refs: [marking] };
}
