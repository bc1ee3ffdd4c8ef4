import { send } from '../api/http';
import { paperKeys } from '../api/paper-keys';
import { sentence } from '../api/problem';

const PATIENCE = 10_000;

/** Play money for someone new; what went wrong in words, or null. */
export async function openPaperAccount(token: string): Promise<string | null> {
    try {
        await send(token, '/api/accounts', {
            method: 'POST',
            body: { exchange: 'paper', label: 'Paper', ...paperKeys() },
            signal: AbortSignal.timeout(PATIENCE),
        });
        return null;
    } catch (thrown) {
        const why = thrown instanceof DOMException ? 'It took too long.' : sentence(thrown);
        return `You are signed in, but no paper account could be made for you: ${why} You can add one under Accounts.`;
    }
}
