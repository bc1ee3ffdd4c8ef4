import { useEffect, useState } from 'preact/hooks';
import { EntryForm, type Way } from '../identity/entry-form';
import { active, identities, registration, signOnState } from '../identity/identities';
import { SignOn } from '../identity/sign-on-link';
import type { PageSettings } from '../settings';
import { Fault } from '../ui/pane';
import { go } from '../ui/route';
import { GoOnAs } from '../identity/go-on-as';
import './welcome.css';

const HEADINGS = { set_up: 'Set up your terminal', register: 'Create an account', sign_in: 'Sign in' } as const;

/** Where somebody signs in, or, on a fresh server, becomes its operator. */
export function Welcome({ settings }: { settings: PageSettings }) {
    const open = registration.value;
    const first = open === 'first' || open === 'first_with_code';
    const [wanted, want] = useState<Way | null>(null);
    const [here, stayHere] = useState(false);
    const identity = active.value;
    const adding = Boolean(identity?.token);
    const ways: readonly Way[] = first ? ['set_up', 'sign_in'] : open === 'anyone' ? ['sign_in', 'register'] : ['sign_in'];
    const way = wanted && ways.includes(wanted) ? wanted : adding || identity ? 'sign_in' : (ways[0] ?? 'sign_in');

    // The form would be in the way of what comes a moment later.
    const waiting = signOnState.value === 'asking' && !here && !adding;
    useEffect(() => {
        document.title = 'Profitmaker';
    }, []);

    return (
        <main class="welcome">
            <div class="card welcome-card">
                {waiting ? (
                    <>
                        <h1>Profitmaker</h1>
                        <p role="status">Asking Marketmaker whether you are signed in …</p>
                        <button type="button" onClick={() => stayHere(true)}>
                            Sign in here instead
                        </button>
                    </>
                ) : (
                    <>
                        <h1>{adding && way === 'sign_in' ? 'Add an identity' : HEADINGS[way]}</h1>
                        {way === 'set_up' && (
                            <p class="welcome-lead">
                                Nobody is known to this server yet: whoever is named here becomes its operator. You start with a paper
                                account (live prices, play money) and can bring keys of real exchanges later.
                            </p>
                        )}
                        {way === 'register' && (
                            <p class="welcome-lead">You start with a paper account: live prices, play money.</p>
                        )}
                        {adding && <p class="welcome-lead">Whoever is signed in here stays so; you switch between them at the top of the page.</p>}
                        {identity && !identity.token && <Ended email={identity.user.email} why={identity.why ?? null} />}
                        {signOnState.value === 'nobody' && <Fault>You did not sign in at Marketmaker, so nothing has changed here.</Fault>}
                        {settings.authUrl && way !== 'register' && <SignOn />}
                        <EntryForm key={way} way={way} withCode={open === 'first_with_code'} email={emailOf()} onKnown={() => want('sign_in')} />
                        {ways
                            .filter((other) => other !== way)
                            .map((other) => (
                                <button key={other} type="button" class="link" onClick={() => want(other)}>
                                    {other === 'sign_in' ? 'I am known here: sign in' : other === 'register' ? 'Create an account' : 'Set up a fresh server'}
                                </button>
                            ))}
                        <GoOnAs />
                        {adding && (
                            <button type="button" class="link" onClick={() => go('trade')}>
                                Back to the terminal
                            </button>
                        )}
                    </>
                )}
            </div>
        </main>
    );

    /** Whose sign-in ended here need not type their address again. */
    function emailOf(): string {
        return identity?.kind === 'local' && !identity.token && identities.value.includes(identity) ? identity.user.email : '';
    }
}

function Ended({ email, why }: { email: string; why: string | null }) {
    return (
        <div class="note" role="status">
            <p>
                The sign-in of{' '}
                <strong>
                    <bdi>{email}</bdi>
                </strong>{' '}
                {why ? 'was not accepted. ' : 'has ended. Sign in again to go on.'}
                {why}
            </p>
        </div>
    );
}
