/** Limits of runs, on the settings page. */
export const limits = {
  limits: {
    title: 'Reading',
    help: 'For runs that are started here, from the next one on. A file that meets a limit is in the ledger with its reason, and is tried again when limits have changed.',
    ocr: 'Pictures and scans',
    ocrOn: 'Recognise the text of pictures and scanned pages',
    workers: 'Worker processes',
    timeLimit: 'Seconds a file may take without a sign of life',
    memoryLimit: 'Memory of a worker, MiB',
    textLimit: 'Text kept of one document, million characters',
    archiveDepth: 'Archives within archives',
    archiveMembers: 'Files of one archive',
    unpackedLimit: 'What one archive may unpack to, MiB',
    unpackRatio: 'Unpacked to packed size that is still believed',
    kept: 'Kept for the next run',
  },
};
