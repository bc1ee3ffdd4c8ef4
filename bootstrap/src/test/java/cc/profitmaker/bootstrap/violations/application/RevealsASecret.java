package cc.profitmaker.bootstrap.violations.application;

import cc.profitmaker.domain.credential.Secret;

import java.util.function.Function;

/** Breaks the rule that few reveal, through a method reference. */
public final class RevealsASecret {
    Function<Secret, String> opener() {
        return Secret::reveal;
    }
}
