/** The conversation that the open mail belongs to, in time order; `[` and `]` walk through it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { get } from '../../api/client.ts';
import type { DocumentDetail, MailThread } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';

export function MailThreadOf({ document }: { document: DocumentDetail }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['thread', document.id],
    queryFn: ({ signal }) => get<MailThread>(`/documents/${document.id}/thread`, {}, signal),
  });
  const mails = data?.mails ?? [];
  const at = mails.findIndex((mail) => mail.document === document.id);
  const open = (next: string | undefined) => {
    if (next === undefined) return;
    navigate({ to: '/read/$document', params: { document: next } }).catch((error: unknown) =>
      notices.fail(String(error)),
    );
  };
  useShortcuts(m.reader.thread, [
    { key: ']', label: m.reader.nextMail, run: () => open(mails[at + 1]?.document) },
    { key: '[', label: m.reader.previousMail, run: () => open(mails[at - 1]?.document) },
  ]);
  if (mails.length < 2) return null;
  return (
    <section>
      <h3>
        {m.reader.thread}{' '}
        <span className="n">
          {m.shell.ofTotal(format.count(at + 1), format.count(mails.length))} <kbd>[</kbd> <kbd>]</kbd>
        </span>
      </h3>
      <ol className="thread scroll">
        {mails.map((mail) => (
          <li key={mail.document}>
            <Link
              className="link cut"
              to="/read/$document"
              params={{ document: mail.document }}
              aria-current={mail.document === document.id ? 'page' : undefined}
              title={[mail.title, mail.by === 'subject' ? m.reader.bySubject : undefined].filter(Boolean).join('; ')}
            >
              <bdi>{mail.from ?? mail.title ?? mail.path}</bdi>
              {mail.by === 'subject' ? <span className="faint"> ~</span> : null}
            </Link>
            <span className="n">{mail.date ? format.dateTime(mail.date) : null}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
