/** Remembers which sentence an engine made of which, within a size. */

export interface MemoryKey {
  readonly engine: string;
  readonly from: string;
  readonly to: string;
}

export interface TranslationMemory {
  get(key: MemoryKey, sentence: string): string | undefined;
  put(key: MemoryKey, sentence: string, translation: string): void;
}

/** In this process. Forgets the oldest sentences beyond `limit`. */
export function createTranslationMemory(limit = 100_000): TranslationMemory {
  const remembered = new Map<string, string>();
  const keyOf = (key: MemoryKey, sentence: string): string => `${key.engine}\0${key.from}\0${key.to}\0${sentence}`;
  return {
    get: (key, sentence) => remembered.get(keyOf(key, sentence)),
    put(key, sentence, translation) {
      if (remembered.size >= limit) {
        const oldest = remembered.keys().next();
        if (!oldest.done) remembered.delete(oldest.value);
      }
      remembered.set(keyOf(key, sentence), translation);
    },
  };
}
