package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.PasswordRule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads what a user is made of, once; what does not fit is a 400. */
final class UserFields {
    static final Problem EMAIL_TAKEN =
            Problem.of(409, "email_taken", "That e-mail address is taken.");
    static final Problem EMAIL_RESERVED =
            Problem.of(400, "email_reserved", "Addresses under @local are reserved.");

    private UserFields() {}

    static Email email(String text) {
        return Email.parse(present("email", text))
                .orElseThrow(() -> Malformed.field("email", "must be an e-mail address"));
    }

    static Optional<DisplayName> name(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<DisplayName> name = DisplayName.parse(text);
        if (name.isEmpty()) {
            throw Malformed.field("name", "must have 1 to 100 printable characters");
        }
        return name;
    }

    static NewPassword newPassword(String field, Secret wished) {
        return switch (NewPassword.check(present(field, wished))) {
            case NewPassword.Checked.Fits(var password) -> password;
            case NewPassword.Checked.Breaks(var rule) -> throw Malformed.field(field, say(rule));
        };
    }

    private static String say(PasswordRule rule) {
        return switch (rule) {
            case TOO_SHORT -> "must have at least " + NewPassword.MIN_CHARACTERS + " characters";
            case TOO_LONG -> "must have at most " + NewPassword.MAX_BYTES + " bytes";
            case HAS_NUL -> "must not contain NUL";
        };
    }

    static <T> T present(String field, T value) {
        if (value == null) {
            throw Malformed.field(field, "is missing");
        }
        return value;
    }

    /** The pool that hashes passwords has its hands full. */
    static Problem busy(Duration wait) {
        return new Problem(503, "busy", "Too many sign-ins at once.", Map.of(), Optional.of(wait));
    }
}
