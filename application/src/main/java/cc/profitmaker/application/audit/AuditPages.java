package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;

import java.util.List;
import java.util.Optional;

/**
 * The trail to look through, whether or not it is what was sealed: that is for {@link
 * AuditVerification} to say. Reads and nothing else. Fails with {@link
 * cc.profitmaker.application.Unavailable}.
 */
public interface AuditPages {
    /** Which rows; what is empty does not matter. */
    record Filter(Optional<UserId> user, Optional<String> kind) {
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty());
    }

    enum Seal {
        SEALED,
        /** It waits for its seal, or was robbed of it. */
        NONE
    }

    /** A row, and the address of the user it is about as far as there is one. */
    record Row(AuditEntry entry, Optional<Email> email, Seal seal) {}

    /**
     * Some rows, newest first.
     *
     * @param next where the next page begins; empty at the end of the trail
     */
    record Page(List<Row> rows, Optional<AuditId> next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The newest rows before that one. Looks at a bounded part of the trail: a page may have few
     * rows, or none, and all the same a next one.
     *
     * @param before empty: the newest there are
     */
    Page page(Filter filter, Optional<AuditId> before, int most);
}
