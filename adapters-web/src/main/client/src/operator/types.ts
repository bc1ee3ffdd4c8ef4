/** What the operator's routes answer. */
export type Role = 'operator' | 'user';

export interface Person {
    id: string;
    email: string;
    name: string;
    role: Role;
    disabled: boolean;
    has_password: boolean;
    sso_bound: boolean;
    created_at: string;
    last_seen_at?: string;
    sessions: number;
}

export interface LiveSession {
    id: string;
    user_id: string;
    email: string;
    created_at: string;
    last_used_at: string;
    ip: string;
    user_agent: string;
    current: boolean;
}

export interface AuditEntry {
    seq: number;
    at: string;
    event: string;
    user_id?: string;
    user_email?: string;
    details: Record<string, unknown>;
    sealed: boolean;
}

/** A page may be short, or empty, and still have a next one. */
export interface AuditPage {
    entries: AuditEntry[];
    next?: number;
}

export interface Verification {
    ok: boolean;
    /** How many are sealed. */
    rows: number;
    /** How many of these were exported and removed since, as they may be. */
    retired: number;
    /** The number of the last seal. */
    sealed_through?: number;
    anchor?: string;
    unsealed: { rows: number; oldest?: string };
    /** The first of them. */
    faults: { kind: string; sentence: string }[];
    fault_count: number;
}

export type Breaker = 'closed' | 'half_open' | 'open';

/** What is not there is not known. */
export interface Standing {
    breaker?: Breaker;
    banned_until?: string;
    weight_used?: number;
    weight_limit?: number;
    last_error_code?: string;
    last_error_at?: string;
    last_ok_at?: string;
    clock_offset_ms?: number;
}

export interface ExchangeHealth extends Standing {
    id: string;
    configured: boolean;
    state: 'ok' | 'degraded' | 'down' | 'unknown';
    streams: number;
    hosts: (Standing & { host: string })[];
}

export interface Check {
    reachable: boolean;
    markets?: number;
    code?: string;
    error?: string;
}

export interface Halt {
    active: boolean;
    all: { active: boolean; since?: string };
    own: { active: boolean; since?: string };
    cancelled?: { orders: number; failures: CancelFailure[] };
}

export interface CancelFailure {
    accountId: string;
    exchange: string;
    marketType: string;
    code: string;
    error: string;
}
