import type { Account, Grant, GrantLimits } from '../api/types';

type Told = Record<string, unknown>;

const isTold = (value: unknown): value is Told => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/**
 * The metadata in an answer and nothing else of it: the central vault is somebody else's service, and
 * whatever it may add does not come to stay in the page. Null: nothing that could be an account.
 */
export function account(told: unknown): Account | null {
    if (!isTold(told) || !text(told['id']) || !text(told['exchange'])) {
        return null;
    }
    const permissions = told['permissions'];
    return {
        id: text(told['id']),
        exchange: text(told['exchange']),
        label: text(told['label']),
        read_only: told['read_only'] === true,
        has_ro_keys: told['has_ro_keys'] === true,
        owner_user_id: text(told['owner_user_id']),
        // What is not said to be trade is not taken for it.
        access_level: told['access_level'] === 'trade' ? 'trade' : 'read',
        shared: told['shared'] === true,
        created_at: text(told['created_at']),
        api_key_suffix: orNull(told['api_key_suffix'])?.slice(-4) ?? null,
        permissions: Array.isArray(permissions) ? permissions.filter((one) => typeof one === 'string') : null,
        ip_restricted: typeof told['ip_restricted'] === 'boolean' ? told['ip_restricted'] : null,
        key_expires_at: orNull(told['key_expires_at']),
    };
}

export function grant(told: unknown): Grant | null {
    if (!isTold(told) || !text(told['id'])) {
        return null;
    }
    return {
        id: text(told['id']),
        grantee_user_id: text(told['grantee_user_id']),
        grantee_email: text(told['grantee_email']),
        access_level: told['access_level'] === 'trade' ? 'trade' : 'read',
        created_at: text(told['created_at']),
        limits: isTold(told['limits']) ? (told['limits'] as GrantLimits) : null,
        expires_at: orNull(told['expires_at']),
    };
}
