import { useRef, useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { toast } from '../ui/toasts';
import { entryFault, passwordFault } from './faults';
import { callAs, type Identity } from './identities';

/** Ends all other sessions of that user; the page remembers none of the passwords. */
export function ChangePassword({ identity, onClose }: { identity: Identity; onClose: () => void }) {
    const form = useRef<HTMLFormElement>(null);
    const [fault, setFault] = useState<string | null>(null);
    const [wrong, setWrong] = useState<{ field: 'wished' | 'again'; text: string } | null>(null);
    const [busy, setBusy] = useState(false);

    const submit = async (event: Event) => {
        event.preventDefault();
        const typed = (name: string) => form.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
        const broken = passwordFault(typed('wished'));
        const differs = typed('wished') !== typed('again');
        setFault(null);
        setWrong(
            broken ? { field: 'wished', text: broken } : differs ? { field: 'again', text: 'The two new passwords differ.' } : null,
        );
        if (busy || broken || differs) {
            return;
        }
        setBusy(true);
        try {
            await callAs(identity, '/api/auth/password', {
                method: 'POST',
                body: { current_password: typed('current'), new_password: typed('wished') },
            });
            toast('good', 'The password is changed. All your other sessions have ended.');
            onClose();
        } catch (thrown) {
            setFault(entryFault(thrown, false).text);
        } finally {
            form.current?.reset();
            setBusy(false);
        }
    };

    return (
        <Dialog title="Change password" onClose={onClose}>
            <form class="entry-form" ref={form} onSubmit={submit}>
                <p class="muted">All your other sessions end by it.</p>
                <input type="text" name="username" autocomplete="username" value={identity.user.email} readOnly hidden />
                <Field label="Current password" name="current" type="password" autocomplete="current-password" required />
                <Field
                    label="New password"
                    name="wished"
                    type="password"
                    autocomplete="new-password"
                    required
                    hint="At least 12 characters."
                    fault={wrong?.field === 'wished' ? wrong.text : null}
                />
                <Field
                    label="New password again"
                    name="again"
                    type="password"
                    autocomplete="new-password"
                    required
                    fault={wrong?.field === 'again' ? wrong.text : null}
                />
                {fault && <Fault>{fault}</Fault>}
                <button type="submit" class="primary" disabled={busy} aria-busy={busy}>
                    Change password
                </button>
            </form>
        </Dialog>
    );
}
