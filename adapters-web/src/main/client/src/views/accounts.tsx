import { useEffect, useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import { accounts, accountsFault, accountsLoaded, loadAccounts } from '../accounts/accounts';
import '../accounts/accounts.css';
import { AccountCard } from '../accounts/account-card';
import { AddAccount } from '../accounts/add-account';
import { loadEgress } from '../accounts/egress';
import { exchanges, loadExchanges } from '../accounts/exchanges';
import { Importer } from '../accounts/importer';
import { addPaperAccount } from '../accounts/paper';
import { nameOf } from '../accounts/report';
import { useRunning } from '../accounts/running';
import { active, type Identity } from '../identity/identities';
import { Fault } from '../ui/pane';
import { toast } from '../ui/toasts';

/** The keys that somebody has in the vault, and the accounts that others share with them. */
export function Accounts() {
    const [adding, setAdding] = useState(false);
    const [fault, setFault] = useState<string | null>(null);
    const [running, run] = useRunning();

    useEffect(() => {
        void loadAccounts();
        void loadExchanges();
        void loadEgress();
        // Shares come and go by the hand of others.
        const again = () => {
            if (document.visibilityState === 'visible') {
                void loadAccounts();
            }
        };
        document.addEventListener('visibilitychange', again);
        return () => document.removeEventListener('visibilitychange', again);
    }, []);

    const paper = async () => {
        try {
            setFault(null);
            toast('good', `${nameOf(await addPaperAccount())} is ready: 10,000 USDT and 1 BTC to play with.`);
        } catch (thrown) {
            setFault(sentence(thrown));
        }
    };

    const own = accounts.value.filter((account) => !account.shared);
    const shared = accounts.value.filter((account) => account.shared);
    const told = fault ?? accountsFault.value;
    return (
        <main class="view">
            <div class="accounts-head">
                <h1>Accounts</h1>
                {exchanges.value.includes('paper') && (
                    <button type="button" disabled={running} onClick={() => run(paper)}>
                        Add a paper account
                    </button>
                )}
                <button type="button" class="primary" onClick={() => setAdding(true)}>
                    Add an account
                </button>
            </div>
            {told && <Fault>{told}</Fault>}
            <Importer />
            <section class="account-section" aria-labelledby="own-accounts">
                <h2 id="own-accounts">Yours</h2>
                {own.length > 0 ? (
                    <ul class="account-list">
                        {own.map((account) => (
                            <AccountCard key={account.id} account={account} />
                        ))}
                    </ul>
                ) : accountsLoaded.value ? (
                    <p class="card muted">
                        None yet. A paper account trades with play money at once; for an exchange, add the key it gave you.
                    </p>
                ) : (
                    !accountsFault.value && <p class="card muted" aria-busy="true">Asking…</p>
                )}
            </section>
            {shared.length > 0 && (
                <section class="account-section" aria-labelledby="shared-accounts">
                    <h2 id="shared-accounts">Shared with you</h2>
                    <ul class="account-list">
                        {shared.map((account) => (
                            <AccountCard key={account.id} account={account} />
                        ))}
                    </ul>
                </section>
            )}
            {active.value && accountsLoaded.value && <ToBeSharedWith identity={active.value} />}
            {adding && <AddAccount onClose={() => setAdding(false)} />}
        </main>
    );
}

/** The central vault knows people by their address; this server's user id of them means nothing there. */
function ToBeSharedWith({ identity }: { identity: Identity }) {
    const { id, email } = identity.user;
    return (
        <p class="muted">
            To be shared with, tell others your {identity.kind === 'sso' ? 'e-mail address' : 'user id'}:{' '}
            <code class="user-id">{identity.kind === 'sso' ? email : id}</code>
        </p>
    );
}
