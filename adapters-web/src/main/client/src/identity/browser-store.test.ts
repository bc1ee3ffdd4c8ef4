import { describe, expect, it } from 'vitest';
import { BrowserStore, jsonObject, type Form } from './browser-store';

const names: Form<string[]> = {
    key: 'names',
    read: (text) => {
        const kept = jsonObject(text)?.['names'];
        return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string') : [];
    },
    write: (value) => JSON.stringify({ names: value }),
};

/** A storage as a browser's, that can be full or forbidden. */
class Shelf {
    texts = new Map<string, string>();
    full = false;
    forbidden = false;
    writes = 0;

    getItem = (key: string) => {
        if (this.forbidden) {
            throw new DOMException('forbidden', 'SecurityError');
        }
        return this.texts.get(key) ?? null;
    };

    setItem = (key: string, text: string) => {
        if (this.full || this.forbidden) {
            throw new DOMException('full', 'QuotaExceededError');
        }
        this.writes++;
        this.texts.set(key, text);
    };
}

function open(shelf: Shelf) {
    const trouble: string[] = [];
    const store = new BrowserStore(
        names,
        () => trouble.push('said'),
        () => shelf as unknown as Storage,
    );
    return { store, trouble };
}

const add = (name: string) => (value: string[]) => [...value.filter((other) => other !== name), name];
const without = (name: string) => (value: string[]) => value.filter((other) => other !== name);

describe('what the browser keeps', () => {
    it('is read anew before each change, so that no tab undoes another', () => {
        const shelf = new Shelf();
        const one = open(shelf).store;
        const other = open(shelf).store;
        one.change(add('ann'));
        other.change(add('bob'));
        one.change(without('ann'));
        expect(other.value()).toEqual(['bob']);
    });

    it('is not written when nothing changes, so that other tabs are not woken', () => {
        const shelf = new Shelf();
        const { store } = open(shelf);
        store.change(add('ann'));
        store.change((value) => value);
        expect(shelf.writes).toBe(1);
    });

    it.each(['not json', '[]', '7', 'null', '{"names":"ann"}', '{"names":[7,{}]}'])('begins empty over %s', (text) => {
        const shelf = new Shelf();
        shelf.texts.set('names', text);
        const { store } = open(shelf);
        expect(store.value()).toEqual([]);
        expect(store.change(add('ann'))).toBe(true);
        expect(store.value()).toEqual(['ann']);
    });

    it('is remembered while the storage is full, and says so', () => {
        const shelf = new Shelf();
        const { store, trouble } = open(shelf);
        store.change(add('ann'));
        shelf.full = true;
        expect(store.change(add('bob'))).toBe(false);
        expect(store.value()).toEqual(['ann', 'bob']);
        expect(trouble).toHaveLength(1);
        expect(names.read(shelf.texts.get('names') ?? null)).toEqual(['ann']);
    });

    it('is written with the next change that fits, beside what another tab wrote since', () => {
        const shelf = new Shelf();
        const { store } = open(shelf);
        store.change(add('ann'));
        shelf.full = true;
        store.change(add('bob'));
        shelf.full = false;
        open(shelf).store.change((value) => [...without('ann')(value), 'eve']);
        expect(store.value()).toEqual(['eve', 'bob']);
        expect(store.change(add('joe'))).toBe(true);
        expect(names.read(shelf.texts.get('names') ?? null)).toEqual(['eve', 'bob', 'joe']);
    });

    it('is remembered where storages are forbidden', () => {
        const shelf = new Shelf();
        shelf.forbidden = true;
        const { store, trouble } = open(shelf);
        store.change(add('ann'));
        expect(store.value()).toEqual(['ann']);
        expect(trouble.length).toBeGreaterThan(0);
    });

    it('is remembered where asking for the storage alone is refused', () => {
        const store = new BrowserStore(
            names,
            () => undefined,
            () => {
                throw new DOMException('forbidden', 'SecurityError');
            },
        );
        store.change(add('ann'));
        expect(store.value()).toEqual(['ann']);
    });
});
