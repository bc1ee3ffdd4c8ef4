import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { go } from '../ui/route';
import { entryFault, passwordFault, type EntryFault } from './faults';
import { register, registration, signIn } from './identities';

export type Way = 'set_up' | 'register' | 'sign_in';

/** What is typed stays in the inputs: the page remembers no password. */
export function EntryForm(props: {
    way: Way;
    withCode: boolean;
    email: string;
    /** They are known already, it seems. */
    onKnown: () => void;
}) {
    const form = useRef<HTMLFormElement>(null);
    const [fault, setFault] = useState<EntryFault | null>(null);
    const [wrong, setWrong] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const [shown, show] = useState(false);
    const [codeAsked, askCode] = useState(false);
    const registering = props.way !== 'sign_in';
    const withCode = props.way === 'set_up' && (props.withCode || codeAsked);

    useEffect(() => {
        // On a touch screen the keyboard would cover what there is to read.
        if (matchMedia('(min-width: 701px)').matches) {
            input(props.email ? 'password' : 'email')?.focus();
        }
    }, []);

    useEffect(() => {
        if (fault?.helps === 'code') {
            input('code')?.focus();
        }
    }, [fault]);

    function input(name: string): HTMLInputElement | null {
        return form.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null;
    }

    const submit = async (event: Event) => {
        event.preventDefault();
        const email = input('email')?.value.trim() ?? '';
        const password = input('password');
        const code = input('code')?.value.trim() ?? '';
        const broken = registering ? passwordFault(password?.value ?? '') : null;
        setWrong(broken);
        setFault(null);
        if (busy || broken || !password) {
            password?.focus();
            return;
        }
        setBusy(true);
        try {
            const typed = password.value;
            await (registering ? register(email, typed, code || undefined) : signIn(email, typed));
            password.value = '';
            go('trade');
        } catch (thrown) {
            failed(entryFault(thrown, code !== ''));
        } finally {
            setBusy(false);
        }
    };

    const failed = (why: EntryFault) => {
        setFault(why);
        if (why.helps === 'code') {
            askCode(true);
        }
    };

    const known = () => {
        if (fault?.helps === 'only-sign-in') {
            registration.value = 'closed';
        }
        props.onKnown();
    };

    return (
        <form class="entry-form" ref={form} onSubmit={submit}>
            <Field label="E-mail" name="email" type="email" dir="auto" autocomplete="username" maxLength={254} required defaultValue={props.email} />
            <Field
                label="Password"
                name="password"
                type={shown ? 'text' : 'password'}
                spellcheck={false}
                autocapitalize="none"
                autocomplete={registering ? 'new-password' : 'current-password'}
                required
                hint={registering ? 'At least 12 characters.' : undefined}
                fault={wrong}
            />
            {registering && (
                // Nobody asks for it twice: a slip would lock its owner out.
                <label class="show-typed">
                    <input type="checkbox" checked={shown} onChange={(event) => show(event.currentTarget.checked)} />
                    Show what I type
                </label>
            )}
            {withCode && (
                <Field
                    label="Set-up code"
                    name="code"
                    autocomplete="off"
                    spellcheck={false}
                    required
                    hint="Printed where the server was started, and kept in the file setup-code in its home folder."
                />
            )}
            {fault && <Fault>{fault.text}</Fault>}
            {registering && (fault?.helps === 'sign-in' || fault?.helps === 'only-sign-in') && (
                <button type="button" onClick={known}>
                    Go to sign-in
                </button>
            )}
            <button type="submit" class="primary" disabled={busy} aria-busy={busy}>
                {registering ? 'Create' : 'Sign in'}
            </button>
        </form>
    );
}
