package cc.profitmaker.bootstrap;

import cc.profitmaker.application.vault.BrowserImport.Brought;
import cc.profitmaker.application.vault.BrowserImport.Outcome;
import cc.profitmaker.domain.market.ExchangeId;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says what became of each row of an old browser store, without a word of what is in it. */
final class ImportTelling {
    private ImportTelling() {}

    static int tell(List<Brought> brought, Path file, CommandLine to) {
        long failed = 0;
        for (Brought one : brought) {
            boolean isThere =
                    one.outcome() instanceof Outcome.Imported
                            || one.outcome() instanceof Outcome.AlreadyThere;
            if (!isThere) {
                failed++;
            }
            (isThere ? to.getOut() : to.getErr())
                    .printf(
                            "%3d  %s: %s%n",
                            one.row().number(),
                            one.row().exchange().map(ExchangeId::value).orElse("no exchange"),
                            said(one.outcome()));
        }
        if (brought.stream().anyMatch(b -> b.outcome() instanceof Outcome.WrongPassword)) {
            to.getErr()
                    .println(
                            "The master password opens none of the encrypted accounts: none of"
                                    + " them was imported.");
        }
        to.getOut()
                .println(
                        failed == 0
                                ? "All accounts are in the vault. Delete "
                                        + file
                                        + " now: it holds your keys."
                                : failed
                                        + " of "
                                        + brought.size()
                                        + " accounts were not imported; run this again when that"
                                        + " is settled, then delete "
                                        + file
                                        + ": it holds your keys.");
        return failed == 0 ? Exit.OK : Exit.FAILED;
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Imported _ -> "imported";
            case Outcome.AlreadyThere _ -> "already there";
            case Outcome.Incomplete _ -> "not imported, its key or secret is missing";
            case Outcome.UnknownExchange _ -> "not imported, this server has no such exchange";
            case Outcome.SaltMissing _ ->
                    "not imported, it is encrypted and the file has no encryption-salt";
            case Outcome.WrongPassword _ -> "not imported, the master password does not open it";
            case Outcome.Damaged _ -> "not imported, it is damaged";
            case Outcome.TakesFundsOut _ ->
                    "not imported, this key can take funds out of the exchange; make one that"
                            + " cannot";
            case Outcome.ExchangeFailed(var fault) ->
                    "not imported, the exchange did not accept it ("
                            + fault.name().toLowerCase(Locale.ROOT)
                            + ")";
        };
    }
}
