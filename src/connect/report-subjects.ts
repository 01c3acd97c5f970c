/** Derives whom a published report is about: the groups and the malware that its own words name, each with its share of them. */
import type { Evidence, Origin } from '../model/assertion.ts';
import type { Document } from '../model/document.ts';
import { type Entity, type EntityRef, type EntityType, nameKey } from '../model/entity.ts';
import type { DerivedAssertion, Store } from '../ports/store.ts';

export interface Report {
  readonly ref: EntityRef;
  readonly title: string;
  readonly document: Document;
  readonly origin: Origin;
}

/** Kinds that share a report among them. */
const SHARING: readonly (readonly EntityType[])[] = [
  ['intrusion-set', 'campaign'],
  ['malware', 'tool'],
];
const NAMING = [...SHARING.flat(), 'name'] as const;
const [ACTORS = []] = SHARING;
const SURE_ENOUGH = 0.6;
/** Words that a name of a group is the subject of; others do things too. */
const DOES = ['uses', 'targets', 'attributed-to'];
const WORDED = 'relation-words';
/** A name that no library knows is a group's when so many sentences say what it does, or one and the title. */
const SENTENCES = 2;
/** What stands in the title counts so many times. */
const TITLED = 4;
/** Mentions that stand for nobody: a long report that names one group once, in passing, is hardly about it. */
const NOBODY = 1;
const CHARACTERS_PER_NOBODY = 3_000;
const NOBODY_BESIDE_TITLE = 0.5;
/** Of one kind; a text that names more is a list of names. */
const MOST_SUBJECTS = 12;
const MOST_QUOTES = 3;
const PASSAGES_AT_ONCE = 2_000;
/** Passages of a longer document that are read. */
const MOST_PASSAGES = 20_000;
const MOST_EDGES = 500;

interface Place extends Evidence {
  readonly titled: boolean;
}

interface Subject {
  readonly ref: EntityRef;
  readonly type: EntityType;
  readonly places: readonly Place[];
}

/** Name mentions and sentences of a report, read once. */
export class ReportSubjects {
  private readonly store: Store;
  private readonly meanings = new Map<EntityRef, readonly Entity[]>();

  constructor(store: Store) {
    this.store = store;
  }

  /** `report describes thing`, as sure as the thing's share of what the report names of its kind. */
  async of(report: Report): Promise<readonly DerivedAssertion[]> {
    const { document, origin } = report;
    const { named, prose } = await this.namedIn(report);
    const nobody = NOBODY + prose / CHARACTERS_PER_NOBODY;
    const base = { collection: document.collection, origin };
    const derived: DerivedAssertion[] = [];
    for (const types of SHARING) {
      const subjects = [...named.values()].filter(({ type }) => types.includes(type));
      const all = subjects.map((subject) => ({ ...subject, count: countOf(subject.places) }));
      const isTitled = all.some(({ places }) => places.some(({ titled }) => titled));
      const total = all.reduce((sum, { count }) => sum + count, isTitled ? NOBODY_BESIDE_TITLE : nobody);
      for (const { ref, places, count } of all
        .sort((a, b) => b.count - a.count || a.ref - b.ref)
        .slice(0, MOST_SUBJECTS)) {
        derived.push({
          ...base,
          subject: report.ref,
          predicate: 'describes',
          object: ref,
          method: 'rule:report-subject',
          confidence: Math.round((count / total) * 100) / 100,
          evidence: quoted(places),
        });
      }
    }
    return derived;
  }

  private async namedIn(report: Report): Promise<{ named: ReadonlyMap<EntityRef, Subject>; prose: number }> {
    const { document } = report;
    const subjects = new Map<EntityRef, Subject & { readonly places: Place[] }>();
    const add = (entity: Entity, place: Place): void => {
      const subject = subjects.get(entity.ref) ?? { ref: entity.ref, type: entity.type, places: [] };
      subjects.set(entity.ref, subject);
      const { passage, start } = place;
      if (!subject.places.some((one) => one.passage === passage && one.start === start)) subject.places.push(place);
    };
    const isTitle = await this.titlesOf(report);
    const texts = new Map<string, string>();
    let prose = 0;
    for (let from = 0; from < MOST_PASSAGES; from += PASSAGES_AT_ONCE) {
      const range = { from, limit: PASSAGES_AT_ONCE };
      const passages = await this.store.documents.passages(document.id, range);
      if (passages.length === 0) break;
      for (const { id, text } of passages) texts.set(id, text);
      for (const { position, text } of passages) prose += position.kind === 'row' ? 0 : text.length;
      const mentions = (await this.store.mentions.ofDocument(document.id, range)).filter(
        ({ type, confidence }) => NAMING.some((one) => one === type) && confidence >= SURE_ENOUGH,
      );
      const known = await this.store.graph.find(mentions.map(({ type, value }) => ({ type, value })));
      for (const [index, { passage, start, end, value }] of mentions.entries()) {
        const entity = known[index];
        if (!entity) continue;
        const place = { passage, start, end, titled: isTitle(value, passage) };
        for (const thing of await this.meant(entity)) add(thing, place);
      }
    }
    await this.unknownActors(report, texts, isTitle, add);
    return { named: subjects, prose };
  }

