import { signal } from '@preact/signals';

export const TABS = [
    ['users', 'Users'],
    ['sessions', 'Sessions'],
    ['audit', 'Audit'],
    ['exchanges', 'Exchanges'],
    ['server', 'Server'],
] as const;

export type Tab = (typeof TABS)[number][0];

/** `#/operator/audit`: a reload and the way back find the same tab again. */
export function tabOf(hash: string): Tab {
    const wanted = hash.replace(/^#\/?/, '').split(/[/?]/)[1];
    return TABS.find(([tab]) => tab === wanted)?.[0] ?? 'users';
}

export const tab = signal<Tab>(tabOf(location.hash));

addEventListener('hashchange', () => {
    tab.value = tabOf(location.hash);
});

export function show(to: Tab): void {
    location.hash = `#/operator/${to}`;
}
