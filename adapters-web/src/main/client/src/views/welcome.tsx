import { useState } from 'preact/hooks';
import { EntryForm, type Way } from '../identity/entry-form';
import { GoOnAs } from '../identity/go-on-as';
import { active, registration, signOnState } from '../identity/identities';
import { SignOn } from '../identity/sign-on-link';
import type { PageSettings } from '../settings';
import { Fault } from '../ui/pane';
import { go } from '../ui/route';
import './welcome.css';

const HEADINGS = { set_up: 'Set up your terminal', register: 'Create an account', sign_in: 'Sign in' } as const;
const WAYS: Record<PageSettings['registration'], readonly [Way, ...Way[]]> = {
    // Nobody has a password yet who could sign in with it.
    first: ['set_up'],
    first_with_code: ['set_up'],
    anyone: ['sign_in', 'register'],
    closed: ['sign_in'],
};

/** Where somebody signs in, or, on a fresh server, becomes its operator. */
export function Welcome({ settings }: { settings: PageSettings }) {
    const [wanted, want] = useState<Way | null>(null);
    const [impatient, hurry] = useState(false);
    const identity = active.value;
    const adding = Boolean(identity?.token);
    const open = registration.value;
    const ways = WAYS[open];
    const way = wanted === 'sign_in' || (wanted && ways.includes(wanted)) ? wanted : ways[0];
    const other = ways.find((one) => one !== way);

    // The form would be in the way of what comes a moment later.
    if (signOnState.value === 'asking' && !impatient && !adding) {
        return (
            <main class="welcome">
                <div class="card welcome-card">
                    <h1>Profitmaker</h1>
                    <p role="status">Asking Marketmaker whether you are signed in …</p>
                    <button type="button" onClick={() => hurry(true)}>
                        Sign in here instead
                    </button>
                </div>
            </main>
        );
    }
    return (
        <main class="welcome">
            <div class="card welcome-card">
                <h1>{adding && way === 'sign_in' ? 'Add an identity' : HEADINGS[way]}</h1>
                <Lead way={way} adding={adding} />
                {identity && !identity.token && <Ended email={identity.user.email} why={identity.why ?? null} />}
                {signOnState.value === 'nobody' && <Fault>You did not sign in at Marketmaker, so nothing has changed here.</Fault>}
                {settings.authUrl && way === 'sign_in' && <SignOn />}
                <EntryForm
                    key={way}
                    way={way}
                    withCode={open === 'first_with_code'}
                    // Whose sign-in ended need not type their address again.
                    email={identity?.kind === 'local' && !identity.token ? identity.user.email : ''}
                    onKnown={() => want('sign_in')}
                />
                {settings.authUrl && way !== 'sign_in' && <SignOn after />}
                {other && (
                    <button type="button" class="link" onClick={() => want(other)}>
                        {other === 'sign_in' ? 'I have an account: sign in' : 'Create an account'}
                    </button>
                )}
                <GoOnAs />
                {adding && (
                    <button type="button" class="link" onClick={() => go('trade')}>
                        Back to the terminal
                    </button>
                )}
            </div>
        </main>
    );
}

function Lead({ way, adding }: { way: Way; adding: boolean }) {
    if (way === 'set_up') {
        return (
            <p class="welcome-lead">
                This server knows nobody yet: whoever is named here becomes its operator. You start in a paper account, with live prices and
                play money, and can bring keys of real exchanges later.
            </p>
        );
    }
    if (way === 'register') {
        return <p class="welcome-lead">You start in a paper account, with live prices and play money.</p>;
    }
    return adding ? <p class="welcome-lead">Whoever is signed in stays so; you switch at the top of the page.</p> : null;
}

function Ended({ email, why }: { email: string; why: string | null }) {
    return (
        <p class="note ended" role="status">
            The sign-in of <bdi class="cut">{email}</bdi> {why ? `was not accepted. ${why}` : 'has ended. Sign in again to go on.'}
        </p>
    );
}
