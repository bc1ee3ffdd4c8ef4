import { lazy, Suspense } from 'preact/compat';
import { active } from '../identity/identities';
import type { PageSettings } from '../settings';
import { Toasts } from '../ui/toasts';
import { route } from '../ui/route';
import { TopBar } from './top-bar';
import { Welcome } from './welcome';

const Terminal = lazy(() => import('../trade/terminal').then((module) => module.Terminal));
const Accounts = lazy(() => import('./accounts').then((module) => module.Accounts));
const Operator = lazy(() => import('./operator').then((module) => module.Operator));

export function App({ settings }: { settings: PageSettings }) {
    const identity = active.value;
    const signedOut = !identity?.token || route.value === 'sign-in';
    return (
        <>
            <TopBar />
            {signedOut ? (
                <Welcome settings={settings} />
            ) : (
                // Another identity starts from nothing: none of the other's data is in what it sees.
                <Suspense fallback={<main class="view" aria-busy="true" />} key={identity.id}>
                    {route.value === 'accounts' ? <Accounts /> : route.value === 'operator' ? <Operator /> : <Terminal />}
                </Suspense>
            )}
            <Toasts />
        </>
    );
}
