/** The days of a conversation, by month where they are many: a link leads to the first message of each. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DocumentOutline } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';

type Day = DocumentOutline['days'][number];

/** From so many on they are folded into months. */
const MANY = 40;

export function DayList({ document, days }: { document: string; days: readonly Day[] }) {
  const m = useMessages();
  const format = useFormat();
  const months = days.length < MANY ? [] : [...Map.groupBy(days, ({ day }) => day.slice(0, 7))];
  return (
    <section>
      <h3>
        {m.reader.jumpToDay} <span className="n">{format.count(days.length)}</span>
      </h3>
      <div className="days scroll">
        {months.length === 0 ? (
          <Days document={document} days={days} />
        ) : (
          months.map(([month, inside]) => <Month key={month} month={month} document={document} days={inside} />)
        )}
      </div>
    </section>
  );
}

function Month({ month, document, days }: { month: string; document: string; days: readonly Day[] }) {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{format.date(month)}</span>
        <span className="n">{format.count(days.reduce((sum, { messages }) => sum + messages, 0))}</span>
      </summary>
      {open ? <Days document={document} days={days} /> : null}
    </details>
  );
}

function Days({ document, days }: { document: string; days: readonly Day[] }) {
  const format = useFormat();
  return (
    <ul>
      {days.map(({ day, first, messages }) => (
        <li key={`${day} ${first}`}>
          <Link className="cut" to="/read/$document" params={{ document }} search={{ p: String(first) }}>
            {format.date(day)}
          </Link>
          <span className="n">{format.count(messages)}</span>
        </li>
      ))}
    </ul>
  );
}
