package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.CountingGuesses;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.application.vault.Grants.Giving;
import cc.profitmaker.application.vault.Grants.Grantee;
import cc.profitmaker.application.vault.Grants.Listing;
import cc.profitmaker.application.vault.Grants.Revocation;
import cc.profitmaker.application.vault.Grants.Terms;
import cc.profitmaker.application.vault.Grants.Why;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class GrantsTest {
    private static final Terms READ =
            new Terms(AccessLevel.READ, GrantLimits.NONE, Optional.empty());
    private static final Giving UNKNOWN = new Giving.UnknownGrantee();
    private static final AccountId NOTHING = AccountId.own(new UUID(7, 7));

    private final OwnVaultSetup setup = new OwnVaultSetup(2);
    private final Grants grants = setup.grants;
    private final AccountId account = setup.added();
    private final Grantee bob = new Grantee.ById(setup.bob.id());

    private User madeByOperator(String email) {
        User user = Fixtures.user(email);
        assertThat(
                        setup.identities.add(
                                user,
                                PlainPasswordHash.hashOf("a password of hers"),
                                NOON,
                                new AuditEvent.UserAdded(user.id(), user.role())))
                .isTrue();
        return user;
    }

    private Giving give(Grantee grantee, Terms terms) {
        return grants.give(setup.ann, account, grantee, terms);
    }

    private static Grant given(Giving giving) {
        return switch (giving) {
            case Giving.Given(var grant) -> grant.grant();
            case Giving other -> throw new AssertionError(other);
        };
    }

    private List<Grant> listed() {
        return switch (grants.list(setup.ann, account)) {
            case Listing.Listed(var all) -> all.stream().map(AccountStore.Given::grant).toList();
            case Listing.NotListed(var why) -> throw new AssertionError(why);
        };
    }

    @Test
    void a_grant_is_given_to_the_letter_listed_and_recorded() {
        Optional<Instant> end = Optional.of(NOON.plusSeconds(60));
        Grant grant = given(give(bob, new Terms(AccessLevel.TRADE, GrantLimits.NONE, end)));

        assertThat(grant.account()).isEqualTo(account);
        assertThat(grant.grantee()).isEqualTo(setup.bob.id());
        assertThat(grant.level()).isEqualTo(AccessLevel.TRADE);
        assertThat(grant.createdAt()).isEqualTo(NOON);
        assertThat(grant.expiresAt()).isEqualTo(end);
        assertThat(listed()).containsExactly(grant);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(new AuditEvent.GrantGiven(setup.ann.id(), grant));
        assertThat(setup.changes.told()).endsWith(account);
    }

    @Test
    void a_grant_to_the_same_user_takes_the_place_of_the_one_before() {
        give(bob, READ);
        Grant second =
                given(give(bob, new Terms(AccessLevel.TRADE, GrantLimits.NONE, Optional.empty())));

        assertThat(listed()).containsExactly(second);
    }

    @Test
    void an_address_finds_only_users_somebody_vouched_for() {
        User cat = madeByOperator("cat@example.org");

        assertThat(given(give(new Grantee.ByEmail(cat.email()), READ)).grantee())
                .isEqualTo(cat.id());
        // Bob registered himself: anybody could have, under that address.
        assertThat(give(new Grantee.ByEmail(setup.bobsUser.email()), READ)).isEqualTo(UNKNOWN);
    }

    @Test
    void unknown_disabled_and_reserved_are_one_and_the_same() {
        var many = new OwnVaultSetup();
        AccountId id = many.added();
        User bootstrap = many.identities.bootstrap(new UserId(UUID.randomUUID()), NOON);
        many.identities.setStatus(
                many.bob.id(),
                UserStatus.DISABLED,
                new AuditEvent.UserDisabled(many.bob.id()),
                NOON);

        for (Grantee nobody :
                List.of(
                        new Grantee.ByEmail(new Email("nobody@example.org")),
                        new Grantee.ByEmail(bootstrap.email()),
                        new Grantee.ById(new UserId(UUID.randomUUID())),
                        new Grantee.ById(many.bob.id()))) {
            assertThat(many.grants.give(many.ann, id, nobody, READ)).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void guessing_is_limited_and_naming_somebody_is_no_guess() {
        var nobody = new Grantee.ById(new UserId(UUID.randomUUID()));
        for (int i = 0; i < 5; i++) {
            given(give(bob, READ));
        }
        assertThat(give(nobody, READ)).isEqualTo(UNKNOWN);
        assertThat(give(nobody, READ)).isEqualTo(UNKNOWN);
        assertThat(give(nobody, READ)).isEqualTo(new Giving.Throttled(CountingGuesses.WAIT));
        assertThat(give(bob, READ)).isEqualTo(new Giving.Throttled(CountingGuesses.WAIT));
    }

    @Test
    void nobody_shares_with_themselves() {
        assertThat(give(new Grantee.ById(setup.ann.id()), READ)).isEqualTo(new Giving.ToOneself());
        assertThat(listed()).isEmpty();
    }

    @Test
    void only_the_owner_gives_lists_and_revokes() {
        Grant grant =
                given(
                        give(
                                bob,
                                new Terms(
                                        AccessLevel.TRADE,
                                        GrantLimits.NONE,
                                        Optional.of(NOON.plusSeconds(9)))));

        assertThat(grants.give(setup.bob, account, bob, READ))
                .isEqualTo(new Giving.NotGiven(Why.NOT_THE_OWNER));
        assertThat(grants.list(setup.bob, account))
                .isEqualTo(new Listing.NotListed(Why.NOT_THE_OWNER));
        assertThat(grants.revoke(setup.bob, account, grant.id()))
                .isEqualTo(Revocation.NOT_THE_OWNER);
        assertThat(listed()).containsExactly(grant);

        setup.clock.advance(Duration.ofSeconds(9));
        assertThat(grants.give(setup.bob, account, bob, READ))
                .isEqualTo(new Giving.NotGiven(Why.NO_SUCH_ACCOUNT));
        assertThat(grants.list(setup.bob, account))
                .isEqualTo(new Listing.NotListed(Why.NO_SUCH_ACCOUNT));
        assertThat(grants.revoke(setup.bob, account, grant.id()))
                .isEqualTo(Revocation.NO_SUCH_ACCOUNT);
        assertThat(grants.list(setup.ann, NOTHING))
                .isEqualTo(new Listing.NotListed(Why.NO_SUCH_ACCOUNT));
    }

    @Test
    void a_revoked_grant_is_gone_and_cannot_be_revoked_again() {
        Grant grant = given(give(bob, READ));

        assertThat(grants.revoke(setup.ann, account, grant.id())).isEqualTo(Revocation.REVOKED);
        assertThat(listed()).isEmpty();
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(new AuditEvent.GrantRevoked(setup.ann.id(), account, grant.id()));
        assertThat(grants.revoke(setup.ann, account, grant.id()))
                .isEqualTo(Revocation.NO_SUCH_GRANT);
        assertThat(grants.revoke(setup.ann, account, new GrantId(UUID.randomUUID())))
                .isEqualTo(Revocation.NO_SUCH_GRANT);
    }

    @Test
    void without_a_row_in_the_trail_nothing_is_shared_and_a_revocation_goes_on() {
        Grant grant = given(give(bob, READ));
        setup.audit.refuse();

        assertThatThrownBy(() -> give(bob, READ)).isInstanceOf(Unavailable.class);
        assertThat(grants.revoke(setup.ann, account, grant.id())).isEqualTo(Revocation.REVOKED);
    }
}
