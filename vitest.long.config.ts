import { defineConfig } from 'vitest/config';

/** Tests that take minutes to hours: `npm run test:long`. */
export default defineConfig({
  test: { include: ['test/long/**/*.test.ts'], pool: 'forks', maxWorkers: 1 },
});
