package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.Currency;

import java.math.BigDecimal;
import java.util.Optional;

/** What a trade cost; negative is a rebate. */
public record Fee(BigDecimal cost, Currency currency, Optional<BigDecimal> rate) {}
