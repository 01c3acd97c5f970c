/** Which documents were read and starred, as this browser remembers it. */
import { useCallback, useMemo, useState } from 'react';
import { read, write } from '../../parts/remembered.ts';

export type Mark = 'read' | 'starred';

export interface Marks {
  has(mark: Mark, document: string): boolean;
  set(mark: Mark, document: string, on: boolean): void;
}

export function useMarks(): Marks {
  const [version, setVersion] = useState(0);
  const set = useCallback((mark: Mark, document: string, on: boolean) => {
    const marked = new Set(load(mark));
    if (on) marked.add(document);
    else marked.delete(document);
    write(mark, [...marked].join('\n'));
    setVersion((old) => old + 1);
  }, []);
  return useMemo(() => {
    void version;
    const sets = { read: new Set(load('read')), starred: new Set(load('starred')) };
    return { has: (mark, document) => sets[mark].has(document), set };
  }, [version, set]);
}

function load(mark: Mark): readonly string[] {
  return (read(mark) ?? '').split('\n').filter(Boolean);
}
