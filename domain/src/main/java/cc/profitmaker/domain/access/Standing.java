package cc.profitmaker.domain.access;

/** How somebody stands to an account, as its vault tells it. Nobody at all is no standing. */
public sealed interface Standing {
    record Owner() implements Standing {}

    /** In our own vault; it may have expired. */
    record Grantee(Grant grant) implements Standing {}

    /** What the central vault vouches for, owner or not. */
    record Vouched(AccessLevel level) implements Standing {}
}
