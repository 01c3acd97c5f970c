/** The date that a report gives itself at its head: in its page's data, its front matter, its properties, or a line of its own. */
import type { Passage } from '../../model/passage.ts';
import { dateWritten } from '../../model/written-date.ts';

/** Passages that are the head of a report. */
const HEAD = 40;
/** A line with a date is no prose when no more than this stands beside it. */
const MOST_BESIDE = 60;
/** Words before a date, by how surely it is that of publication. */
const PUBLISHED =
  /(?:^|[\s"'|·•])(?:published|posted|released|publication date|date ?published|pub(?:lish)?-?date|date|issued|发布|发表|日期|опубликован\p{L}*|дата)[^\p{L}\d]*(?:(?:on|时间|日期|于|публикации)[^\p{L}\d]*)?$/iu;
const CHANGED =
  /(?:updated|modified|changed|edited|accessed|retrieved|更新|修改|обновлен\p{L}*)[^\p{L}\d]*(?:on[^\p{L}\d]*)?$/iu;
const CREATED = /created[^\p{L}\d]*$/iu;
const RANK = { published: 3, line: 2, created: 1 } as const;

/** Watches a report's passages from the first on. */
export class HeadDate {
  private seen = 0;
  private best: { readonly date: string; readonly rank: number } | undefined;

  see({ text, role }: Pick<Passage, 'text' | 'role'>): void {
    if (role !== 'property' && ++this.seen > HEAD) return;
    if (role === 'message' || role === 'row' || role === 'code') return;
    for (const line of text.split('\n', HEAD)) this.line(line, role);
  }

  /** ISO date; undefined where the head gives none. */
  get date(): string | undefined {
    return this.best?.date;
  }

  private line(line: string, role: Passage['role']): void {
    const written = line.length <= 400 ? dateWritten(line) : undefined;
    if (!written) return;
    const before = line.slice(0, written.start);
    if (CHANGED.test(before)) return;
    const beside = line.length - (written.end - written.start);
    const kind = PUBLISHED.test(before)
      ? 'published'
      : CREATED.test(before)
        ? 'created'
        : role !== 'heading' && role !== 'property' && beside <= MOST_BESIDE
          ? 'line'
          : undefined;
    if (kind !== undefined && RANK[kind] > (this.best?.rank ?? 0)) this.best = { date: written.date, rank: RANK[kind] };
  }
}
