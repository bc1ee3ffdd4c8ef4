import { useEffect, useRef } from 'preact/hooks';
import type { Account, Market } from '../api/types';
import { Decimal } from '../decimal';
import { time } from '../format';
import { Dialog } from '../ui/dialog';
import type { Instrument } from './choices';
import type { Intents, OrderWish } from './intents';
import type { Checked, Draft } from './order-rules';

/** An order as it will be sent, and the one name it will be sent by. */
export interface Question {
    key: string;
    draft: Draft;
    checked: Checked;
    account: Account;
    instrument: Instrument;
    market: Market;
    /** What a market order is expected to trade at. */
    reference: number | null;
    askedAt: number;
}

export function ConfirmOrder({ question, intents, onClose }: { question: Question; intents: Intents; onClose: (placed: boolean) => void }) {
    const { draft, market, account, instrument, checked } = question;
    // On the question and not on the answer: a key pressed twice must not confirm what was not read.
    const asked = useRef<HTMLParagraphElement>(null);
    useEffect(() => asked.current?.focus(), []);
    const unit = market.contract ? 'contracts' : market.base;
    const paid = market.settle ?? market.quote;
    return (
        <Dialog title="Confirm order" onClose={() => onClose(false)} class="confirm">
            <p class={`confirm-line ${draft.side}`} ref={asked} tabIndex={-1}>
                {draft.side === 'buy' ? 'Buy' : 'Sell'} {String(Decimal.of(draft.amount))} {unit} of {market.symbol}
            </p>
            <dl class="estimate">
                <dt>Account</dt>
                <dd>
                    <bdi class="cut">{account.label}</bdi> ({account.exchange}
                    {account.shared ? ', shared with you' : ''})
                </dd>
                <dt>Market</dt>
                <dd>
                    {instrument.exchange} {market.type}
                </dd>
                <dt>Price</dt>
                <dd>
                    {draft.type === 'market'
                        ? `the market’s${question.reference ? `, about ${Decimal.of(question.reference)} ${market.quote} at ${time(question.askedAt)}` : ''}`
                        : `${Decimal.of(draft.price)} ${market.quote}`}
                </dd>
                <dt>Worth</dt>
                <dd>{checked.cost ? `${draft.type === 'market' ? '≈ ' : ''}${checked.cost.short(8)} ${paid}` : 'not known'}</dd>
                <dt>Fee</dt>
                <dd>{checked.fee ? `≈ ${checked.fee.short(8)} ${paid}` : 'not known'}</dd>
                {draft.postOnly && draft.type === 'limit' && (
                    <>
                        <dt>Terms</dt>
                        <dd>post only</dd>
                    </>
                )}
                {draft.reduceOnly && market.contract && (
                    <>
                        <dt>Terms</dt>
                        <dd>reduce only</dd>
                    </>
                )}
            </dl>
            <div class="row">
                <button
                    type="button"
                    class={`primary is-${draft.side}`}
                    onKeyDown={(event) => event.repeat && event.preventDefault()}
                    onClick={() => {
                        intents.place(question.key, account.id, account.label, instrument, wish(question));
                        onClose(true);
                    }}
                >
                    Place order
                </button>
                <button type="button" onClick={() => onClose(false)}>
                    Back
                </button>
            </div>
        </Dialog>
    );
}

function wish({ draft, market }: Question): OrderWish {
    const params: Record<string, unknown> = {
        ...(draft.postOnly && draft.type === 'limit' ? { postOnly: true } : {}),
        ...(draft.reduceOnly && market.contract ? { reduceOnly: true } : {}),
    };
    return {
        symbol: market.symbol,
        type: draft.type,
        side: draft.side,
        amount: String(Decimal.of(draft.amount)),
        ...(draft.type === 'limit' ? { price: String(Decimal.of(draft.price)) } : {}),
        ...(Object.keys(params).length > 0 ? { params } : {}),
    };
}