  /** Whether a name stands in the report's title, or in this passage that is its title. */
  private async titlesOf({ title, document }: Report): Promise<(name: string, passage: string) => boolean> {
    const first = await this.store.documents.passages(document.id, { from: 0, limit: 5 });
    const heading = first.find(({ role }) => role === 'heading');
    const titles = [title, document.title ?? ''].map((text) => ` ${nameKey(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `);
    return (name, passage) =>
      passage === heading?.id ||
      titles.some((text) => text.includes(` ${nameKey(name).replace(/[^\p{L}\p{N}]+/gu, ' ')} `));
  }

  /** What a mention of a name or of a thing means, when that is clear: what bears the name stands before its aliases. */
  private async meant(entity: Entity): Promise<readonly Entity[]> {
    if (entity.type !== 'name') return [entity];
    const known = this.meanings.get(entity.ref);
    if (known) return known;
    const steps = await this.store.graph.steps([entity.ref], { forward: ['alias-of'], inverse: [], limit: 20 });
    const refs = [...new Set((steps.get(entity.ref) ?? []).map((step) => step.to))];
    const things = (await this.store.graph.entities(refs)).filter(({ type }) => SHARING.flat().includes(type));
    const bearers = things.filter(({ value }) => nameKey(value) === nameKey(entity.value));
    const meant = bearers.length > 0 ? bearers : things;
    const clear = meant.length === 1 ? meant : [];
    this.meanings.set(entity.ref, clear);
    return clear;
  }

  /** Groups that the library does not know: what the report's sentences say uses, targets or belongs to something. */
  private async unknownActors(
    { document }: Report,
    texts: ReadonlyMap<string, string>,
    isTitle: (name: string, passage: string) => boolean,
    add: (entity: Entity, place: Place) => void,
  ): Promise<void> {
    const refs = [...(await this.store.graph.valuesIn(document.id, ['name', ...ACTORS])).values()].flat();
    const doers = await this.store.graph.entities([...new Set(refs)]);
    const sentences = new Map<string, Set<string>>();
    for (const doer of doers) {
      const edges = (await this.store.graph.edges(doer.ref)).filter(
        ({ predicate, inverse, method }) => !inverse && DOES.includes(predicate) && method.startsWith(WORDED),
      );
      if (edges.length === 0 || (await this.meant(doer)).some(({ ref }) => ref !== doer.ref)) continue;
      const said = await this.store.graph.assertions(edges.slice(0, MOST_EDGES).map((edge) => edge.assertion));
      const its = sentences.get(doer.value) ?? new Set();
      sentences.set(doer.value, its);
      for (const { passage, start } of said.flatMap(({ evidence }) => evidence.slice(0, 1))) {
        if (texts.has(passage)) its.add(`${passage} ${start}`);
      }
    }
    for (const [name, its] of [...sentences].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const places = placesOf(name, texts, isTitle);
      if (its.size < (places.some(({ titled }) => titled) ? 1 : SENTENCES)) continue;
      const actors = await this.store.graph.ensure([{ type: 'intrusion-set', value: name }]);
      for (const actor of await this.store.graph.entities(actors)) for (const place of places) add(actor, place);
    }
  }
}

/** Where a name stands in the texts, as written. */
function placesOf(
  name: string,
  texts: ReadonlyMap<string, string>,
  isTitle: (name: string, passage: string) => boolean,
): readonly Place[] {
  const places: Place[] = [];
  for (const [passage, text] of texts) {
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + name.length)) {
      const end = start + name.length;
      if (/[\p{L}\p{N}]/u.test(`${text[start - 1] ?? ' '}${text[end] ?? ' '}`)) continue;
      places.push({ passage, start, end, titled: isTitle(name, passage) });
    }
  }
  return places;
}

const countOf = (places: readonly Place[]): number =>
  places.length * (places.some(({ titled }) => titled) ? TITLED : 1);

/** Titles first: they say best what a report is about. */
function quoted(places: readonly Place[]): readonly Evidence[] {
  return [...places]
    .sort((a, b) => Number(b.titled) - Number(a.titled))
    .slice(0, MOST_QUOTES)
    .map(({ passage, start, end }) => ({ passage, start, end }));
}
