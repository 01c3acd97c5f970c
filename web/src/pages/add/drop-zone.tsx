/** Takes a dropped or picked folder or files, asks what they are, and sends them to the case. */
import { useId, useRef, useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { type ChosenFile, filesOfDrop, filesOfInput, nameOfChosen } from './chosen-files.ts';
import { Sending, useUpload } from './sending.tsx';

export function DropZone() {
  const m = useMessages();
  const notices = useNotices();
  const [over, setOver] = useState(false);
  const [looking, setLooking] = useState(false);
  const [chosen, setChosen] = useState<readonly ChosenFile[]>();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const sending = useUpload();
  const take = (found: readonly ChosenFile[]) => {
    if (found.length === 0) notices.fail(m.adding.nothingInIt);
    else setChosen(found);
  };
  if (sending.state) return <Sending upload={sending} />;
  return (
    <section
      className={over ? 'drop over' : 'drop'}
      aria-label={m.adding.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        setLooking(true);
        filesOfDrop(event.dataTransfer)
          .then(take, (error: unknown) => notices.fail(String(error)))
          .finally(() => setLooking(false));
      }}
    >
      <h2>{m.adding.drop}</h2>
      <p className="q">{m.adding.dropHelp}</p>
      <div className="row">
        <button type="button" className="btn" onClick={() => folder.current?.click()}>
          <Icon name="archive" />
          {m.adding.pickFolder}
        </button>
        <button type="button" className="btn" onClick={() => files.current?.click()}>
          <Icon name="doc" />
          {m.adding.pickFiles}
        </button>
        {looking ? <span role="status">{m.adding.looking}</span> : null}
      </div>
      <Picker field={folder} label={m.adding.pickFolder} folder take={take} />
      <Picker field={files} label={m.adding.pickFiles} folder={false} take={take} />
      {chosen ? <Chosen files={chosen} error={sending.error} send={(about) => sending.start(chosen, about)} /> : null}
    </section>
  );
}

function Picker({
  field,
  label,
  folder,
  take,
}: {
  field: React.RefObject<HTMLInputElement | null>;
  label: string;
  folder: boolean;
  take: (files: readonly ChosenFile[]) => void;
}) {
  return (
    <input
      ref={field}
      {...(folder ? { webkitdirectory: '' } : {})}
      type="file"
      multiple
      tabIndex={-1}
      aria-hidden="true"
      aria-label={label}
      onChange={(event) => {
        const { files } = event.currentTarget;
        if (files) take(filesOfInput(files));
        event.currentTarget.value = '';
      }}
    />
  );
}

function Chosen({
  files,
  error,
  send,
}: {
  files: readonly ChosenFile[];
  error: string | undefined;
  send: (about: { role: 'leak' | 'reference'; name?: string; timezone?: string }) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const id = useId();
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <form
      className="chosen"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? '').trim();
        const [name, timezone] = [text('name'), text('timezone')];
        send({
          role: text('role') === 'reference' ? 'reference' : 'leak',
          ...(name ? { name } : {}),
          ...(timezone ? { timezone } : {}),
        });
      }}
    >
      <p>
        <b>{m.adding.chosen(files.length, format.count(files.length), format.bytes(bytes))}</b>
      </p>
      <div className="add-form">
        <label htmlFor={`${id}-name`}>{m.adding.name}</label>
        <input
          id={`${id}-name`}
          key={nameOfChosen(files)}
          name="name"
          className="field"
          defaultValue={nameOfChosen(files)}
          autoComplete="off"
        />
        <label htmlFor={`${id}-role`}>{m.firstRun.as}</label>
        <select id={`${id}-role`} name="role" className="pick" defaultValue="leak">
          <option value="leak">{m.roles.leak}</option>
          <option value="reference">{m.roles.reference}</option>
        </select>
        <label htmlFor={`${id}-zone`}>{m.adding.timezone}</label>
        <input id={`${id}-zone`} name="timezone" className="field" placeholder="Asia/Shanghai" autoComplete="off" />
        <span />
        <span>
          <button type="submit" className="btn primary">
            {m.adding.send}
          </button>
        </span>
        {error ? (
          <p className="bad" role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </form>
  );
}
