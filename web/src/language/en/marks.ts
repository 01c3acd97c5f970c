/** Marks on documents. */
export const marks = {
  marks: {
    title: 'Marks',
    tags: 'Tags',
    states: { unread: 'Unread', read: 'Read', starred: 'Starred', noted: 'With a note' } as Readonly<
      Record<string, string>
    >,
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
  /** Labels of mentions that have better words than their names. */
  mentionLabels: {
    'file-name?': 'File name?',
    'version-number?': 'Version number?',
    'description?': 'Description?',
    'doubtful-name': 'Doubtful name',
    'form-of-address': 'Form of address',
    'ocr-confusable': 'Easily misread',
    agency: 'Agency',
    department: 'Department',
    lexicon: 'From the word list',
    defanged: 'Defanged',
    secret: 'Secret',
    reserved: 'Reserved address',
    'role:client': 'Column: client',
    'role:target': 'Column: target',
    'role:country': 'Column: country',
    'role:amount': 'Column: amount',
    'role:date': 'Column: date',
  } as Readonly<Record<string, string>>,
};
