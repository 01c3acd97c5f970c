/** `?`: every shortcut that works here and now. */
import { Modal } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { useKeyboard } from './keyboard.tsx';

export function KeysSheet({ opened, close }: { opened: boolean; close: () => void }) {
  const m = useMessages();
  const { groups, singleKeys, setSingleKeys } = useKeyboard();
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={680}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      title={<span className="modal-title">{m.shell.keys}</span>}
      closeButtonProps={{ 'aria-label': m.shell.dismiss }}
    >
      <div className="keys-sheet">
        {groups
          .filter((group) => group.shortcuts.length > 0)
          .map((group) => (
            <section key={`${group.title} ${group.shortcuts[0]?.key}`}>
              <h3>{group.title}</h3>
              <ul>
                {group.shortcuts.map((shortcut) => (
                  <li key={shortcut.key}>
                    <span>{shortcut.label}</span>
                    <span className="nowrap">
                      {shortcut.key.split(' ').map((key) => (
                        <kbd key={key}>{key === 'Escape' ? 'Esc' : key.replace('+', ' ')}</kbd>
                      ))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
      <label className="small q">
        <input type="checkbox" checked={singleKeys} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />{' '}
        {m.shell.singleKeys}
      </label>
    </Modal>
  );
}
