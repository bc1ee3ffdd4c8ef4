import { useEffect, useRef, useState } from 'preact/hooks';
import { active } from '../identity/identities';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { Sure } from './change-account';
import { exchangeName } from './exchanges';
import { discard, discardAll, found, isOver, look, problem, putAway, running, start, unreadable, unsafe, type Found } from './importing';
import { OLD } from './old-store';

/** Brings what an earlier terminal kept in this browser into the vault. Shown only when there is something. */
export function Importer() {
    const password = useRef<HTMLDivElement>(null);
    const [anew, setAnew] = useState<ReadonlySet<string>>(new Set());
    const [withdraw, setWithdraw] = useState<ReadonlySet<string>>(new Set());

    useEffect(() => {
        void look();
        const changed = (event: StorageEvent) => {
            if (event.key === null || event.key === OLD.store) {
                void look();
            }
        };
        addEventListener('storage', changed);
        return () => removeEventListener('storage', changed);
    }, []);

    const rows = found.value;
    const left = rows.filter((row) => !isOver(row));
    const over = rows.length - left.length;
    if (unsafe.value || unreadable.value) {
        return <Unusable />;
    }
    if (rows.length === 0) {
        return null;
    }
    const busy = running.value;
    const failed = left.filter((row) => row.outcome !== null && row.outcome !== 'begun').length;
    const encrypted = left.some((row) => row.encrypted);
    const submit = () => void start(password.current?.querySelector('input') ?? null, anew, withdraw);
    const said = (ids: ReadonlySet<string>, id: string, yes: boolean) =>
        new Set(yes ? [...ids, id] : [...ids].filter((other) => other !== id));
    return (
        <section class="card importer" aria-labelledby="importer">
            <h2 id="importer">Accounts of an earlier terminal in this browser</h2>
            {left.length > 0 && (
                <p>
                    Their keys lie in this browser{encrypted ? '' : ', in clear'}. Brought in, they are checked at their exchange and go sealed
                    into the vault of <bdi>{active.value?.user.email}</bdi>; each leaves the browser as soon as it is there.
                </p>
            )}
            <ul class="rows">
                {rows.map((row) => (
                    <Row
                        key={row.id}
                        row={row}
                        busy={busy}
                        anew={anew.has(row.id)}
                        withdraw={withdraw.has(row.id)}
                        onAnew={(yes) => setAnew(said(anew, row.id, yes))}
                        onWithdraw={(yes) => setWithdraw(said(withdraw, row.id, yes))}
                    />
                ))}
            </ul>
            {busy && <progress aria-label="Brought in" max={rows.length} value={over + failed} />}
            <p role="status">
                {busy
                    ? `${over + failed} of ${rows.length} done.`
                    : left.length === 0
                      ? 'Nothing of them is left in this browser: what stands above is in the vault.'
                      : failed > 0
                        ? `${failed} of ${rows.length} ${failed === 1 ? 'stays' : 'stay'} in this browser; see above why.`
                        : ''}
            </p>
            {problem.value && <Fault>{problem.value}</Fault>}
            {left.length > 0 ? (
                <form
                    class="form"
                    noValidate
                    autocomplete="off"
                    onSubmit={(event) => {
                        event.preventDefault();
                        submit();
                    }}
                >
                    {encrypted && (
                        <div ref={password}>
                            <Field
                                label="Master password"
                                type="password"
                                autocomplete="off"
                                data-1p-ignore=""
                                data-bwignore=""
                                data-lpignore="true"
                                hint="The one of the earlier terminal. It decrypts in this page and is not sent."
                            />
                        </div>
                    )}
                    <div class="row">
                        <button type="submit" class="primary" disabled={busy}>
                            Bring them in
                        </button>
                    </div>
                </form>
            ) : (
                <div class="row">
                    <button type="button" onClick={putAway}>
                        Put away
                    </button>
                </div>
            )}
        </section>
    );
}

const OVER = {
    stored: 'Stored',
    already_there: 'Already there: the old store had the same key twice',
    gone: 'No longer in this browser: brought in or removed by another tab',
} as const;

function Row(props: {
    row: Found;
    busy: boolean;
    anew: boolean;
    withdraw: boolean;
    onAnew: (yes: boolean) => void;
    onWithdraw: (yes: boolean) => void;
}) {
    const { row, busy } = props;
    const [discarding, setDiscarding] = useState(false);
    const { outcome } = row;
    const name = `${row.number}. ${row.exchange ? exchangeName(row.exchange) : 'no exchange'}`;
    const kind = outcome === null || outcome === 'begun' ? outcome : outcome.kind;
    return (
        <li>
            <div class="row">
                <span class="grow">
                    <strong>{name}</strong> <bdi class="old-label">{row.label}</bdi>
                </span>
                {kind === 'begun' && <span class="badge">being brought in…</span>}
                {kind === null && <span class="badge">{row.encrypted ? 'encrypted' : 'in clear'}</span>}
                {(kind === 'stored' || kind === 'already_there' || kind === 'gone') && <span class="badge is-trade">{OVER[kind]}</span>}
                {(kind === 'failed' || kind === 'can_withdraw') && <span class="badge is-bad">Failed</span>}
                {kind === 'looks_there' && <span class="badge is-warn">Skipped</span>}
            </div>
            {outcome !== null && outcome !== 'begun' && 'why' in outcome && <p class="why">{outcome.why}</p>}
            {kind === 'looks_there' && (
                <label class="check">
                    <input type="checkbox" checked={props.anew} disabled={busy} onChange={(event) => props.onAnew(event.currentTarget.checked)} />
                    <span>It is another key: store it next time</span>
                </label>
            )}
            {kind === 'can_withdraw' && (
                <label class="check">
                    <input
                        type="checkbox"
                        checked={props.withdraw}
                        disabled={busy}
                        onChange={(event) => props.onWithdraw(event.currentTarget.checked)}
                    />
                    <span>I know, and want this key in the vault nevertheless: store it next time</span>
                </label>
            )}
            {outcome !== null && outcome !== 'begun' && 'why' in outcome && (
                <div class="row">
                    <button type="button" disabled={busy} onClick={() => setDiscarding(true)}>
                        Remove from this browser
                    </button>
                </div>
            )}
            {discarding && (
                <Sure title={`Remove ${name}?`} action="Remove" work={() => discard(row)} onClose={() => setDiscarding(false)}>
                    <p>
                        The copy of this key in the browser is deleted and cannot be had again.{' '}
                        {kind === 'looks_there' ? 'Do it when the account in your list is the same one.' : 'It is not in the vault.'}
                    </p>
                </Sure>
            )}
        </li>
    );
}

function Unusable() {
    const [discarding, setDiscarding] = useState(false);
    return (
        <section class="card importer" aria-labelledby="importer">
            <h2 id="importer">Accounts of an earlier terminal in this browser</h2>
            {unsafe.value ? (
                <p>
                    This page came over a line that others can read, so it does not touch them. Bring them in on the server’s own machine, or with{' '}
                    <code>profitmaker vault import</code>; if you no longer need them, remove them.
                </p>
            ) : (
                <p>What lies there is damaged and cannot be read. It may still hold keys, so best remove it.</p>
            )}
            <div class="row">
                <button type="button" onClick={() => setDiscarding(true)}>
                    Remove from this browser
                </button>
            </div>
            {discarding && (
                <Sure title="Remove the old store?" action="Remove" work={async () => discardAll()} onClose={() => setDiscarding(false)}>
                    <p>What is left of the earlier terminal’s accounts is deleted from this browser.</p>
                </Sure>
            )}
        </section>
    );
}
