import { computed, effect, signal } from '@preact/signals';
import { Refusal, sentence } from '../api/problem';
import type { Account } from '../api/types';
import { active, callAs } from '../identity/identities';
import { account } from './answers';

/** What is known of one identity's accounts; null: not asked yet. */
interface Known {
    owner: string;
    accounts: Account[] | null;
    fault: string | null;
}

const known = signal<Known | null>(null);

/** Of whoever is active; what is known of somebody else does not count, from the moment of the switch on. */
const ours = computed(() => (known.value && known.value.owner === active.value?.id ? known.value : null));

// Nor is it kept for when they come back: in between their shares may have ended.
effect(() => {
    const id = active.value?.id;
    if (known.peek()?.owner !== id) {
        known.value = null;
    }
});

const NONE: Account[] = [];

/** The accounts of the active identity: own ones and those shared with it, as the server lists them. */
export const accounts = computed<Account[]>(() => ours.value?.accounts ?? NONE);

/** Whether `accounts` was told by the server: before that, none means nothing. */
export const accountsLoaded = computed(() => ours.value?.accounts != null);

/** Why they could not be fetched last time, in words. */
export const accountsFault = computed<string | null>(() => ours.value?.fault ?? null);

let asked = 0;

/** Asks for them (again). Never throws: see `accountsFault`. Of several at once the last one counts. */
export async function loadAccounts(): Promise<void> {
    const identity = active.peek();
    if (!identity?.token) {
        known.value = null;
        return;
    }
    const mine = ++asked;
    const put = (told: Account[] | null, fault: string | null) => {
        if (mine === asked && active.peek()?.id === identity.id) {
            const before = known.peek()?.owner === identity.id ? (known.peek()?.accounts ?? null) : null;
            known.value = { owner: identity.id, accounts: told ?? before, fault };
        }
    };
    try {
        const answer = await callAs<unknown>(identity, '/api/accounts');
        put(Array.isArray(answer) ? answer.flatMap((row) => account(row) ?? []) : [], null);
    } catch (thrown) {
        put(null, whyNot(thrown));
    }
}

function whyNot(thrown: unknown): string {
    return thrown instanceof Refusal && thrown.code === 'sso_required'
        ? 'This server keeps no keys of its own: sign in with Marketmaker to use the accounts of its vault.'
        : sentence(thrown);
}

/** What a change was answered with is known at once, without asking again. */
export function know(changed: Account): void {
    asked++; // a list asked for before does not know of it
    const before = known.peek();
    if (before && before.owner === active.peek()?.id && before.accounts) {
        const list = before.accounts.some((one) => one.id === changed.id)
            ? before.accounts.map((one) => (one.id === changed.id ? changed : one))
            : [...before.accounts, changed];
        known.value = { ...before, accounts: list };
    }
}

export function forget(id: string): void {
    asked++;
    const before = known.peek();
    if (before?.accounts) {
        known.value = { ...before, accounts: before.accounts.filter((one) => one.id !== id) };
    }
}
