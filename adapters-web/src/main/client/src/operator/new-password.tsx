import { useRef, useState } from 'preact/hooks';
import { passwordFault } from '../identity/faults';
import { Dialog } from '../ui/dialog';
import { Fault } from '../ui/pane';
import { passwordSentences } from './changes';
import { Named } from './confirm';
import { changePerson } from './desk';
import { useAct } from './loaded';
import { PasswordField } from './password-field';
import type { Person } from './types';

export function SetPassword(props: { person: Person; onClose: () => void; onDone: () => void }) {
    const form = useRef<HTMLFormElement>(null);
    const [weak, setWeak] = useState<string | null>(null);
    const { busy, fault, act } = useAct();
    const submit = (event: Event) => {
        event.preventDefault();
        const password = String(new FormData(form.current ?? undefined).get('password') ?? '');
        const found = passwordFault(password);
        setWeak(found);
        if (!found) {
            act(async () => {
                await changePerson(props.person.id, { password });
                props.onDone();
            });
        }
    };
    return (
        <Dialog title="Set a password" onClose={() => !busy && props.onClose()}>
            <form class="stack" ref={form} onSubmit={submit}>
                <Named text={props.person.email} />
                {passwordSentences(props.person).map((said) => (
                    <p key={said}>{said}</p>
                ))}
                <PasswordField fault={weak} onTouch={() => setWeak(null)} />
                {fault && <Fault>{fault}</Fault>}
                <div class="row end">
                    <button type="button" onClick={props.onClose} disabled={busy}>
                        Leave it
                    </button>
                    <button type="submit" class="danger" disabled={busy}>
                        Set the password
                    </button>
                </div>
            </form>
        </Dialog>
    );
}
