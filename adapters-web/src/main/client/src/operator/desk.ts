import { call } from '../identity/identities';
import type { AuditPage, Check, ExchangeHealth, Halt, LiveSession, Person, Role, Verification } from './types';

/** So many users or sessions are told at once. */
export const MOST = 1000;

export interface Trail {
    /** The id of a user. */
    user?: string;
    event?: string;
}

const at = (...parts: string[]) => `/api/operator/${parts.map(encodeURIComponent).join('/')}`;

function asked(path: string, query: Record<string, string | number | undefined>): string {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== '') {
            words.set(name, String(value));
        }
    }
    return words.size > 0 ? `${path}?${words}` : path;
}

export const people = (query: string, signal?: AbortSignal) =>
    call<Person[]>(asked(at('users'), { query }), signal ? { signal } : {});

export const addPerson = (person: { email: string; password: string; name?: string; role: Role }) =>
    call<Person>(at('users'), { method: 'POST', body: person });

export const changePerson = (id: string, change: { disabled?: boolean; role?: Role; password?: string }) =>
    call<Person>(at('users', id), { method: 'PATCH', body: change });

export const sessions = (signal: AbortSignal) => call<LiveSession[]>(at('sessions'), { signal });

export const endSession = (id: string) => call<unknown>(at('sessions', id), { method: 'DELETE' });

export const trail = (filter: Trail, before: number | undefined, limit: number, signal: AbortSignal) =>
    call<AuditPage>(asked(at('audit'), { limit, before, user: filter.user, event: filter.event }), { signal });

export const verify = () => call<Verification>(at('audit', 'verify'), { method: 'POST', body: {} });

export const exchanges = (signal: AbortSignal) => call<ExchangeHealth[]>(at('exchanges'), { signal });

export const check = (id: string) => call<Check>(at('exchanges', id, 'check'), { method: 'POST', body: {} });

export const egress = async (signal: AbortSignal) =>
    (await call<{ ip: string | null }>('/health/egress-ip', { signal })).ip;

export const halt = async (signal: AbortSignal) =>
    (await call<{ data: Halt }>('/api/trading/halt', { signal })).data;

export const setHalt = async (active: boolean, cancelOpenOrders: boolean) =>
    (
        await call<{ data: Halt }>('/api/trading/halt', {
            method: 'PUT',
            body: { active, scope: 'all', ...(cancelOpenOrders ? { cancelOpenOrders } : {}) },
        })
    ).data;
