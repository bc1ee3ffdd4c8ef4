import { Refusal, sentence } from '../api/problem';
import type { Account } from '../api/types';
import { mayBeDone, type Wish } from './calls';
import { exchangeId } from './exchanges';
import { suffixOf, type Keys } from './keys';
import { open } from './old-cipher';
import { isMarked, plain, text, type Opened, type Told } from './old-row';
import { find, OLD, sha256, takeOut } from './old-store';

/** What became of one row. Only the first two take it out of the browser. */
export type Outcome =
    | { kind: 'stored' }
    /** The same key stood twice in the old store. */
    | { kind: 'already_there' }
    /** Another tab brought it in or removed it. */
    | { kind: 'gone' }
    /** Maybe it is there: nobody but the vault can tell, and what is deleted here cannot be had again. */
    | { kind: 'looks_there'; why: string }
    | { kind: 'can_withdraw'; why: string }
    | { kind: 'failed'; why: string };

export interface Run {
    place: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
    /** Null: nothing is to be decrypted. */
    key: CryptoKey | null;
    /** The rows to do, by id, in order. */
    rows: readonly string[];
    /** Of these the owner said: it is another key than the one it looks like. */
    anew: ReadonlySet<string>;
    /** Of these the owner said: store it although it can withdraw. */
    withdraw: ReadonlySet<string>;
    /** What is in the vault already. */
    there: readonly Account[];
    store: (wish: Wish, keys: Keys) => Promise<Account>;
    /** Asked before each row: the owner may have left meanwhile. */
    goesOn: () => boolean;
    tell: (id: string, outcome: Outcome | 'begun') => void;
}

/** Whether the key opens anything that is encrypted; asked before anything is sent. */
export async function opensAny(place: Run['place'], key: CryptoKey, ids: readonly string[]): Promise<boolean> {
    for (const id of ids) {
        const row = await find(place, id);
        if (row && isMarked(row) && (await open(row, key))) {
            return true;
        }
    }
    return false;
}

const NO_KEY = 'It has no key or no secret: there is nothing to bring in.';

/** One row after the other, each out of the browser as soon as it is in the vault. One that fails holds up no other. */
export async function bringIn(run: Run): Promise<void> {
    // Hashes of what this run stored: the same key twice in the old store is one account.
    const done = new Set<string>();
    for (const id of run.rows) {
        if (!run.goesOn()) {
            return;
        }
        run.tell(id, 'begun');
        let outcome: Outcome;
        try {
            outcome = await bring(run, id, done);
        } catch {
            // Not what was thrown: it may quote what was parsed.
            outcome = { kind: 'failed', why: 'The page could not deal with it. It stays here.' };
        }
        if (outcome.kind === 'stored' || outcome.kind === 'already_there') {
            try {
                await takeOut(run.place, id);
            } catch {
                outcome = { kind: 'failed', why: 'It is in the vault, but its copy could not be removed from this browser.' };
            }
        }
        run.tell(id, outcome);
    }
}

async function bring(run: Run, id: string, done: Set<string>): Promise<Outcome> {
    const row = await find(run.place, id);
    if (!row) {
        return { kind: 'gone' };
    }
    const exchange = exchangeId(text(row, 'exchange'));
    if (!exchange) {
        return { kind: 'failed', why: 'It names no exchange.' };
    }
    const opened = await openOf(row, run);
    if ('why' in opened) {
        return { kind: 'failed', why: opened.why };
    }
    if (!opened.key || !opened.secret) {
        return { kind: 'failed', why: NO_KEY };
    }
    const hash = await sha256(JSON.stringify([exchange, opened.key, opened.secret, opened.passphrase]));
    if (done.has(hash)) {
        return { kind: 'already_there' };
    }
    const suffix = suffixOf(opened.key);
    const like = run.there.find((one) => !one.shared && one.exchange === exchange && suffix && one.api_key_suffix === suffix);
    if (like && !run.anew.has(id)) {
        return {
            kind: 'looks_there',
            why:
                `Already there, it seems: your account “${like.label || like.exchange}” is of the same exchange` +
                ` and its key ends in ${suffix} too. Skipped.`,
        };
    }
    const outcome = await send(run, exchange, opened, run.withdraw.has(id));
    if (outcome.kind === 'stored') {
        done.add(hash);
    }
    return outcome;
}

async function openOf(row: Told, run: Run): Promise<Opened | { why: string }> {
    if (!isMarked(row)) {
        return plain(row);
    }
    if (!text(row, 'key') || !text(row, 'privateKey')) {
        return { why: NO_KEY };
    }
    if (!run.key) {
        return {
            why: run.place.getItem(OLD.salt)
                ? 'It is encrypted: type the master password of the earlier terminal.'
                : 'It is encrypted, and the salt that belongs to it is no longer in this browser: nobody can open it.',
        };
    }
    return (await open(row, run.key)) ?? { why: 'It is damaged: other rows open by this password, this one does not.' };
}

async function send(run: Run, exchange: string, opened: Opened, insists: boolean): Promise<Outcome> {
    const wish = { exchange, label: opened.label, ...(insists ? { allow_withdraw_key: true as const } : {}) };
    const keys: Keys = {
        api_key: opened.key,
        api_secret: opened.secret,
        ...(opened.passphrase ? { passphrase: opened.passphrase } : {}),
    };
    try {
        await run.store(wish, keys);
        return { kind: 'stored' };
    } catch (thrown) {
        if (thrown instanceof Refusal && thrown.code === 'withdraw_key') {
            return {
                kind: 'can_withdraw',
                why: 'The exchange says that this key can withdraw funds. Best take that right away at the exchange and bring it in again.',
            };
        }
        return {
            kind: 'failed',
            why:
                mayBeDone(thrown)
                    ? 'No answer came: it may or may not be stored. It stays here; bring it in again, and it is compared first.'
                    : sentence(thrown),
        };
    }
}

