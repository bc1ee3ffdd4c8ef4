import { useEffect, useRef } from 'preact/hooks';
import type { Account, Market } from '../api/types';
import { Decimal } from '../decimal';
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
}

export function ConfirmOrder({ question, intents, onClose }: { question: Question; intents: Intents; onClose: () => void }) {
    const { draft, market, account, instrument, checked } = question;
    const confirm = useRef<HTMLButtonElement>(null);
    useEffect(() => confirm.current?.focus(), []);
    const unit = market.contract ? 'contracts' : market.base;
    const paid = market.settle ?? market.quote;
    return (
        <Dialog title="Confirm order" onClose={onClose} class="confirm">
            <p class={`confirm-line ${draft.side}`}>
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
                        ? `the market’s${question.reference ? `, just now about ${Decimal.of(question.reference)} ${market.quote}` : ''}`
                        : `${Decimal.of(draft.price)} ${market.quote}`}
                </dd>
                <dt>Worth</dt>
                <dd>{checked.cost ? `${draft.type === 'market' ? '≈ ' : ''}${checked.cost.toFixed(2)} ${paid}` : 'not known'}</dd>
                <dt>Fee</dt>
                <dd>{checked.fee ? `≈ ${checked.fee.toFixed(4)} ${paid}` : 'not known'}</dd>
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
                    ref={confirm}
                    type="button"
                    class={`primary is-${draft.side}`}
                    onClick={() => {
                        intents.place(question.key, account.id, account.label, instrument, wish(question));
                        onClose();
                    }}
                >
                    Place order
                </button>
                <button type="button" onClick={onClose}>
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
