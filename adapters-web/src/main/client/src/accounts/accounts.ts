import { signal } from '@preact/signals';
import type { Account } from '../api/types';
import { call } from '../identity/identities';

/** The active identity's accounts, own and shared; null until they were read. */
export const accounts = signal<Account[] | null>(null);

export async function loadAccounts(): Promise<void> {
    accounts.value = await call<Account[]>('/api/accounts');
}
