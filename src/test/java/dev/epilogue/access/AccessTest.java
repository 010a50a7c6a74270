package dev.epilogue.access;

import static dev.epilogue.access.Verdict.ALLOWED;
import static dev.epilogue.access.Verdict.NOT_FOUND;
import static dev.epilogue.access.Verdict.SCOPE_MISSING;
import static dev.epilogue.access.Verdict.UNAUTHENTICATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what, whatever the credential was made of. */
class AccessTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final TenantId OURS = new TenantId("ours");
    private static final Address ALICE = Wallet.ALICE.address();
    private static final Address BOB = Wallet.BOB.address();
    private static final ClosureId CLOSURE = ClosureId.next(new Bucket((short) 3), NOON);
    private static final ClosureId OTHER = ClosureId.next(new Bucket((short) 3), NOON);

    private static final Target ALICES_AND_BOBS = Target.of(OURS, Set.of(CLOSURE), Set.of(ALICE, BOB));
    private static final Access READ =
            Access.application(Scope.CLOSURES_READ).withParticipants().withOperators();

    @Test
    void onlyWhatIsPublicNeedsNoCredential() {
        assertThat(Access.PUBLIC.decide(null, Target.OWN)).isEqualTo(ALLOWED);
        assertThat(Access.KNOWN.decide(null, Target.OWN)).isEqualTo(UNAUTHENTICATED);
        assertThat(READ.decide(null, ALICES_AND_BOBS)).isEqualTo(UNAUTHENTICATED);
        assertThat(Access.OPERATOR.decide(null, Target.OWN)).isEqualTo(UNAUTHENTICATED);
    }

    @Test
    void noScopeContainsAnother() {
        for (Scope has : Scope.OF_TENANTS) {
            for (Scope wanted : Scope.OF_TENANTS) {
                assertThat(Access.application(wanted).decide(application(has), Target.OWN))
                        .isEqualTo(has == wanted ? ALLOWED : SCOPE_MISSING);
            }
            assertThat(Access.OPERATOR.decide(application(has), Target.OWN)).isEqualTo(SCOPE_MISSING);
        }
    }

    @Test
    void aLinkOpensOneClosureForOneOfItsParticipants() {
        Principal link = Principal.link(OURS, "link:1", CLOSURE, ALICE, NOON);
        assertThat(READ.decide(link, ALICES_AND_BOBS)).isEqualTo(ALLOWED);
        assertThat(READ.decide(link, Target.of(OURS, Set.of(OTHER), Set.of(ALICE, BOB))))
                .isEqualTo(NOT_FOUND);
        assertThat(READ.decide(link, Target.of(OURS, Set.of(CLOSURE), Set.of(BOB))))
                .isEqualTo(NOT_FOUND);
        assertThat(READ.decide(link, Target.UNKNOWN)).isEqualTo(NOT_FOUND);
        assertThat(READ.decide(link, Target.of(ALICE))).isEqualTo(NOT_FOUND);
        assertThat(Access.application(Scope.CLOSURES_WRITE).decide(link, ALICES_AND_BOBS))
                .isEqualTo(SCOPE_MISSING);
        assertThat(Access.OPERATOR.decide(link, ALICES_AND_BOBS)).isEqualTo(SCOPE_MISSING);
    }

    @Test
    void aWalletSeesWhatItTakesPartInWhoseverItIs() {
        Principal wallet = Principal.wallet("wallet:1", BOB, NOON);
        assertThat(READ.decide(wallet, ALICES_AND_BOBS)).isEqualTo(ALLOWED);
        assertThat(READ.decide(wallet, Target.of(new TenantId("theirs"), Set.of(OTHER), Set.of(BOB))))
                .isEqualTo(ALLOWED);
        assertThat(READ.decide(wallet, Target.of(OURS, Set.of(CLOSURE), Set.of(ALICE))))
                .isEqualTo(NOT_FOUND);
        assertThat(READ.decide(wallet, Target.of(ALICE))).isEqualTo(NOT_FOUND);
    }

    @Test
    void anOperatorThatOnlyLooksDoesNotAct() {
        Principal looking = Principal.operator("jwt:staff/a", Set.of(Scope.OPERATOR_READ), NOON);
        Principal acting = Principal.operator("jwt:staff/b", Set.of(Scope.OPERATOR), NOON);
        assertThat(READ.decide(looking, ALICES_AND_BOBS)).isEqualTo(ALLOWED);
        assertThat(READ.decide(acting, ALICES_AND_BOBS)).isEqualTo(ALLOWED);
        assertThat(READ.decide(acting, Target.UNKNOWN)).isEqualTo(NOT_FOUND);
        assertThat(Access.OPERATOR.decide(looking, ALICES_AND_BOBS)).isEqualTo(SCOPE_MISSING);
        assertThat(Access.OPERATOR.decide(acting, ALICES_AND_BOBS)).isEqualTo(ALLOWED);
        assertThat(Access.application(Scope.CLOSURES_WRITE).decide(acting, ALICES_AND_BOBS))
                .isEqualTo(SCOPE_MISSING);
    }

    @Test
    void aPrincipalIsWholeOrIsNone() {
        assertThatThrownBy(() -> new Principal(Principal.Kind.LINK, OURS, "link:1", Set.of(), null, ALICE, NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new Principal(Principal.Kind.APPLICATION, null, "key:1", Set.of(Scope.ADMIN), null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new Principal(Principal.Kind.WALLET, null, "wallet:1", Set.of(Scope.ADMIN), null, ALICE, NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Principal application(Scope scope) {
        return Principal.application(OURS, "key:1", Set.of(scope), null);
    }
}
