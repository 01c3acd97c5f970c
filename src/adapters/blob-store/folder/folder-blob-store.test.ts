/** The folder of originals keeps the contract of a blob store. */
import { describeBlobStore } from '../../../ports/blob-store.contract.ts';
import { openFolderBlobStore } from './folder-blob-store.ts';

describeBlobStore('folder', async (folder) => openFolderBlobStore(folder));
