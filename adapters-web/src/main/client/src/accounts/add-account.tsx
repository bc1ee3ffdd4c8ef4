import { useEffect, useRef, useState } from 'preact/hooks';
import { Refusal, sentence } from '../api/problem';
import type { Account } from '../api/types';
import { active } from '../identity/identities';
import { Dialog } from '../ui/dialog';
import { Choice, Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { toast } from '../ui/toasts';
import { loadAccounts } from './accounts';
import { mayBeDone, store } from './calls';
import { DoneButton } from './done-button';
import { EgressAddress } from './egress-address';
import { loadEgress } from './egress';
import { exchangeName, exchanges, exchangesFault, loadExchanges, needsPassphrase } from './exchanges';
import { KeyFields, leadToFault } from './key-fields';
import { KeyReport } from './key-report';
import { missing, readKeys, wipeKeys, type KeyFaults } from './keys';
import { nameOf } from './report';
import { useRunning } from './running';
import { WithdrawKey } from './withdraw-key';

/** Takes a key from its owner to the vault. On one screen: what is needed, and what to do at the exchange. */
export function AddAccount({ onClose }: { onClose: () => void }) {
    const [stored, setStored] = useState<Account | null>(null);
    return (
        <Dialog title="Add an account" class="wide" onClose={onClose}>
            {stored ? <Stored account={stored} onClose={onClose} /> : <Form onStored={setStored} onClose={onClose} />}
        </Dialog>
    );
}

const SEE_FIRST = 'Before you send it again, see whether it is in the list behind this window all the same.';

function Form({ onStored, onClose }: { onStored: (account: Account) => void; onClose: () => void }) {
    const form = useRef<HTMLFormElement>(null);
    const shown = useRef(true);
    const [exchange, setExchange] = useState('');
    const [label, setLabel] = useState('');
    const [readOnly, setReadOnly] = useState(false);
    const [faults, setFaults] = useState<KeyFaults>({});
    const [fault, setFault] = useState<string | null>(null);
    const [canWithdraw, setCanWithdraw] = useState(false);
    const [running, run] = useRunning();

    useEffect(() => {
        void loadExchanges();
        void loadEgress();
        return () => {
            shown.current = false;
        };
    }, []);

    const send = async (insist: boolean) => {
        const element = form.current;
        if (!element) {
            return;
        }
        const keys = readKeys(element);
        const found = missing(keys, { main: true, passphrase: needsPassphrase(exchange) });
        setFaults(found);
        setFault(exchange ? null : 'Choose the exchange that the key is of.');
        setCanWithdraw(false);
        if (!exchange || Object.keys(found).length > 0) {
            leadToFault(element);
            return;
        }
        const wish = {
            exchange,
            label: label.trim(),
            read_only: readOnly,
            ...(insist ? { allow_withdraw_key: true as const } : {}),
        };
        try {
            const account = await store(active.peek(), wish, keys);
            wipeKeys(element);
            if (shown.current) {
                onStored(account);
            } else {
                toast('good', `${nameOf(account)} is stored.`);
            }
        } catch (thrown) {
            const doubtful = mayBeDone(thrown);
            if (doubtful) {
                await loadAccounts();
            }
            if (!shown.current) {
                const what = doubtful ? 'Whether the account was stored is not known: see the list.' : 'The account was not stored.';
                toast('bad', `${what} ${sentence(thrown)}`);
            } else if (thrown instanceof Refusal && thrown.code === 'withdraw_key') {
                setCanWithdraw(true);
            } else {
                setFault(doubtful ? `${sentence(thrown)} ${SEE_FIRST}` : sentence(thrown));
            }
        }
    };

    return (
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
            {!isSecureContext && (
                <p class="caution">
                    This page came over a line that others can read. The server takes keys over HTTPS only, unless its operator
                    allows otherwise.
                </p>
            )}
            <div class="two">
                <Choice
                    label="Exchange"
                    value={exchange}
                    options={[['', 'Choose…'], ...exchanges.value.map((id) => [id, exchangeName(id)] as const)]}
                    onChange={setExchange}
                />
                <Field
                    label="Label"
                    autocomplete="off"
                    maxLength={100}
                    value={label}
                    placeholder="What you call it"
                    dir="auto"
                    onInput={(event) => setLabel(event.currentTarget.value)}
                />
            </div>
            {exchangesFault.value && <Fault>{exchangesFault.value}</Fault>}
            <EgressAddress />
            <p class="muted">
                Give the key no right to withdraw: trading does not need it. Make it for this terminal alone, so that you can end it
                alone. It is checked at the exchange, goes sealed into the vault and is never shown again.
            </p>
            <KeyFields passphrase={needsPassphrase(exchange)} faults={faults} />
            <label class="check">
                <input type="checkbox" checked={readOnly} onChange={(event) => setReadOnly(event.currentTarget.checked)} />
                <span>Read only: no order is ever sent, whatever the key may do</span>
            </label>
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
    );
}

function Stored({ account, onClose }: { account: Account; onClose: () => void }) {
    return (
        <>
            <p role="status">
                <strong>
                    <bdi>{nameOf(account)}</bdi> is in the vault.
                </strong>{' '}
                Nothing of the key is left in this browser.
            </p>
            <KeyReport account={account} />
            <div class="row actions">
                <DoneButton onClick={onClose} />
            </div>
        </>
    );
}
