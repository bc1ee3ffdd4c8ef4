import { useId, useState } from 'preact/hooks';
import type { Account } from '../api/types';
import { dateTime } from '../format';
import { change, remove } from './calls';
import { Rename, RotateKeys, Sure } from './change-account';
import { egress } from './egress';
import { exchangeName } from './exchanges';
import { Warnings } from './key-report';
import { addressesInWords, endInWords, nameOf, rightsInWords, standing, warnings } from './report';
import { ShareAccount } from './share-account';

type Asked = 'share' | 'rename' | 'rotate' | 'level' | 'delete' | null;

/** One account: what is known of its key, and what its owner can do with it. */
export function AccountCard({ account }: { account: Account }) {
    const [asked, setAsked] = useState<Asked>(null);
    const title = useId();
    const { level, words } = standing(account);
    const close = () => setAsked(null);
    const ask = (what: Asked, text: string, danger = false) => (
        <button type="button" class={danger ? 'danger' : ''} aria-describedby={title} onClick={() => setAsked(what)}>
            {text}
        </button>
    );
    return (
        <li class="account" aria-labelledby={title}>
            <div class="account-head">
                <h3 id={title} dir="auto">
                    {nameOf(account)}
                </h3>
                <span class={`badge is-${level}`}>{words}</span>
                {account.read_only && <span class="badge is-read">read-only</span>}
                {account.has_ro_keys && <span class="badge">second pair for reading</span>}
            </div>
            <dl>
                <dt>Exchange</dt>
                <dd>
                    <bdi>{exchangeName(account.exchange)}</bdi>
                </dd>
                {account.api_key_suffix && (
                    <>
                        <dt>Key ends in</dt>
                        <dd>
                            <code>{account.api_key_suffix}</code>
                        </dd>
                    </>
                )}
                <dt>Since</dt>
                <dd>{dateTime(account.created_at)}</dd>
                {!account.shared && account.exchange !== 'paper' && (
                    <>
                        <dt>Key</dt>
                        <dd>
                            {rightsInWords(account)} {addressesInWords(account)} {account.key_expires_at && endInWords(account)}
                        </dd>
                    </>
                )}
            </dl>
            {!account.shared && <Warnings list={warnings(account, egress.value ?? null, Date.now())} />}
            {!account.shared && (
                <div class="row">
                    {ask('share', 'Share')}
                    {ask('rename', 'Rename')}
                    {ask('rotate', 'Rotate keys')}
                    {ask('level', account.read_only ? 'Allow orders' : 'Make read-only')}
                    {ask('delete', 'Delete', true)}
                </div>
            )}
            {asked === 'share' && <ShareAccount account={account} onClose={close} />}
            {asked === 'rename' && <Rename account={account} onClose={close} />}
            {asked === 'rotate' && <RotateKeys account={account} onClose={close} />}
            {asked === 'level' && <Level account={account} onClose={close} />}
            {asked === 'delete' && (
                <Sure title={`Delete ${nameOf(account)}?`} action="Delete" work={() => remove(account.id)} onClose={close}>
                    <p>
                        The key of <strong dir="auto">{nameOf(account)}</strong> at {exchangeName(account.exchange)} is destroyed here, and
                        everybody it is shared with loses it. What is open at the exchange stays open there. End the key at the exchange
                        too.
                    </p>
                </Sure>
            )}
        </li>
    );
}

function Level({ account, onClose }: { account: Account; onClose: () => void }) {
    const name = nameOf(account);
    return account.read_only ? (
        <Sure
            title={`Allow orders on ${name}?`}
            action="Allow orders"
            work={async () => void (await change(account.id, { read_only: false }))}
            onClose={onClose}
        >
            <p>You, and everybody you share it with at “trade”, can then place orders.</p>
        </Sure>
    ) : (
        <Sure
            title={`Make ${name} read-only?`}
            action="Make read-only"
            work={async () => void (await change(account.id, { read_only: true }))}
            onClose={onClose}
        >
            <p>Nobody can then place or cancel orders on it from here, you neither. Open orders stay open.</p>
        </Sure>
    );
}
