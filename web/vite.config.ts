import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** No data: addresses, no inline scripts, no preload polyfill: the server's content policy allows none of them. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7777' } },
});
