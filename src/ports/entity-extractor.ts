/** Finds mentions of named things, roles and relations in passages. */
import type { Statement } from '../model/assertion.ts';
import type { Mention } from '../model/mention.ts';
import type { StoredPassage } from '../model/passage.ts';

export interface EntityExtractor {
  /** `library-name/1`, `openai-relations/MODEL`: stored as the method of what it finds. */
  readonly name: string;
  /** Passages are consecutive ones of one document. Mentions carry the ordinal of their passage. */
  extract(passages: readonly StoredPassage[], about?: AboutDocument): Promise<Extraction>;
}

/** The document that passages are of, for what is said of the file itself. */
export interface AboutDocument {
  readonly sha256: string;
}

export interface Extraction {
  readonly mentions: readonly (Mention & { readonly passage: number })[];
  readonly statements: readonly Statement[];
}
