import { send } from '../api/http';
import { sentence } from '../api/problem';

const PATIENCE = 10_000;

/** Nobody needs to know them: whoever may use the account asks the vault. */
function atRandom(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Play money for someone new; what went wrong in words, or null. */
export async function openPaperAccount(token: string): Promise<string | null> {
    try {
        await send(token, '/api/accounts', {
            method: 'POST',
            body: { exchange: 'paper', api_key: atRandom(), api_secret: atRandom(), label: 'Paper' },
            signal: AbortSignal.timeout(PATIENCE),
        });
        return null;
    } catch (thrown) {
        const why = thrown instanceof DOMException ? 'It took too long.' : sentence(thrown);
        return `You are signed in, but no paper account could be made for you: ${why} You can add one under Accounts.`;
    }
}
