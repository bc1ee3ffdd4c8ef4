import { useEffect, useMemo, useState } from 'preact/hooks';
import { accounts, accountsFault, loadAccounts } from '../accounts/accounts';
import { Refusal, sentence } from '../api/problem';
import type { Account, Market } from '../api/types';
import { places } from '../format';
import { active, callAs, type Identity } from '../identity/identities';
import { Fault } from '../ui/pane';
import { Splitter } from '../ui/splitter';
import { Tabs } from '../ui/tabs';
import { narrow } from '../ui/width';
import { useAccountData } from './account-data';
import { AccountPanes } from './account-panes';
import { Book, Trades } from './book';
import { Chart } from './chart';
import { choicesOf, SECTIONS, type Choices, type Instrument } from './choices';
import { halt, HaltSwitch, useHalt } from './halt';
import { InstrumentBar } from './instrument-bar';
import { IntentList } from './intent-list';
import { Intents } from './intents';
import { useBook, useTicker, useTrades } from './market-data';
import { marketOf, offerOf, type Offer } from './offers';
import { OrderForm } from './order-form';
import './terminal.css';

const SHARES_EVERY = 10_000;

export function Terminal() {
    const identity = active.value;
    return identity ? <TerminalOf identity={identity} key={identity.id} /> : null;
}

function TerminalOf({ identity }: { identity: Identity }) {
    const choices = choicesOf(identity.id);
    const instrument = choices.instrument.value;
    const { offer, market, fault } = useMarket(instrument);
    const intents = useMemo(
        () => new Intents(identity.id, (path, sending) => callAs(identity, path, sending)),
        [identity.id],
    );
    useEffect(() => () => intents.close(), [intents]);
    useHalt();
    useSharesOfOthers();

    const usable = accounts.value.filter((account) => account.exchange === instrument.exchange);
    const account = useChosenAccount(usable, instrument.exchange, choices);
    const data = useAccountData(account, instrument, intents);
    // What ended a stream has changed the list as well.
    useEffect(() => void (data.heard.state === 'ended' && loadAccounts()), [data.heard.state]);
    const ticker = useTicker(instrument);
    const book = useBook(instrument);
    const trades = useTrades(instrument);
    const [picked, setPicked] = useState({ price: 0, nth: 0 });
    const digits = places(market?.precision.price, ticker.value?.last);
    const sizeDigits = Math.min(places(market?.precision.amount), 5);
    const timeframes = offer ? Object.keys(offer.timeframes) : [choices.timeframe.value];
    const timeframe = timeframes.includes(choices.timeframe.value) ? choices.timeframe.value : (timeframes[0] ?? '1m');

    const chart = (
        <Chart
            instrument={instrument}
            timeframe={timeframe}
            timeframes={timeframes}
            digits={digits}
            onTimeframe={(frame) => (choices.timeframe.value = frame)}
        />
    );
    const bookPane = (
        <Book
            book={book.value}
            heard={book.heard}
            digits={digits}
            sizeDigits={sizeDigits}
            onPrice={(price) => {
                setPicked({ price, nth: picked.nth + 1 });
                choices.section.value = 'order';
            }}
        />
    );
    const tape = <Trades trades={trades.value} heard={trades.heard} digits={digits} sizeDigits={sizeDigits} />;
    const order = (
        <div class="order-column">
            <OrderForm
                key={`${instrument.exchange} ${instrument.marketType} ${instrument.symbol}`}
                instrument={instrument}
                market={market}
                account={account}
                choosable={usable.length > 0}
                ticker={ticker.heard.state === 'live' ? ticker.value : null}
                balance={data.balanceHeard.state === 'live' ? data.balance : null}
                halted={halt.value?.active ?? false}
                picked={picked}
                intents={intents}
            />
            <IntentList intents={intents} />
        </div>
    );
    const panes = (
        <AccountPanes
            account={account}
            instrument={instrument}
            data={data}
            digits={digits}
            tab={choices.tab.value}
            onTab={(tab) => (choices.tab.value = tab)}
        />
    );

    return (
        <main class="terminal">
            <h1 class="sr-only">Trade {instrument.symbol}</h1>
            <div class="terminal-head">
                <InstrumentBar
                    instrument={instrument}
                    ticker={ticker.value}
                    heard={ticker.heard}
                    digits={digits}
                    accounts={usable}
                    account={account}
                    onInstrument={(chosen) => (choices.instrument.value = chosen)}
                    onAccount={(id) => (choices.accounts.value = { ...choices.accounts.value, [instrument.exchange]: id })}
                />
                <HaltSwitch />
            </div>
            {fault && <Fault>{fault}</Fault>}
            {accountsFault.value && <Fault>Your accounts could not be read: {accountsFault.value}</Fault>}
            {narrow.value ? (
                <Tabs
                    label="Parts of the terminal"
                    class="sections"
                    tabs={SECTIONS}
                    chosen={choices.section.value}
                    onChoose={(section) => (choices.section.value = section)}
                >
                    {{ chart, book: bookPane, trades: tape, order, account: panes }[choices.section.value]}
                </Tabs>
            ) : (
                <Wide choices={choices} chart={chart} book={bookPane} tape={tape} order={order} panes={panes} />
            )}
        </main>
    );
}

