/** Views that are kept: opened, saved over, renamed, removed with undo, and handed on as files. */
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useChangeViews, useGraphViews } from '../../api/graph.ts';
import type { GraphViewEntry, NewGraphView } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';

export interface ViewListProps {
  /** The view on the table, if it is one. */
  readonly current: string | undefined;
  readonly changed: boolean;
  readonly canSave: boolean;
  /** Saves what is on the table under a name; over a view where one is given. */
  readonly save: (name: string, over?: GraphViewEntry) => void;
  readonly opened: (id: string) => void;
}

export function ViewList({ current, changed, canSave, save, opened }: ViewListProps) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const views = useGraphViews();
  const { mutate, mutateAsync } = useChangeViews();
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const file = useRef<HTMLInputElement>(null);
  const view = views.data?.find(({ id }) => id === current);
  const take = async (given: File | undefined) => {
    if (!given) return;
    let content: NewGraphView;
    try {
      content = JSON.parse(await given.text()) as NewGraphView;
    } catch {
      notices.fail(m.graph.notAView);
      return;
    }
    try {
      const id = await mutateAsync({ save: content });
      notices.say(m.graph.imported(content.name));
      opened(id);
    } catch (error) {
      notices.fail(`${m.graph.notAView}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const remove = ({ id, name }: GraphViewEntry) =>
    mutate({ remove: id }, { onSuccess: () => notices.say(m.graph.viewRemoved(name), () => mutate({ restore: id })) });
  return (
    <section className="facet views">
      <h3>{m.graph.views}</h3>
      {views.data?.length === 0 ? <p className="small q">{m.graph.viewsNone}</p> : null}
      <ul>
        {views.data?.map((each) => (
          <li key={each.id} className="view-row">
            <Link
              to="/graph/$view"
              params={{ view: each.id }}
              className="cut"
              aria-current={each.id === current ? 'page' : undefined}
              title={[each.about, m.graph.byOn(each.author, format.date(each.updated))].filter(Boolean).join('\n')}
            >
              <bdi>{each.name}</bdi>
            </Link>
            <a
              className="btn quiet icon"
              href={`/api/graph/views/${each.id}/file`}
              download
              aria-label={m.graph.exportView(each.name)}
              title={m.graph.exportView(each.name)}
            >
              <Icon name="download" />
            </a>
            <button
              type="button"
              className="btn quiet icon"
              aria-label={m.graph.removeViewOf(each.name)}
              title={m.graph.removeView}
              onClick={() => remove(each)}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
      {naming ? (
        <form
          className="view-name"
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
            if (!name) return;
            if (naming === 'new') save(name);
            else if (view) mutate({ rename: view.id, name }, { onSuccess: () => notices.say(m.graph.renamed(name)) });
            setNaming(undefined);
          }}
        >
          <input
            className="field"
            name="name"
            // biome-ignore lint/a11y/noAutofocus: it was asked for just now
            autoFocus
            maxLength={200}
            defaultValue={naming === 'rename' ? (view?.name ?? '') : ''}
            aria-label={m.graph.viewName}
            placeholder={m.graph.viewName}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setNaming(undefined);
            }}
          />
          <button type="submit" className="btn">
            {naming === 'rename' ? m.graph.rename : m.graph.save}
          </button>
        </form>
      ) : (
        <p className="view-actions">
          {view ? (
            <>
              <button type="button" className="btn" disabled={!changed} onClick={() => save(view.name, view)}>
                {m.graph.save}
              </button>
              <button type="button" className="btn quiet" onClick={() => setNaming('rename')}>
                {m.graph.rename}
              </button>
            </>
          ) : null}
          <button
            type="button"
            className={view ? 'btn quiet' : 'btn'}
            disabled={!canSave}
            onClick={() => setNaming('new')}
          >
            {view ? m.graph.saveAs : m.graph.save}
          </button>
          <button type="button" className="btn quiet" onClick={() => file.current?.click()}>
            {m.graph.importView}
          </button>
        </p>
      )}
      {view && changed ? <p className="small q">{m.graph.unsaved}</p> : null}
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={m.graph.importView}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </section>
  );
}
