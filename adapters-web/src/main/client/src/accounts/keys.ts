/**
 * What is typed of keys stays in the inputs it was typed into: it is read for one request, never put into
 * state, and the inputs are emptied when it is done with.
 */
export interface Keys {
    api_key?: string;
    api_secret?: string;
    passphrase?: string;
    api_key_ro?: string;
    api_secret_ro?: string;
    passphrase_ro?: string;
}

export type KeyPart = keyof Keys;
export type KeyFaults = { [part in KeyPart]?: string };

const inputs = (within: Element): NodeListOf<HTMLInputElement> => within.querySelectorAll('input[data-part]');

/** Blanks around a pasted key are never part of it; a passphrase was made up by a human and may have them. */
export function readKeys(within: Element): Keys {
    const keys: Keys = {};
    for (const input of inputs(within)) {
        const part = input.dataset['part'] as KeyPart;
        const value = part.startsWith('passphrase') ? input.value : input.value.trim();
        if (value) {
            keys[part] = value;
        }
    }
    return keys;
}

export function wipeKeys(within: Element): void {
    for (const input of inputs(within)) {
        input.value = '';
    }
}

/** What has to be typed yet, part by part; a key is given whole. */
export function missing(keys: Keys, asks: { main: boolean; passphrase: boolean }): KeyFaults {
    const faults: KeyFaults = {};
    const main = asks.main || keys.api_key || keys.api_secret || keys.passphrase;
    if (main && !keys.api_key) {
        faults.api_key = 'Paste the key that the exchange gave you.';
    }
    if (main && !keys.api_secret) {
        faults.api_secret = 'Paste the secret that belongs to the key.';
    }
    if (main && asks.passphrase && !keys.passphrase) {
        faults.passphrase = 'This exchange needs the passphrase that was set when the key was made.';
    }
    if (keys.api_key_ro || keys.api_secret_ro || keys.passphrase_ro) {
        if (!keys.api_key_ro) {
            faults.api_key_ro = 'Paste the key that belongs to this secret.';
        }
        if (!keys.api_secret_ro) {
            faults.api_secret_ro = 'Paste the secret that belongs to this key.';
        }
        if (asks.passphrase && !keys.passphrase_ro) {
            faults.passphrase_ro = 'This exchange needs a passphrase with each key.';
        }
    }
    if (keys.api_key && keys.api_key === keys.api_secret) {
        faults.api_secret = 'This is the key again; the secret is another text.';
    }
    return faults;
}

/** Whether an owner would know a stored key by these four characters; a short key shows none. */
export function suffixOf(key: string): string {
    const last = key.length < 8 ? '' : key.slice(-4);
    return /^[!-~]*$/.test(last) ? last : '';
}
