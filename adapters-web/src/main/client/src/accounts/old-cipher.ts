import { text, labelOf, type Opened, type Told } from './old-row';

const ROUNDS = 100_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;

function bytes(base64: string): Uint8Array<ArrayBuffer> | null {
    try {
        return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    } catch {
        return null;
    }
}

/** The salt that earlier terminals kept beside the store; null: it is missing or none. */
export function saltOf(written: string | null): Uint8Array<ArrayBuffer> | null {
    const salt = written ? bytes(written.trim()) : null;
    return salt?.length === SALT_BYTES ? salt : null;
}

/** The key that a master password makes. It cannot be read back, only decrypted with. */
export async function keyOf(masterPassword: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(masterPassword), 'PBKDF2', false, ['deriveKey']);
    return crypto.subtle.deriveKey(
        { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
        base,
        { name: 'AES-GCM', length: 256 },
        false,
        ['decrypt'],
    );
}

/** Null: not encrypted under this key, or not at all. */
async function decrypt(key: CryptoKey, base64: string): Promise<string | null> {
    const sealed = bytes(base64);
    if (!sealed || sealed.length <= IV_BYTES) {
        return null;
    }
    try {
        const iv = sealed.slice(0, IV_BYTES);
        const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.slice(IV_BYTES));
        return new TextDecoder().decode(open);
    } catch {
        return null;
    }
}

/** Null: the row does not open. */
export async function open(row: Told, key: CryptoKey): Promise<Opened | null> {
    const opened = await decrypt(key, text(row, 'key'));
    const secret = await decrypt(key, text(row, 'privateKey'));
    const passphrase = text(row, 'password') ? await decrypt(key, text(row, 'password')) : '';
    if (opened === null || secret === null || passphrase === null) {
        return null;
    }
    // Some clients encrypted these too, others did not.
    const notes = new Map<string, string>();
    for (const note of [text(row, 'notes'), text(row, 'email')]) {
        notes.set(note, (note && (await decrypt(key, note))) || note);
    }
    return { key: opened.trim(), secret: secret.trim(), passphrase, label: labelOf(row, (note) => notes.get(note) ?? note) };
}
