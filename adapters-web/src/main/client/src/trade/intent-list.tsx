import { time } from '../format';
import { isSettled, type Intent, type Intents } from './intents';

const WORDS = {
    sending: 'Sending …',
    placed: 'Placed',
    refused: 'Not placed',
    unknown: 'Outcome unknown; asking the exchange …',
    undecided: 'Outcome unknown',
} as const;

/** What became of the orders confirmed here: nothing is called done that is not known to be. */
export function IntentList({ intents }: { intents: Intents }) {
    const all = intents.all.value;
    const open = all.filter((intent) => !isSettled(intent));
    const shown = [...open, ...all.filter(isSettled).slice(0, Math.max(0, 4 - open.length))];
    if (shown.length === 0) {
        return null;
    }
    return (
        <ul class="intents" aria-label="Orders you confirmed" aria-live="polite">
            {shown.map((intent) => (
                <li key={intent.key} class={`intent is-${intent.fate}`}>
                    <div class="row">
                        <strong>{word(intent)}</strong>
                        <span class="muted">{time(intent.confirmedAt)}</span>
                        {isSettled(intent) || intent.fate === 'undecided' ? (
                            <button type="button" class="icon" aria-label="Put away" onClick={() => intents.putAway(intent.key)}>
                                ×
                            </button>
                        ) : null}
                    </div>
                    <span class="muted">
                        {intent.wish.side} {intent.wish.amount} {intent.wish.symbol}
                        {intent.wish.price ? ` at ${intent.wish.price}` : ''} · <bdi class="cut">{intent.accountLabel}</bdi>
                    </span>
                    {intent.said && !(intent.fate === 'placed') && <span class="said">{intent.said}</span>}
                    {intent.fate === 'undecided' && (
                        <>
                            <span class="said">
                                Look into your orders. Asking again under the same name never doubles it, but places it now if it never
                                arrived.
                            </span>
                            <button type="button" onClick={() => intents.askAgain(intent.key)}>
                                Ask again
                            </button>
                        </>
                    )}
                </li>
            ))}
        </ul>
    );
}

const ENDS: Record<string, string> = {
    closed: 'Filled',
    canceled: 'Cancelled',
    rejected: 'Rejected by the exchange',
    expired: 'Expired',
};

function word(intent: Intent): string {
    if (intent.fate === 'placed' && intent.order) {
        const { status } = intent.order;
        return ENDS[status ?? ''] ?? 'Placed';
    }
    return WORDS[intent.fate];
}
