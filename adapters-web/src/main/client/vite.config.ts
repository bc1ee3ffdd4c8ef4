import { defineConfig } from 'vitest/config';

export default defineConfig({
    base: '/',
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    build: {
        target: 'es2022',
        // The policy of the page forbids inline scripts and styles.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        cssCodeSplit: false,
        emptyOutDir: true,
        sourcemap: false,
    },
    server: {
        port: 5173,
        // `npm run dev` beside a running server.
        proxy: {
            '/api': 'http://127.0.0.1:3001',
            '/health': 'http://127.0.0.1:3001',
            '/socket.io': { target: 'http://127.0.0.1:3001', ws: true },
        },
    },
    test: {
        environment: 'happy-dom',
        include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    },
});
