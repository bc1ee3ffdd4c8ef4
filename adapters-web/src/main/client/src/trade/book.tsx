import type { Level, OrderBook, Trade } from '../api/types';
import { number, time } from '../format';
import type { Heard } from '../live/live';
import { Empty, Pane } from '../ui/pane';

/** More than fits: the pane cuts off what is furthest from the spread. */
const DEPTH = 18;

/** Both sides of the book around the spread; a level clicked becomes the price of the order. */
export function Book(props: { book: OrderBook | null; heard: Heard; digits: number; sizeDigits: number; onPrice: (price: number) => void }) {
    const { book } = props;
    const asks = book?.asks.slice(0, DEPTH) ?? [];
    const bids = book?.bids.slice(0, DEPTH) ?? [];
    const most = Math.max(total(asks), total(bids), Number.MIN_VALUE);
    const best = { ask: asks[0]?.[0], bid: bids[0]?.[0] };
    return (
        <Pane title="Order book" heard={props.heard}>
            {!book && <Empty>No book yet.</Empty>}
            {book && (
                <div class="book">
                    <div class="book-head" aria-hidden="true">
                        <span>Price</span>
                        <span>Amount</span>
                        <span>Total</span>
                    </div>
                    <Side side="sell" levels={asks} most={most} digits={props.digits} sizeDigits={props.sizeDigits} onPrice={props.onPrice} />
                    <p class="spread">
                        {best.ask !== undefined && best.bid !== undefined
                            ? `Spread ${number(best.ask - best.bid, props.digits)}`
                            : 'One side is empty'}
                    </p>
                    <Side side="buy" levels={bids} most={most} digits={props.digits} sizeDigits={props.sizeDigits} onPrice={props.onPrice} />
                </div>
            )}
        </Pane>
    );
}

const total = (levels: readonly Level[]) => levels.reduce((sum, [, size]) => sum + size, 0);

function Side(props: {
    side: 'buy' | 'sell';
    levels: readonly Level[];
    most: number;
    digits: number;
    sizeDigits: number;
    onPrice: (price: number) => void;
}) {
    let sum = 0;
    const rows = props.levels.map(([price, size]) => {
        sum += size;
        return { price, size, sum };
    });
    return (
        <ol class={`book-side is-${props.side}`} aria-label={props.side === 'buy' ? 'Bids' : 'Asks'}>
            {rows.map((row, index) => (
                // By place and not by price: the rows stay, their numbers change.
                <li key={index}>
                    <button type="button" tabIndex={-1} onClick={() => props.onPrice(row.price)}>
                        <span class="depth" style={{ transform: `scaleX(${row.sum / props.most})` }} aria-hidden="true" />
                        <span class={props.side}>{number(row.price, props.digits)}</span>
                        <span>{number(row.size, props.sizeDigits)}</span>
                        <span class="muted">{number(row.sum, props.sizeDigits)}</span>
                    </button>
                </li>
            ))}
        </ol>
    );
}

export function Trades(props: { trades: readonly Trade[]; heard: Heard; digits: number; sizeDigits: number }) {
    return (
        <Pane title="Trades" heard={props.heard}>
            {props.trades.length === 0 && <Empty>No trades yet.</Empty>}
            <ol class="tape" aria-label="Last trades">
                {props.trades.map((trade) => (
                    <li key={trade.id ?? `${trade.timestamp} ${trade.price} ${trade.amount}`}>
                        <span class={trade.side ?? ''}>
                            {number(trade.price, props.digits)}
                            <span class="sr-only"> {trade.side}</span>
                        </span>
                        <span>{number(trade.amount, props.sizeDigits)}</span>
                        <span class="muted">{time(trade.timestamp)}</span>
                    </li>
                ))}
            </ol>
        </Pane>
    );
}
