package cc.profitmaker.domain.account;

import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.RawPayload;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a balance. CCXT: ledger entry structure. {@code amount} is signed: negative went
 * out. {@code type} is CCXT's ({@code trade}, {@code fee}, {@code transaction} …).
 */
public record LedgerEntry(
        String id,
        Instant timestamp,
        String type,
        Currency currency,
        BigDecimal amount,
        Optional<BigDecimal> after,
        Optional<String> referenceId,
        RawPayload info) {}
