import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal, Unreachable } from '../api/problem';
import { Confirm } from './confirm';
import { NotForYou, Shown, useLoaded } from './loaded';

const root = document.createElement('div');
beforeEach(() => document.body.append(root));
afterEach(() => act(() => render(null, root)));

const show = (what: Parameters<typeof render>[0]) => act(() => render(what, root));
const settled = () => act(() => new Promise((done) => setTimeout(done)));

function Asking({ key_, load }: { key_: string; load: (signal: AbortSignal) => Promise<string | null> }) {
    const loaded = useLoaded(key_, load);
    return (
        <>
            <button onClick={loaded.reload}>Again</button>
            <Shown loaded={loaded} what="it">
                {(value) => <b>{value ?? 'nothing'}</b>}
            </Shown>
        </>
    );
}

describe('what is loaded', () => {
    it('is told from what is still on its way, also when it is nothing', async () => {
        let answer: (value: null) => void = () => undefined;
        await show(<Asking key_="" load={() => new Promise((done) => (answer = done))} />);
        expect(root.textContent).toContain('Loading it…');
        answer(null);
        await settled();
        expect(root.querySelector('b')?.textContent).toBe('nothing');
    });

    it('is not overtaken by an earlier answer that comes late', async () => {
        const answers: Record<string, (value: string) => void> = {};
        const load = (key: string) => () => new Promise<string>((done) => (answers[key] = done));
        await show(<Asking key_="a" load={load('a')} />);
        await show(<Asking key_="ab" load={load('ab')} />);
        answers['ab']?.('of ab');
        answers['a']?.('of a');
        await settled();
        expect(root.querySelector('b')?.textContent).toBe('of ab');
    });

    it('stays in sight when the next time fails, beside the fault', async () => {
        let fails = false;
        await show(<Asking key_="" load={() => (fails ? Promise.reject(new Unreachable()) : Promise.resolve('<i>x</i>'))} />);
        await settled();
        fails = true;
        await act(() => root.querySelector('button')?.click());
        await settled();
        expect(root.querySelector('[role=alert]')?.textContent).toContain('What is shown of it may be out of date.');
        expect(root.querySelector('b')?.textContent).toBe('<i>x</i>');
    });

    it('ends the view for whom the server does not take for an operator, and for that alone', async () => {
        let ended = 0;
        const refuse = (code: string) => () => Promise.reject(new Refusal(403, code, 'No.', {}, null, null));
        const asking = (code: string) => (
            <NotForYou.Provider value={() => ended++}>
                <Asking key={code} key_={code} load={refuse(code)} />
            </NotForYou.Provider>
        );
        await show(asking('vault_refused'));
        await settled();
        expect(ended).toBe(0);
        await show(asking('operator_only'));
        await settled();
        expect(ended).toBe(1);
    });
});

describe('a confirmation', () => {
    it('is sent once however often it is pressed, and may be sent again after it failed', async () => {
        let sent = 0;
        let fail: (thrown: unknown) => void = () => undefined;
        const run = () => {
            sent += 1;
            return new Promise<void>((_, reject) => (fail = reject));
        };
        await show(
            <Confirm title="Really?" act="Do it" onClose={() => undefined} run={run}>
                Words.
            </Confirm>,
        );
        const press = () =>
            act(() => {
                root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
            });
        await press();
        await press();
        expect(sent).toBe(1);
        expect(root.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(true);
        fail(new Unreachable());
        await settled();
        expect(root.querySelector('[role=alert]')?.textContent).toContain('cannot be reached');
        await press();
        expect(sent).toBe(2);
    });
});
