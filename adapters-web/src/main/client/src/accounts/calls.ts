import type { Account, Grant, GrantLimits } from '../api/types';
import { active, callAs, type Identity } from '../identity/identities';
import { account, grant } from './answers';
import { forget, know, loadAccounts } from './accounts';
import type { Keys } from './keys';

/** What `POST` and `PATCH` take besides the keys. */
export interface Wish {
    exchange?: string;
    label?: string;
    read_only?: boolean;
    /** The owner insists although the key can withdraw. */
    allow_withdraw_key?: true;
}

const at = (id: string) => `/api/accounts/${encodeURIComponent(id)}`;

function known(identity: Identity | null, answer: unknown): Account {
    const told = account(answer);
    if (!told) {
        throw new Error('no account in the answer');
    }
    if (identity?.id === active.peek()?.id) {
        know(told);
    }
    return told;
}

/** Stores a key in the vault of that identity; nothing but metadata comes back. */
export async function store(identity: Identity | null, wish: Wish, keys: Keys): Promise<Account> {
    const answer = await callAs<unknown>(identity, '/api/accounts', { method: 'POST', body: { ...wish, ...keys } });
    return known(identity, answer);
}

export async function change(id: string, wish: Wish, keys: Keys = {}): Promise<Account> {
    const identity = active.peek();
    const answer = await callAs<unknown>(identity, at(id), { method: 'PATCH', body: { ...wish, ...keys } });
    return known(identity, answer);
}

export async function remove(id: string): Promise<void> {
    await callAs(active.peek(), at(id), { method: 'DELETE' });
    forget(id);
    await loadAccounts();
}

export async function grantsOf(id: string): Promise<Grant[]> {
    const answer = await callAs<unknown>(active.peek(), `${at(id)}/grants`);
    return Array.isArray(answer) ? answer.flatMap((row) => grant(row) ?? []) : [];
}

export interface Giving {
    grantee_email?: string;
    grantee_user_id?: string;
    access_level: 'read' | 'trade';
    limits?: { [K in keyof GrantLimits]: unknown };
    expires_at?: string;
}

export async function give(id: string, giving: Giving): Promise<void> {
    await callAs(active.peek(), `${at(id)}/grants`, { method: 'POST', body: giving });
}

export async function revoke(id: string, grantId: string): Promise<void> {
    await callAs(active.peek(), `${at(id)}/grants/${encodeURIComponent(grantId)}`, { method: 'DELETE' });
}