type Node = preact.JSX.Element;

function Wide(props: { choices: ReturnType<typeof choicesOf>; chart: Node; book: Node; tape: Node; order: Node; panes: Node }) {
    const sizes = props.choices.sizes;
    const { book, form, bottom } = sizes.value;
    const put = (changed: Partial<typeof sizes.value>) => (sizes.value = { ...sizes.value, ...changed });
    return (
        <div class="wide" style={{ gridTemplateColumns: `minmax(260px, 1fr) 6px ${book}px 6px ${form}px` }}>
            <div class="wide-main" style={{ gridTemplateRows: `minmax(160px, 1fr) 6px ${bottom}px` }}>
                {props.chart}
                <Splitter label="Height of the account" direction="rows" size={bottom} min={110} max={600} onSize={(size) => put({ bottom: size })} />
                {props.panes}
            </div>
            <Splitter label="Width of the order book" direction="columns" size={book} min={220} max={520} onSize={(size) => put({ book: size })} />
            <div class="wide-book">
                {props.book}
                {props.tape}
            </div>
            <Splitter label="Width of the order form" direction="columns" size={form} min={250} max={480} onSize={(size) => put({ form: size })} />
            {props.order}
        </div>
    );
}

/**
 * The account this identity trades with at an exchange: the one it chose, at first the oldest of its
 * own. Never another one by itself: when the chosen one is gone, there is none until one is chosen.
 */
function useChosenAccount(usable: readonly Account[], exchange: string, choices: Choices): Account | null {
    const chosen = choices.accounts.value[exchange];
    const first = usable.find((one) => !one.shared) ?? usable[0];
    useEffect(() => {
        // As it is now: they may have chosen between the picture and this.
        const now = choices.accounts.peek();
        if (now[exchange] === undefined && first) {
            choices.accounts.value = { ...now, [exchange]: first.id };
        }
    }, [chosen, first?.id, exchange]);
    return usable.find((one) => one.id === chosen) ?? null;
}

/** Others may share, raise or revoke at any time; nobody calls us for it. */
function useSharesOfOthers(): void {
    useEffect(() => {
        const ask = () => void (document.visibilityState === 'visible' && loadAccounts());
        ask();
        const timer = setInterval(ask, SHARES_EVERY);
        document.addEventListener('visibilitychange', ask);
        return () => {
            clearInterval(timer);
            document.removeEventListener('visibilitychange', ask);
        };
    }, []);
}

interface Known {
    offer: Offer | null;
    market: Market | null;
    fault: string | null;
}

const NOTHING: Known = { offer: null, market: null, fault: null };

/** What the exchange offers and the rules of the market; asked again while the exchange is not heard. */
function useMarket(instrument: Instrument): Known {
    const [known, setKnown] = useState<Known>(NOTHING);
    useEffect(() => {
        let wanted = true;
        let again: ReturnType<typeof setTimeout>;
        const ask = async () => {
            try {
                const [offer, market] = await Promise.all([
                    offerOf(instrument.exchange, instrument.marketType),
                    marketOf(instrument),
                ]);
                if (wanted) {
                    setKnown({ offer, market, fault: null });
                }
            } catch (thrown) {
                if (wanted) {
                    const gone = thrown instanceof Refusal && thrown.status === 404;
                    setKnown({ ...NOTHING, fault: gone ? 'That market is no longer there: choose another one.' : sentence(thrown) });
                    again = setTimeout(() => void ask(), gone ? 60_000 : 5_000);
                }
            }
        };
        setKnown(NOTHING);
        void ask();
        return () => {
            wanted = false;
            clearTimeout(again);
        };
    }, [instrument.exchange, instrument.marketType, instrument.symbol]);
    return known;
}
