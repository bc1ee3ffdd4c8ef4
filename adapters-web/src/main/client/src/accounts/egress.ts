import { signal } from '@preact/signals';
import { call } from '../identity/identities';

/** Where exchanges see our calls come from; null: the server does not know; undefined: not asked or no answer. */
export const egress = signal<string | null | undefined>(undefined);

export async function loadEgress(): Promise<void> {
    try {
        const { ip } = await call<{ ip: unknown }>('/health/egress-ip');
        egress.value = typeof ip === 'string' ? ip : null;
    } catch {
        egress.value = undefined;
    }
}
