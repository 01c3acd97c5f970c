/** Marks on documents. */
export const marks = {
  marks: {
    addTag: 'Add a tag',
    addNote: 'Add a note',
    take: (tag: string) => `Take the tag ${tag} away`,
    takeNote: 'Take the note away',
    taken: (text: string) => `Taken away: ${text}`,
    show: 'Documents to show',
    all: 'All documents',
    unread: 'Unread',
    starred: 'Starred',
    noted: 'With a note',
    tagged: (tag: string) => `Tag: ${tag}`,
  },
};
