package cc.profitmaker.domain.account;

import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;

/** The leverage set for one market, the same for both directions. CCXT: leverage structure. */
public record Leverage(Symbol symbol, MarginMode mode, BigDecimal value, RawPayload info) {}
