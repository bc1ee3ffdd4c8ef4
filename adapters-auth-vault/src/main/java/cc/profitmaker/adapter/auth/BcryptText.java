package cc.profitmaker.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bcrypt hash in its text form, known to be well-formed and no dearer than our own. */
final class BcryptText {
    static final int COST = 12;

    private static final Pattern FORM =
            Pattern.compile("\\$2[aby]\\$(?<rest>(?<cost>0[4-9]|1[0-2])\\$[./A-Za-z0-9]{53})");

    /** Made once from 32 random bytes nobody kept. */
    static final BcryptText NOBODYS =
            parse("$2b$12$x1d3SBfuXsSga1VTlv1e9OxOjnmHyTpJojHBiB3zYIiojpfRnxH8G").orElseThrow();

    static final byte[] NOT_A_PASSWORD = "not a password".getBytes(UTF_8);

    private final BcryptFunction function;
    private final byte[] text;
    private final int cost;

    private BcryptText(int cost, String text) {
        this.function = BcryptFunction.getInstance(Bcrypt.B, cost);
        this.cost = cost;
        this.text = text.getBytes(UTF_8);
    }

    static Optional<BcryptText> parse(String text) {
        Matcher form = FORM.matcher(text);
        // Up to 72 bytes the three are one algorithm; the library's own $2a$ differs from everyone
        // else's for passwords beyond ASCII.
        return form.matches()
                ? Optional.of(
                        new BcryptText(
                                Integer.parseInt(form.group("cost")), "$2b$" + form.group("rest")))
                : Optional.empty();
    }

    /** Takes the time of a hash of cost {@link #COST}, whatever the cost of this one. */
    boolean matches(byte[] password) {
        boolean matches = function.check(password, text);
        // A cheap hash would tell by its speed that it is there. Each cost doubles the work, so
        // 2^c + (2^c + 2^(c+1) + … + 2^11) = 2^12.
        for (int rest = cost; rest < COST; rest++) {
            BcryptFunction.getInstance(Bcrypt.B, rest).hash(NOT_A_PASSWORD);
        }
        return matches;
    }
}
