import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Refusal, sentence } from '../api/problem';
import type { Account, Grant } from '../api/types';
import { dateTime } from '../format';
import { active } from '../identity/identities';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Fault } from '../ui/pane';
import { give, grantsOf, revoke } from './calls';
import { leadToFault } from './key-fields';
import { giving, type ShareFaults, type ShareTyped } from './limits';
import { limitsInWords, nameOf } from './report';
import { useRunning } from './running';

const EMPTY: ShareTyped = {
    grantee: '', level: 'read', symbols: '', perOrder: '', perDay: '', currency: 'USDT', leverage: '', lastDay: '',
};

/** Who else may use an account and how far, and how to end that. */
export function ShareAccount({ account, onClose }: { account: Account; onClose: () => void }) {
    const [grants, setGrants] = useState<Grant[] | null>(null);
    const [fault, setFault] = useState<string | null>(null);
    const load = async () => {
        try {
            setGrants(await grantsOf(account.id));
            setFault(null);
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };
    useEffect(() => void load(), []);
    return (
        <Dialog title={`Share ${nameOf(account)}`} class="wide" onClose={onClose}>
            <Form account={account} onShared={load} />
            <h3>Shared now</h3>
            {fault && <Fault>{fault}</Fault>}
            {grants?.length === 0 && <p class="muted">Nobody but you uses this account.</p>}
            {!grants && !fault && <p class="muted">Asking…</p>}
            {grants && grants.length > 0 && (
                <ul class="shares" aria-label="Shares">
                    {grants.map((grant) => (
                        <Share key={grant.id} account={account} grant={grant} onRevoked={load} />
                    ))}
                </ul>
            )}
        </Dialog>
    );
}

function Share(props: { account: Account; grant: Grant; onRevoked: () => Promise<void> }) {
    const { grant } = props;
    const [fault, setFault] = useState<string | null>(null);
    const [running, run] = useRunning();
    const name = useId();
    const who = grant.grantee_email || grant.grantee_user_id;
    const limits = limitsInWords(grant);
    const end = async () => {
        try {
            await revoke(props.account.id, grant.id);
            await props.onRevoked();
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };
    return (
        <li>
            <div class="row">
                <strong class="grow" id={name}>
                    <bdi>{who}</bdi>
                </strong>
                <span class={`badge is-${grant.access_level}`}>{grant.access_level}</span>
                <button type="button" class="danger" disabled={running} aria-describedby={name} onClick={() => run(end)}>
                    Revoke
                </button>
            </div>
            <p class="muted">
                {limits.length > 0 ? limits.join('; ') : 'without limits'}; since {dateTime(grant.created_at)}
            </p>
            {fault && <Fault>{fault}</Fault>}
        </li>
    );
}

function Form({ account, onShared }: { account: Account; onShared: () => Promise<void> }) {
    const [typed, setTyped] = useState(EMPTY);
    const [faults, setFaults] = useState<ShareFaults>({});
    const [fault, setFault] = useState<string | null>(null);
    const [done, setDone] = useState<string | null>(null);
    const [running, run] = useRunning();
    const levels = useId();
    // The central vault's grants have neither limits nor an end.
    const extras = active.value?.kind !== 'sso';
    const field = (name: Exclude<keyof ShareTyped, 'level'>) => ({
        value: typed[name],
        fault: faults[name] ?? null,
        autocomplete: 'off',
        onInput: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
    });
    const form = useRef<HTMLFormElement>(null);
    const send = async () => {
        setFault(null);
        setDone(null);
        const made = giving(typed, extras, Date.now());
        setFaults('faults' in made ? made.faults : {});
        if ('faults' in made) {
            if (form.current) {
                leadToFault(form.current);
            }
            return;
        }
        try {
            await give(account.id, made.giving);
            setDone(`Shared with ${typed.grantee.trim()}.`);
            setTyped(EMPTY);
        } catch (thrown) {
            setFault(
                thrown instanceof Refusal && thrown.code === 'unknown_grantee'
                    ? 'Nobody here can be found by that. An e-mail address finds only people whose address the operator has' +
                      ' vouched for or who sign in with Marketmaker; for others ask them for their user id.'
                    : sentence(thrown),
            );
            return;
        }
        await onShared();
    };
    const level = (value: 'read' | 'trade', title: string, says: string) => (
        <p class="level">
            <label class="check">
                <input
                    type="radio"
                    name={levels}
                    aria-describedby={`${levels}-${value}`}
                    checked={typed.level === value}
                    onChange={() => setTyped({ ...typed, level: value })}
                />
                <strong>{title}</strong>
            </label>
            <span class="muted" id={`${levels}-${value}`}>
                {says}
            </span>
        </p>
    );
    return (
        <form
            ref={form}
            class="form"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                run(send);
            }}
        >
            <Field label="With" hint="An e-mail address or a user id. They never see the key." dir="auto" spellcheck={false} {...field('grantee')} />
            <fieldset>
                <legend>They may</legend>
                {level('read', 'Read', 'see balances, orders and trades')}
                {level('trade', 'Trade', 'place and cancel orders too')}
                {typed.level === 'trade' && account.read_only && (
                    <p class="caution">This account is read only: they can trade once you allow trading on it.</p>
                )}
            </fieldset>
            {extras && (
                <fieldset>
                    <legend>Limits, each as you like</legend>
                    <Field label="Only these markets" placeholder="BTC/USDT, ETH/USDT" {...field('symbols')} />
                    {typed.level === 'trade' && (
                        <div class="two">
                            <Field label="Most per order" inputMode="decimal" {...field('perOrder')} />
                            <Field label="Most per day" inputMode="decimal" {...field('perDay')} />
                            <Field label="Counted in" hint="Orders counted in another currency are then refused." {...field('currency')} />
                            <Field label="Highest leverage" inputMode="decimal" {...field('leverage')} />
                        </div>
                    )}
                    <Field label="Last day" type="date" {...field('lastDay')} />
                </fieldset>
            )}
            {fault && <Fault>{fault}</Fault>}
            <div class="row actions">
                <span role="status" class="grow">
                    {done}
                </span>
                <button type="submit" class="primary" disabled={running}>
                    Share
                </button>
            </div>
        </form>
    );
}
