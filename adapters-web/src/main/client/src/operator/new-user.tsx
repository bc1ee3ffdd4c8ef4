import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/problem';
import { passwordFault } from '../identity/faults';
import { Dialog } from '../ui/dialog';
import { Choice, Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { addPerson } from './desk';
import { useAct } from './loaded';
import { PasswordField } from './password-field';
import type { Person, Role } from './types';

const ROLES = [
    ['user', 'User'],
    ['operator', 'Operator'],
] as const;

/** The password stays in its input: after a fault it is still there to be sent again, and goes with the dialog. */
export function NewUser({ onClose, onDone }: { onClose: () => void; onDone: (person: Person) => void }) {
    const form = useRef<HTMLFormElement>(null);
    const [role, setRole] = useState<Role>('user');
    const [emailFault, setEmailFault] = useState<string | null>(null);
    const [weak, setWeak] = useState<string | null>(null);
    const { busy, fault, act } = useAct();

    const submit = (event: Event) => {
        event.preventDefault();
        const written = new FormData(form.current ?? undefined);
        const text = (name: string) => String(written.get(name) ?? '');
        const name = text('name').trim();
        const found = passwordFault(text('password'));
        setWeak(found);
        setEmailFault(null);
        if (found) {
            return;
        }
        act(async () => {
            try {
                onDone(
                    await addPerson({
                        email: text('email').trim(),
                        password: text('password'),
                        role,
                        ...(name ? { name } : {}),
                    }),
                );
            } catch (thrown) {
                if (thrown instanceof Refusal && /^email_/.test(thrown.code)) {
                    setEmailFault(`${thrown.message} Choose another one.`);
                    return;
                }
                throw thrown;
            }
        });
    };

    return (
        <Dialog title="Create a user" onClose={() => !busy && onClose()}>
            <form class="stack" ref={form} onSubmit={submit}>
                <Field label="E-mail" name="email" type="email" autocomplete="off" required fault={emailFault} onInput={() => setEmailFault(null)} />
                <Field label="Name" name="name" autocomplete="off" maxLength={100} hint="May stay empty." />
                <Choice label="Role" value={role} options={ROLES} onChange={setRole} />
                {role === 'operator' && (
                    <p class="note">An operator can do all that you can do on this page, also to you.</p>
                )}
                <PasswordField fault={weak} onTouch={() => setWeak(null)} />
                {fault && <Fault>{fault}</Fault>}
                <div class="row end">
                    <button type="button" onClick={onClose} disabled={busy}>
                        Leave it
                    </button>
                    <button type="submit" class="primary" disabled={busy}>
                        Create
                    </button>
                </div>
            </form>
        </Dialog>
    );
}
