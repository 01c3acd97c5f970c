/** Adds a folder or file of this machine to the case, as leak or as reference. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { post } from '../../api/client.ts';
import { useMessages } from '../../language/language.tsx';
import { useNotices } from '../../shell/notices.tsx';

interface Addition {
  readonly path: string;
  readonly role: 'leak' | 'reference';
  readonly name?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly reliability?: string;
}

export function AddForm({ start }: { start: 'leak' | 'reference' }) {
  const m = useMessages();
  const notices = useNotices();
  const client = useQueryClient();
  const id = useId();
  const [as, setAs] = useState(start);
  const add = useMutation({
    mutationFn: (addition: Addition) => post('/add', addition),
    onSuccess: () => {
      notices.say(m.firstRun.started);
      return client.invalidateQueries({ queryKey: ['case'] });
    },
  });
  return (
    <form
      className="add-form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
        const path = text('path');
        if (!path) return;
        const rest = {
          name: text('name'),
          publisher: text('publisher'),
          published: text('published'),
          reliability: text('reliability'),
        };
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        add.mutate({ path, role: as, ...given });
      }}
    >
      <label htmlFor={`${id}-path`}>{m.firstRun.path}</label>
      <input
        id={`${id}-path`}
        name="path"
        className="field"
        required
        placeholder={m.firstRun.pathPlaceholder}
        autoComplete="off"
        spellCheck={false}
      />
      <label htmlFor={`${id}-name`}>{m.firstRun.name}</label>
      <input id={`${id}-name`} name="name" className="field" autoComplete="off" />
      <label htmlFor={`${id}-as`}>{m.firstRun.as}</label>
      <select
        id={`${id}-as`}
        className="pick"
        value={as}
        onChange={(event) => setAs(event.currentTarget.value === 'leak' ? 'leak' : 'reference')}
      >
        <option value="leak">{m.roles.leak}</option>
        <option value="reference">{m.roles.reference}</option>
      </select>
      {as === 'reference' ? (
        <>
          <label htmlFor={`${id}-publisher`}>{m.library.publisher}</label>
          <input id={`${id}-publisher`} name="publisher" className="field" autoComplete="off" />
          <label htmlFor={`${id}-published`}>{m.library.published}</label>
          <input
            id={`${id}-published`}
            name="published"
            className="field"
            placeholder="2019-09-24"
            pattern="\d{4}(-\d\d(-\d\d)?)?"
            autoComplete="off"
          />
          <label htmlFor={`${id}-reliability`}>{m.library.reliability}</label>
          <select id={`${id}-reliability`} name="reliability" className="pick" defaultValue="F">
            {['A', 'B', 'C', 'D', 'E', 'F'].map((grade) => (
              <option key={grade} value={grade}>
                {grade}, {m.library.reliabilities[grade]}
              </option>
            ))}
          </select>
        </>
      ) : null}
      <span />
      <span>
        <button type="submit" className="btn primary" disabled={add.isPending}>
          {m.firstRun.add}
        </button>
      </span>
      {add.error ? (
        <p className="bad" role="alert">
          {add.error.message}
        </p>
      ) : null}
    </form>
  );
}
