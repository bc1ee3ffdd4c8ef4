import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeId, identities, type Identity } from '../identity/identities';
import { account } from './answers';
import { ShareAccount } from './share-account';

let root: HTMLElement;
let sent: { method: string; path: string; body: unknown }[];
let grants: unknown[];
let refusal: unknown;

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 20)));

async function open(kind: Identity['kind']): Promise<void> {
    identities.value = [{ id: 'ann', kind, token: 't', user: { id: 'ann', email: 'ann@example.org', name: 'ann' } }];
    activeId.value = 'ann';
    await act(() => render(<ShareAccount account={account({ id: 'a/1', exchange: 'paper', label: 'Mine' })!} onClose={() => undefined} />, root));
    await settle();
}

async function share(grantee: string): Promise<void> {
    const input = root.querySelector('input')!;
    await act(() => {
        input.value = grantee;
        input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(() => void root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true })));
    await settle();
}

beforeEach(() => {
    sent = [];
    grants = [];
    refusal = null;
    vi.stubGlobal('fetch', (path: string, sending: RequestInit) => {
        const method = sending.method ?? 'GET';
        if (method !== 'GET') {
            sent.push({ method, path, body: sending.body ? JSON.parse(String(sending.body)) : null });
        }
        const refused = method === 'POST' && refusal !== null;
        const body = refused ? refusal : method === 'GET' ? grants : { ok: true };
        return Promise.resolve(new Response(JSON.stringify(body), { status: refused ? 404 : 200 }));
    });
    root = document.createElement('div');
    document.body.append(root);
});

afterEach(() => {
    render(null, root);
    root.remove();
    activeId.value = null;
    vi.unstubAllGlobals();
});

describe('sharing an account', () => {
    it('offers limits where the own vault keeps them, and none where the central vault does not', async () => {
        await open('local');
        expect(root.textContent).toContain('Only these markets');
        render(null, root);
        await open('sso');
        expect(root.textContent).not.toContain('Only these markets');
        expect(root.textContent).not.toContain('Last day');
        await share('bob@example.org');
        expect(sent[0]?.body).toEqual({ grantee_email: 'bob@example.org', access_level: 'read' });
    });

    it('says in words when nobody is found by that', async () => {
        refusal = { error: 'There is nobody whom that could be granted to.', code: 'unknown_grantee' };
        await open('local');
        await share('bob@example.org');
        expect(root.querySelector('[role=alert]')?.textContent).toContain('ask them for their user id');
    });

    it('lists shares with their limits, hostile names as text, and revokes', async () => {
        grants = [
            { id: 'g/1', grantee_email: '<img src=x>@example.org', access_level: 'trade', limits: { max_notional: { USDT: 100 } } },
            null,
        ];
        await open('local');
        expect(root.querySelectorAll('.shares li')).toHaveLength(1);
        expect(root.querySelector('.shares')?.textContent).toContain('<img src=x>@example.org');
        expect(root.querySelector('.shares')?.textContent).toContain('at most 100 USDT an order');
        grants = [];
        await act(() => root.querySelector<HTMLButtonElement>('.shares button')!.click());
        await settle();
        expect(sent[0]).toMatchObject({ method: 'DELETE', path: '/api/accounts/a%2F1/grants/g%2F1' });
        expect(root.textContent).toContain('Nobody but you');
    });
});
