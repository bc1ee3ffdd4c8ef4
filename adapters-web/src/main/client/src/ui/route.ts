import { signal } from '@preact/signals';

export type Route = 'trade' | 'accounts' | 'operator' | 'sign-in';

const ROUTES: readonly Route[] = ['trade', 'accounts', 'operator', 'sign-in'];

function read(): Route {
    const wanted = location.hash.replace(/^#\/?/, '').split(/[/?]/)[0];
    return ROUTES.find((route) => route === wanted) ?? 'trade';
}

export const route = signal<Route>(read());

addEventListener('hashchange', () => {
    route.value = read();
});

export function go(to: Route): void {
    location.hash = `#/${to}`;
}
