/** The server's answer to a call that failed; its sentence is fit for people. */
export class Refusal extends Error {
    override readonly name = 'Refusal';

    constructor(
        readonly status: number,
        readonly code: string,
        sentence: string,
        readonly details: Record<string, unknown>,
        readonly requestId: string | null,
        /** Milliseconds; null: it was not said. */
        readonly retryAfter: number | null,
    ) {
        super(sentence);
    }
}

/** There was no answer. */
export class Unreachable extends Error {
    override readonly name = 'Unreachable';

    constructor() {
        super('The server cannot be reached. Check that it runs and that you are online.');
    }
}

/** What to show people for whatever was thrown. */
export function sentence(thrown: unknown): string {
    if (thrown instanceof Refusal) {
        const said = thrown.details['exchangeMessage'];
        return typeof said === 'string' && said ? `${thrown.message} The exchange says: ${said}` : thrown.message;
    }
    if (thrown instanceof Unreachable) {
        return thrown.message;
    }
    return 'Something went wrong in the page. Reload it; nothing was sent twice.';
}
