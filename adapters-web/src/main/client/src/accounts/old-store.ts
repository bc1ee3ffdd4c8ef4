import { exchangeId } from './exchanges';
import { isMarked, isTold, labelOf, text, type Told } from './old-row';

/** Where earlier terminals kept accounts in this browser. */
export const OLD = { store: 'user-store', salt: 'encryption-salt', hash: 'encryption-hash' } as const;

/** One account of it, as far as may be shown and remembered: nothing of its key. */
export interface OldRow {
    /** A hash of the whole row: finds it again however the store was changed meanwhile. */
    id: string;
    /** In the order of the store, from 1. */
    number: number;
    /** Null: it names none that could be one. */
    exchange: string | null;
    label: string;
    encrypted: boolean;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The lists of accounts in the store, one per user of it; what is not as it should be is no list. */
function lists(store: unknown): unknown[][] {
    const state = isTold(store) ? store['state'] : null;
    const users = isTold(state) ? state['users'] : null;
    return (Array.isArray(users) ? users : []).flatMap((user) =>
        isTold(user) && Array.isArray(user['accounts']) ? [user['accounts'] as unknown[]] : [],
    );
}

async function idOf(row: unknown): Promise<string> {
    return sha256(JSON.stringify(row) ?? '');
}

export async function sha256(of: string): Promise<string> {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(of));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The accounts that are there; `unreadable`: there is something, and it is no store of accounts. */
export async function readRows(place: Place): Promise<OldRow[] | 'unreadable'> {
    const written = place.getItem(OLD.store);
    if (!written) {
        return [];
    }
    let store: unknown;
    try {
        store = JSON.parse(written);
    } catch {
        return 'unreadable';
    }
    const rows = await Promise.all(
        lists(store).flat().map(async (row, at) => ({
            id: await idOf(row),
            number: at + 1,
            exchange: isTold(row) ? exchangeId(text(row, 'exchange')) : null,
            label: isTold(row) && !isMarked(row) ? labelOf(row, (note) => note) : '',
            encrypted: isTold(row) && isMarked(row),
        })),
    );
    // The very same row twice is one.
    return rows.filter(({ id }, at) => rows.findIndex((other) => other.id === id) === at);
}

/** The row itself, with its key: for one request, not to be kept. Null: it is not there any more. */
export async function find(place: Place, id: string): Promise<Told | null> {
    try {
        for (const row of lists(JSON.parse(place.getItem(OLD.store) ?? 'null')).flat()) {
            if ((await idOf(row)) === id) {
                return isTold(row) ? row : {};
            }
        }
    } catch {
        // Somebody wrote something else there meanwhile.
    }
    return null;
}

/**
 * Takes one row out, as soon as it is in the vault: a run that is cut short is then not begun again with
 * rows that are stored already. Everything else in the store stays as it is while a row is left, since
 * whoever comes back to the earlier terminal has their other settings there. With the last row the whole
 * store goes, and with it what its encryption needed.
 *
 * Another tab may write there at any time: what is written is always made from what was there just before.
 */
export async function takeOut(place: Place, id: string): Promise<void> {
    for (;;) {
        const written = place.getItem(OLD.store);
        if (!written) {
            return;
        }
        const store: unknown = JSON.parse(written);
        let left = 0;
        for (const list of lists(store)) {
            const ids = await Promise.all(list.map(idOf));
            const rest = list.filter((_, at) => ids[at] !== id);
            list.splice(0, list.length, ...rest);
            left += rest.length;
        }
        if (place.getItem(OLD.store) !== written) {
            continue;
        }
        if (left > 0) {
            place.setItem(OLD.store, JSON.stringify(store));
        } else {
            place.removeItem(OLD.store);
            place.removeItem(OLD.salt);
            place.removeItem(OLD.hash);
        }
        return;
    }
}
