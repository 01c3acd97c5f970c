/** Fetches the words that hops rest on: the leak's own, and those of the references. */
import type { Evidence } from '../../model/assertion.ts';
import type { Document } from '../../model/document.ts';
import type { EntityRef } from '../../model/entity.ts';
import { parsePassageId } from '../../model/ids.ts';
import type { Quote } from '../../model/overlap.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { Store } from '../../ports/store.ts';

/** Quotes of one side of a hop. */
const MOST_QUOTES = 2;
const MENTIONS_SEEN = 50;
const CACHED_DOCUMENTS = 5_000;

export class Quotes {
  private readonly store: Store;
  private readonly documents = new Map<string, Document | undefined>();
  private readonly leak = new Map<EntityRef, readonly Quote[]>();

  constructor(store: Store) {
    this.store = store;
  }

  /** The leak's surest words for an entity, from different documents, earliest first among equals. */
  async ofLeak(entity: EntityRef): Promise<readonly Quote[]> {
    const known = this.leak.get(entity);
    if (known) return known;
    const { entries } = await this.store.mentions.ofEntity(entity, { role: 'leak' }, { limit: MENTIONS_SEEN });
    const sorted = [...entries].sort((a, b) => b.confidence - a.confidence);
    const chosen = new Map<string, Evidence>();
    for (const mention of sorted) {
      const document = mention.passage.slice(0, mention.passage.lastIndexOf('.'));
      if (!chosen.has(document)) chosen.set(document, mention);
    }
    const quotes = await this.of([...chosen.values()].slice(0, MOST_QUOTES));
    this.leak.set(entity, quotes);
    return quotes;
  }

  /** The words of an assertion. */
  async ofAssertion(ref: number): Promise<readonly Quote[]> {
    const [assertion] = await this.store.graph.assertions([ref]);
    return this.of((assertion?.evidence ?? []).slice(0, MOST_QUOTES));
  }

  private async of(evidence: readonly Evidence[]): Promise<readonly Quote[]> {
    const passages = new Map(
      (await this.store.documents.passagesById(evidence.map((span) => span.passage))).map((one) => [one.id, one]),
    );
    const quotes: Quote[] = [];
    for (const span of evidence) {
      const passage = passages.get(span.passage);
      const document = await this.document(passage?.document ?? parsePassageId(span.passage).document);
      if (passage && document) quotes.push(quoteOf(passage, document, span));
      // A file that has no text, cited as such.
      else if (document && span.end === 0) quotes.push(fileItself(document, span));
    }
    return quotes;
  }

  private async document(id: string): Promise<Document | undefined> {
    if (this.documents.has(id)) return this.documents.get(id);
    if (this.documents.size >= CACHED_DOCUMENTS) this.documents.clear();
    const document = await this.store.documents.get(id);
    this.documents.set(id, document);
    return document;
  }
}

function fileItself(document: Document, span: Evidence): Quote {
  return {
    collection: document.collection,
    document: document.id,
    sha256: document.sha256,
    path: document.paths[0] ?? '',
    page: null,
    passage: span.passage,
    start: 0,
    end: 0,
    quote: '',
    date: null,
  };
}

function quoteOf(passage: StoredPassage, document: Document, span: Evidence): Quote {
  return {
    collection: passage.collection,
    document: document.id,
    sha256: document.sha256,
    path: document.paths[0] ?? '',
    page: passage.position.kind === 'page' ? passage.position.page : null,
    passage: passage.id,
    start: span.start,
    end: span.end,
    quote: passage.text.slice(span.start, span.end),
    date: passage.time ?? null,
    ...(passage.sender === undefined ? {} : { sender: passage.sender }),
  };
}
