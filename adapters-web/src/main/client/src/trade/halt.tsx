import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import type { Answer } from '../api/types';
import { active as identityNow, call, callAs } from '../identity/identities';
import { Dialog } from '../ui/dialog';
import { Fault } from '../ui/pane';
import { toast } from '../ui/toasts';

interface Halt {
    active: boolean;
    all: { active: boolean };
    own: { active: boolean };
    cancelled?: { orders: number; failures: { exchange: string; error: string }[] };
}

const EVERY = 15_000;

/** Whether this user's orders are refused just now; null until the server told. */
export const halt = signal<Halt | null>(null);

/** Kept up to date while the terminal is shown: others may halt it too. */
export function useHalt(): void {
    useEffect(() => {
        let shown = true;
        const ask = () =>
            call<Answer<Halt>>('/api/trading/halt').then(
                (answer) => {
                    if (shown) {
                        halt.value = answer.data;
                    }
                },
                () => undefined, // the connection state tells
            );
        void ask();
        const timer = setInterval(() => void ask(), EVERY);
        return () => {
            shown = false;
            halt.value = null;
            clearInterval(timer);
        };
    }, []);
}

/** One's own kill switch. */
export function HaltSwitch() {
    const [asking, setAsking] = useState(false);
    const [cancel, setCancel] = useState(true);
    const [busy, setBusy] = useState(false);
    const [fault, setFault] = useState<string | null>(null);
    const own = halt.value?.own.active ?? false;

    const put = async (active: boolean) => {
        setBusy(true);
        setFault(null);
        try {
            const body = { active, scope: 'own', ...(active && cancel ? { cancelOpenOrders: true } : {}) };
            const identity = identityNow.peek();
            const { data } = await callAs<Answer<Halt>>(identity, '/api/trading/halt', { method: 'PUT', body });
            if (identityNow.peek()?.id !== identity?.id) {
                return; // somebody else's view by now
            }
            halt.value = data;
            setAsking(false);
            if (active) {
                const failed = data.cancelled?.failures.length ?? 0;
                toast(
                    failed ? 'bad' : 'good',
                    `Trading is halted.${data.cancelled ? ` ${data.cancelled.orders} open orders were cancelled.` : ''}${
                        failed ? ` At ${failed} places they could not be: look into your accounts.` : ''
                    }`,
                );
            }
        } catch (thrown) {
            setFault(sentence(thrown));
        } finally {
            setBusy(false);
        }
    };

    return (
        <>
            {halt.value?.all.active && <span class="badge is-warn">Halted by the operator</span>}
            <button type="button" class={own ? 'primary' : 'danger'} onClick={() => setAsking(true)}>
                {own ? 'Resume trading' : 'Halt trading'}
            </button>
            {asking && (
                <Dialog title={own ? 'Resume trading' : 'Halt trading'} onClose={() => setAsking(false)}>
                    {own ? (
                        <p>New orders on your accounts will be taken again.</p>
                    ) : (
                        <>
                            <p>
                                New orders by you, and by anybody on your accounts, are refused until you resume. Cancels still pass. Positions stay
                                open.
                            </p>
                            <label class="tick">
                                <input type="checkbox" checked={cancel} onChange={(event) => setCancel(event.currentTarget.checked)} />
                                Cancel my open orders too
                            </label>
                        </>
                    )}
                    {fault && <Fault>{fault}</Fault>}
                    <div class="row">
                        <button type="button" class={own ? 'primary' : 'danger'} disabled={busy} onClick={() => void put(!own)}>
                            {own ? 'Resume' : 'Halt now'}
                        </button>
                        <button type="button" onClick={() => setAsking(false)}>
                            Back
                        </button>
                    </div>
                </Dialog>
            )}
        </>
    );
}
