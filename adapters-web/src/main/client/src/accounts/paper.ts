import { paperKeys } from '../api/paper-keys';
import type { Account } from '../api/types';
import { active } from '../identity/identities';
import { accounts } from './accounts';
import { store } from './calls';

/**
 * A fresh account at the paper exchange, which takes any pair of keys. The pair is not kept here: like any
 * other it is in the vault from now on.
 */
export async function addPaperAccount(): Promise<Account> {
    const papers = accounts.peek().filter((one) => one.exchange === 'paper' && !one.shared).length;
    return store(
        active.peek(),
        { exchange: 'paper', label: papers === 0 ? 'Paper' : `Paper ${papers + 1}` },
        paperKeys(),
    );
}
