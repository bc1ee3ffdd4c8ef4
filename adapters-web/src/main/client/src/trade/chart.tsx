import {
    CandlestickSeries,
    createChart,
    HistogramSeries,
    type CandlestickData,
    type HistogramData,
    type IChartApi,
    type ISeriesApi,
    type Time,
    type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { sentence } from '../api/problem';
import type { Answer, Candle } from '../api/types';
import { call } from '../identity/identities';
import { useStream } from '../live/live';
import { Choice } from '../ui/field';
import { Empty, Fault, Pane } from '../ui/pane';
import { isLight } from '../ui/theme';
import type { Instrument } from './choices';

const AT_ONCE = 500;

interface Drawn {
    chart: IChartApi;
    candles: ISeriesApi<'Candlestick'>;
    volume: ISeriesApi<'Histogram'>;
}

/** Candles with their volume, live; scrolled to the left it reads on. */
export function Chart(props: {
    instrument: Instrument;
    timeframe: string;
    timeframes: readonly string[];
    digits: number;
    onTimeframe: (timeframe: string) => void;
}) {
    const { instrument, timeframe, digits } = props;
    const key = `${instrument.exchange} ${instrument.marketType} ${instrument.symbol} ${timeframe}`;
    const place = useRef<HTMLDivElement>(null);
    const drawn = useRef<Drawn | null>(null);
    const history = useRef<History | null>(null);
    const joined = useRef('');
    const [fault, setFault] = useState<string | null>(null);
    const [empty, setEmpty] = useState(false);

    useEffect(() => {
        if (!place.current) {
            return;
        }
        const made = draw(place.current);
        drawn.current = made;
        const older = () => {
            const range = made.chart.timeScale().getVisibleLogicalRange();
            if (range && range.from < 20) {
                void history.current?.older();
            }
        };
        made.chart.timeScale().subscribeVisibleLogicalRangeChange(older);
        return () => {
            drawn.current = null;
            made.chart.remove();
        };
    }, []);

    const light = isLight();
    useEffect(() => {
        if (drawn.current) {
            paint(drawn.current);
        }
    }, [light]);
    useEffect(() => {
        drawn.current?.candles.applyOptions({
            priceFormat: { type: 'price', precision: digits, minMove: 1 / 10 ** digits },
        });
    }, [digits]);

    const load = () => {
        const target = drawn.current;
        if (!target) {
            return;
        }
        const reading = new History(target, instrument, timeframe, history.current?.drawnUntil);
        history.current?.stop();
        history.current = reading;
        setFault(null);
        reading.newest().then(
            (candles) => setEmpty(candles === 0),
            (thrown: unknown) => reading.isWanted && setFault(sentence(thrown)),
        );
    };
    useEffect(() => {
        drawn.current?.candles.setData([]);
        drawn.current?.volume.setData([]);
        history.current = null;
        load();
        return () => history.current?.stop();
    }, [key]);

    const heard = useStream<Candle[]>(
        key,
        (line, listener) =>
            line.subscribe(
                {
                    exchange: instrument.exchange,
                    symbol: instrument.symbol,
                    marketType: instrument.marketType,
                    dataType: 'ohlcv',
                    timeframe,
                },
                listener,
            ),
        (candles) => history.current?.live(candles),
        {
            fresh: () => {
                // Subscribed for the second time: there may be a gap.
                if (joined.current === key) {
                    load();
                }
                joined.current = key;
            },
        },
    );

    return (
        <Pane
            title="Chart"
            class="chart-pane"
            heard={heard}
            tools={
                <Choice
                    label="Time frame"
                    hidden
                    value={timeframe}
                    options={props.timeframes.map((frame) => [frame, frame] as const)}
                    onChange={props.onTimeframe}
                />
            }
        >
            {fault && <Fault>{fault}</Fault>}
            {empty && !fault && <Empty>Nothing was traded here yet.</Empty>}
            <div class="chart" ref={place} role="img" aria-label={`Candles of ${instrument.symbol}, ${timeframe}`} />
            <a class="attribution" href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
                Charts by TradingView
            </a>
        </Pane>
    );
}

/** The candles of one market and time frame: read once, then kept up by the stream. */
class History {
    private readonly known = new Map<number, Candle>();
    private reading = false;
    private beginning = false;
    isWanted = true;

    constructor(
        private readonly drawn: Drawn,
        private readonly instrument: Instrument,
        private readonly timeframe: string,
        /** What is older than that is no longer taken one by one: the chart throws. */
        public drawnUntil = 0,
    ) {}

    stop(): void {
        this.isWanted = false;
    }

    async newest(): Promise<number> {
        this.add(await this.read({}));
        return this.known.size;
    }

    async older(): Promise<void> {
        const [first, second] = [...this.known.keys()].sort((a, b) => a - b);
        if (this.reading || this.beginning || first === undefined || second === undefined) {
            return;
        }
        this.reading = true;
        try {
            const before = this.known.size;
            this.add(await this.read({ since: Math.max(0, first - AT_ONCE * (second - first)) }));
            this.beginning = this.known.size === before;
        } catch {
            this.beginning = true; // what is there is still right
        } finally {
            this.reading = false;
        }
    }

    live(candles: readonly Candle[]): void {
        if (!this.isWanted) {
            return;
        }
        for (const candle of candles) {
            this.known.set(candle[0], candle);
            if (candle[0] >= this.drawnUntil) {
                this.drawnUntil = candle[0];
                this.drawn.candles.update(bar(candle));
                this.drawn.volume.update(column(candle));
            }
        }
    }

    private async read(more: { since?: number }): Promise<Candle[]> {
        const { exchange, marketType, symbol } = this.instrument;
        const answer = await call<Answer<Candle[]>>('/api/exchange/fetchOHLCV', {
            method: 'POST',
            body: { exchange, market: marketType, symbol, timeframe: this.timeframe, limit: AT_ONCE, ...more },
        });
        return answer.data;
    }

    private add(candles: readonly Candle[]): void {
        if (!this.isWanted) {
            return;
        }
        for (const candle of candles) {
            this.known.set(candle[0], candle);
        }
        const all = [...this.known.values()].sort((a, b) => a[0] - b[0]);
        this.drawn.candles.setData(all.map(bar));
        this.drawn.volume.setData(all.map(column));
        this.drawnUntil = all.at(-1)?.[0] ?? 0;
    }
}

const seconds = (candle: Candle) => (candle[0] / 1000) as UTCTimestamp;

function bar(candle: Candle): CandlestickData<Time> {
    return { time: seconds(candle), open: candle[1], high: candle[2], low: candle[3], close: candle[4] };
}

function column(candle: Candle): HistogramData<Time> {
    return { time: seconds(candle), value: candle[5], color: candle[4] >= candle[1] ? '#34c38f55' : '#ff6b7d55' };
}

function draw(place: HTMLElement): Drawn {
    const chart = createChart(place, {
        autoSize: true,
        // Its logo is put in with innerHTML, which the page's policy forbids; the link is below.
        layout: { attributionLogo: false },
        timeScale: { timeVisible: true, secondsVisible: false, tickMarkFormatter: tick },
        localization: { timeFormatter: (time: Time) => new Date(Number(time) * 1000).toLocaleString('en-CA', { hour12: false }) },
    });
    const candles = chart.addSeries(CandlestickSeries, { borderVisible: false });
    const volume = chart.addSeries(HistogramSeries, { priceScaleId: '', priceFormat: { type: 'volume' }, lastValueVisible: false, priceLineVisible: false });
    volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    const drawn = { chart, candles, volume };
    paint(drawn);
    return drawn;
}

/** In the time of the one who looks. */
function tick(time: Time, kind: number): string {
    const date = new Date(Number(time) * 1000);
    if (kind >= 3) {
        return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    }
    return date.toLocaleDateString('en-GB', kind === 0 ? { year: 'numeric' } : { day: 'numeric', month: 'short' });
}

function paint({ chart, candles }: Drawn): void {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    chart.applyOptions({
        layout: { background: { color: colour('--panel') }, textColor: colour('--muted'), fontSize: 11 },
        grid: { vertLines: { color: colour('--line') }, horzLines: { color: colour('--line') } },
        timeScale: { borderColor: colour('--line') },
        rightPriceScale: { borderColor: colour('--line') },
    });
    candles.applyOptions({
        upColor: colour('--buy'),
        downColor: colour('--sell'),
        wickUpColor: colour('--buy'),
        wickDownColor: colour('--sell'),
    });
}
