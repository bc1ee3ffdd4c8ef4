import { useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Refusal, sentence } from '../api/problem';
import type { Account } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { loadAccounts } from './accounts';
import { change, mayBeDone } from './calls';
import { DoneButton } from './done-button';
import { EgressAddress } from './egress-address';
import { needsPassphrase } from './exchanges';
import { KeyFields, leadToFault } from './key-fields';
import { KeyReport } from './key-report';
import { missing, readKeys, wipeKeys, type KeyFaults } from './keys';
import { nameOf } from './report';
import { useRunning } from './running';
import { WithdrawKey } from './withdraw-key';

export function Rename({ account, onClose }: { account: Account; onClose: () => void }) {
    const [label, setLabel] = useState(account.label);
    const [fault, setFault] = useState<string | null>(null);
    const [running, run] = useRunning();
    const send = async () => {
        try {
            await change(account.id, { label: label.trim() });
            onClose();
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };
    return (
        <Dialog title={`Rename ${nameOf(account)}`} onClose={onClose}>
            <form
                class="form"
                onSubmit={(event) => {
                    event.preventDefault();
                    run(send);
                }}
            >
                <Field
                    label="Label"
                    autocomplete="off"
                    dir="auto"
                    maxLength={100}
                    value={label}
                    fault={fault}
                    onInput={(event) => setLabel(event.currentTarget.value)}
                />
                <div class="row actions">
                    <button type="button" onClick={onClose}>
                        Cancel
                    </button>
                    <button type="submit" class="primary" disabled={running}>
                        Save
                    </button>
                </div>
            </form>
        </Dialog>
    );
}

/** Puts new keys in the place of the old ones; shares and the account's id stay. */
export function RotateKeys({ account, onClose }: { account: Account; onClose: () => void }) {
    const form = useRef<HTMLFormElement>(null);
    const [faults, setFaults] = useState<KeyFaults>({});
    const [fault, setFault] = useState<string | null>(null);
    const [canWithdraw, setCanWithdraw] = useState(false);
    const [rotated, setRotated] = useState<Account | null>(null);
    const [running, run] = useRunning();
    const passphrase = needsPassphrase(account.exchange);

    const send = async (insist: boolean) => {
        const element = form.current;
        if (!element) {
            return;
        }
        const keys = readKeys(element);
        // The pair for reading may be replaced alone.
        const found = missing(keys, { main: !keys.api_key_ro && !keys.api_secret_ro, passphrase });
        setFaults(found);
        setFault(null);
        setCanWithdraw(false);
        if (Object.keys(found).length > 0) {
            leadToFault(element);
            return;
        }
        try {
            const after = await change(account.id, insist ? { allow_withdraw_key: true } : {}, keys);
            wipeKeys(element);
            setRotated(after);
        } catch (thrown) {
            if (thrown instanceof Refusal && thrown.code === 'withdraw_key') {
                setCanWithdraw(true);
            } else if (mayBeDone(thrown)) {
                await loadAccounts();
                setFault(`${sentence(thrown)} The new keys may be stored all the same: compare the end of the key in the list.`);
            } else {
                setFault(sentence(thrown));
            }
        }
    };

    return (
        <Dialog title={`Rotate keys of ${nameOf(account)}`} class="wide" onClose={onClose}>
            {rotated ? (
                <>
                    <p role="status">
                        <strong>The new keys are in the vault.</strong> The old ones are forgotten here; end them at the exchange too.
                    </p>
                    <KeyReport account={rotated} />
                    <div class="row actions">
                        <DoneButton onClick={onClose} />
                    </div>
                </>
            ) : (
                <form
                    ref={form}
                    class="form"
                    noValidate
                    autocomplete="off"
                    onSubmit={(event) => {
                        event.preventDefault();
                        run(() => send(false));
                    }}
                >
                    <EgressAddress />
                    <KeyFields passphrase={passphrase} faults={faults} again />
                    {fault && <Fault>{fault}</Fault>}
                    {canWithdraw && <WithdrawKey running={running} onInsist={() => run(() => send(true))} />}
                    <div class="row actions">
                        <button type="button" onClick={onClose}>
                            Cancel
                        </button>
                        <button type="submit" class="primary" disabled={running}>
                            {running ? 'Asking the exchange…' : 'Check and store'}
                        </button>
                    </div>
                </form>
            )}
        </Dialog>
    );
}

/** Asks before something that cannot be undone, and says what became of it. */
export function Sure(props: {
    title: string;
    action: string;
    children: ComponentChildren;
    work: () => Promise<void>;
    onClose: () => void;
}) {
    const [fault, setFault] = useState<string | null>(null);
    const [running, run] = useRunning();
    const go = async () => {
        try {
            setFault(null);
            await props.work();
            props.onClose();
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };
    return (
        <Dialog title={props.title} onClose={props.onClose}>
            {props.children}
            {fault && <Fault>{fault}</Fault>}
            <div class="row actions">
                <button type="button" autofocus onClick={props.onClose}>
                    Cancel
                </button>
                <button type="button" class="danger" disabled={running} onClick={() => run(go)}>
                    {props.action}
                </button>
            </div>
        </Dialog>
    );
}
