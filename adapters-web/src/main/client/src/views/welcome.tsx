import { useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import { register, signIn } from '../identity/identities';
import type { PageSettings } from '../settings';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { go } from '../ui/route';

/** Where somebody signs in, or, on a fresh server, becomes its operator. */
export function Welcome({ settings }: { settings: PageSettings }) {
    const first = settings.registration === 'first' || settings.registration === 'first_with_code';
    const [registering, setRegistering] = useState(first);
    const [email, setEmail] = useState('');
    const [password, setPassword] = useState('');
    const [code, setCode] = useState('');
    const [fault, setFault] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const submit = async (event: Event) => {
        event.preventDefault();
        setBusy(true);
        setFault(null);
        try {
            await (registering ? register(email, password, code || undefined) : signIn(email, password));
            go('trade');
        } catch (thrown) {
            setFault(sentence(thrown));
        } finally {
            setBusy(false);
        }
    };

    return (
        <main class="welcome">
            <form class="card" onSubmit={submit}>
                <h1>{registering && first ? 'Set up your terminal' : registering ? 'Create an account' : 'Sign in'}</h1>
                <Field label="E-mail" type="email" autocomplete="username" required value={email} onInput={(e) => setEmail(e.currentTarget.value)} />
                <Field
                    label="Password"
                    type="password"
                    autocomplete={registering ? 'new-password' : 'current-password'}
                    required
                    value={password}
                    hint={registering ? 'At least 12 characters.' : undefined}
                    onInput={(e) => setPassword(e.currentTarget.value)}
                />
                {registering && settings.registration === 'first_with_code' && (
                    <Field label="Set-up code" value={code} hint="Printed once when the server started." onInput={(e) => setCode(e.currentTarget.value)} />
                )}
                {fault && <Fault>{fault}</Fault>}
                <button type="submit" class="primary" disabled={busy}>
                    {registering ? 'Create' : 'Sign in'}
                </button>
                {settings.registration === 'anyone' && (
                    <button type="button" class="link" onClick={() => setRegistering(!registering)}>
                        {registering ? 'I have an account' : 'Create an account'}
                    </button>
                )}
            </form>
        </main>
    );
}
