import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeId, identities } from '../identity/identities';
import { accounts, loadAccounts } from './accounts';
import { AddAccount } from './add-account';

const METADATA = { id: 'own_1', exchange: 'paper', label: 'Mine', access_level: 'trade', permissions: ['read'], api_key_suffix: 'NARY' };

let root: HTMLElement;
let sent: Record<string, unknown>[];
/** What `POST /api/accounts` answers; null: the test has not said yet. */
let answer: ((status: number, body: unknown) => void) | null;

function serve(path: string, sending?: RequestInit): Promise<Response> {
    const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
    if (path === '/api/accounts' && sending?.method === 'POST') {
        sent.push(JSON.parse(String(sending.body)) as Record<string, unknown>);
        return new Promise((resolve) => {
            answer = (status, body) => resolve(json(status, body));
        });
    }
    const others: Record<string, unknown> = {
        '/api/accounts': [],
        '/api/exchange/list': { success: true, data: ['paper', 'kucoin'] },
        '/health/egress-ip': { ip: '192.0.2.1' },
    };
    return Promise.resolve(json(200, others[path]));
}

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
const input = (part: string) => root.querySelector<HTMLInputElement>(`input[data-part=${part}]`)!;
const button = (text: string) => [...root.querySelectorAll('button')].find((one) => one.textContent === text)!;

async function submit(times = 1): Promise<void> {
    await act(() => {
        for (let time = 0; time < times; time++) {
            root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
        }
    });
}

async function choose(exchange: string): Promise<void> {
    const select = root.querySelector('select')!;
    await act(() => {
        select.value = exchange;
        select.dispatchEvent(new Event('change', { bubbles: true }));
    });
}

beforeEach(async () => {
    sent = [];
    answer = null;
    vi.stubGlobal('fetch', serve);
    vi.stubGlobal('isSecureContext', true);
    identities.value = [{ id: 'local:ann', kind: 'local', token: 't', user: { id: 'ann', email: 'ann@example.org', name: 'ann' } }];
    activeId.value = 'local:ann';
    await loadAccounts();
    root = document.createElement('div');
    document.body.append(root);
    await act(() => render(<AddAccount onClose={() => undefined} />, root));
    await settle();
    await choose('paper');
    input('api_key').value = 'KEYCANARY';
    input('api_secret').value = 'SECRETCANARY';
});

afterEach(() => {
    render(null, root);
    root.remove();
    activeId.value = null;
    vi.unstubAllGlobals();
});

describe('adding an account', () => {
    it('sends the key once, however often it is asked to, and keeps metadata only', async () => {
        await submit(3);
        answer!(201, { ...METADATA, api_secret: 'SECRETCANARY' });
        await settle();
        expect(sent).toEqual([{ exchange: 'paper', label: '', read_only: false, api_key: 'KEYCANARY', api_secret: 'SECRETCANARY' }]);
        expect(root.textContent).toContain('Mine is in the vault');
        expect(root.querySelectorAll('input')).toHaveLength(0);
        expect(accounts.value.map((one) => one.id)).toEqual(['own_1']);
        expect(JSON.stringify(accounts.value)).not.toContain('SECRETCANARY');
    });

    it('empties the inputs when it is done and when it is closed', async () => {
        const [key, secret] = [input('api_key'), input('api_secret')];
        await submit();
        answer!(201, METADATA);
        await settle();
        expect([key.value, secret.value]).toEqual(['', '']);
        secret.value = 'again';
        render(null, root);
        await act(() => render(<AddAccount onClose={() => undefined} />, root));
        const fresh = input('api_key');
        fresh.value = 'KEYCANARY';
        render(null, root);
        expect(fresh.value).toBe('');
    });

    it('stores a key that can withdraw only after a second, deliberate step', async () => {
        await submit();
        answer!(422, { error: 'That key can withdraw funds.', code: 'withdraw_key' });
        await settle();
        expect(root.textContent).toContain('can withdraw funds');
        expect(button('Store it all the same').disabled).toBe(true);
        const sure = root.querySelector<HTMLInputElement>('.refused input')!;
        await act(() => sure.click());
        await act(() => button('Store it all the same').click());
        expect(sent[0]).not.toHaveProperty('allow_withdraw_key');
        expect(sent[1]).toHaveProperty('allow_withdraw_key', true);
        expect(sent[1]).toHaveProperty('api_key', 'KEYCANARY');
        answer!(201, METADATA);
        await settle();
        expect(root.textContent).toContain('is in the vault');
    });

    it('sends nothing that is not whole', async () => {
        await choose('kucoin');
        await submit();
        expect(sent).toEqual([]);
        expect(root.textContent).toContain('needs the passphrase');
        await choose('');
        input('passphrase').value = 'p';
        await submit();
        expect(sent).toEqual([]);
        expect(root.textContent).toContain('Choose the exchange');
    });

    it('says what the server said and keeps what is typed', async () => {
        await submit();
        answer!(400, { error: 'Keys need HTTPS.', code: 'tls_required' });
        await settle();
        expect(root.querySelector('[role=alert]')?.textContent).toContain('Keys need HTTPS.');
        expect(input('api_key').value).toBe('KEYCANARY');
        await submit();
        answer!(502, 'gone');
        await settle();
        expect(root.querySelector('[role=alert]')?.textContent).toContain('Before you send it again');
    });
});
