/** A file that hangs on a message: its picture, or its name and kind. */
import { Link } from '@tanstack/react-router';
import { pictureAddress } from '../../api/addresses.ts';
import type { DocumentLinkEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { fileName } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';

export function Attachment({ link }: { link: DocumentLinkEntry }) {
  const m = useMessages();
  return (
    <Link to="/read/$document" params={{ document: link.document }} className="attach" lang="en">
      {link.kind === 'picture' ? (
        <img src={pictureAddress(link.document)} alt="" loading="lazy" width="56" height="40" />
      ) : (
        <Icon name={iconOfDocument(link.kind)} small={false} />
      )}
      <span>
        <bdi>{fileName(link.path)}</bdi>
        <br />
        <span className="faint">{m.documentKinds[link.kind] ?? link.kind}</span>
      </span>
    </Link>
  );
}
