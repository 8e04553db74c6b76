const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const swcrc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
// Packages without a CommonJS build: jest on Node 20 and 22 cannot require an ES module.
const esmOnly = ['jose'];

module.exports = {
  testEnvironment: 'node',
  // One process per core: the embedded databases are the load, not the waiting.
  maxWorkers: '100%',
  // WebAssembly memory of the embedded databases is given back with its process.
  workerIdleMemoryLimit: '2GB',
  roots: ['<rootDir>/test'],
  // Compilers and browsers have a run of their own.
  testPathIgnorePatterns: ['/node_modules/', '/test/tools/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // A cold embedded database takes 2 to 5 s to start, as long as jest's default limit.
  testTimeout: 30_000,
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', swcrc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
