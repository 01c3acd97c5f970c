/** How hard the runs that are started here may work: kept in the case, for the next run. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { get, post } from '../../api/client.ts';
import type { RunLimits } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useNotices } from '../../shell/notices.tsx';

const KEY = ['limits'] as const;

export function Limits() {
  const m = useMessages();
  const notices = useNotices();
  const client = useQueryClient();
  const id = useId();
  const limits = useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<RunLimits>('/limits', {}, signal) });
  const change = useMutation({
    mutationFn: (next: RunLimits) => post<RunLimits>('/limits', next, 'PUT'),
    onMutate: (next) => client.setQueryData(KEY, next),
    onError: (error) => notices.fail(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const { data } = limits;
  if (!data) return null;
  const set = (part: Partial<RunLimits>) => {
    change.mutate({ ...data, ...part }, { onSuccess: () => notices.say(m.limits.kept, () => change.mutate(data)) });
  };
  const number = (name: Exclude<keyof RunLimits, 'ocr'>, least: number, most: number) => (
    <>
      <dt>
        <label htmlFor={`${id}-${name}`}>{m.limits[name]}</label>
      </dt>
      <dd>
        <input
          id={`${id}-${name}`}
          key={data[name]}
          className="field narrow"
          type="number"
          min={least}
          max={most}
          step={1}
          defaultValue={data[name]}
          onBlur={(event) => {
            const value = event.currentTarget.valueAsNumber;
            if (event.currentTarget.validity.valid && Number.isInteger(value) && value !== data[name])
              set({ [name]: value });
          }}
        />
      </dd>
    </>
  );
  return (
    <section>
      <h2>{m.limits.title}</h2>
      <p className="small q">{m.limits.help}</p>
      <dl>
        <dt>{m.limits.ocr}</dt>
        <dd>
          <label>
            <input type="checkbox" checked={data.ocr} onChange={(event) => set({ ocr: event.currentTarget.checked })} />{' '}
            {m.limits.ocrOn}
          </label>
        </dd>
        {number('workers', 1, 64)}
        {number('timeLimit', 1, 86_400)}
        {number('memoryLimit', 64, 1_048_576)}
        {number('textLimit', 1, 1_000_000)}
        {number('archiveDepth', 0, 64)}
        {number('archiveMembers', 1, 100_000_000)}
        {number('unpackedLimit', 1, 1_073_741_824)}
        {number('unpackRatio', 1, 1_000_000)}
      </dl>
    </section>
  );
}
