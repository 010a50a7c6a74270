package dev.epilogue.chain.verified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.value.Address;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract has the last word on whose it is. */
@EnabledIfAnvil
class ContractCheckTest {

    private static final Address NODE = LocalChain.NODE.address();

    private static LocalChain chain;

    @BeforeAll
    static void start() {
        chain = LocalChain.start(31338);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    @DisplayName("v1 checklist 60: a hub of this node is taken, another node's is refused")
    void aHubBelongsToItsNode() {
        ChannelContract hub =
                ContractCheck.hub(chain.chain(), chain.hub(), NODE).block();
        assertThat(hub.address()).isEqualTo(chain.hub());

        refused(
                () -> ContractCheck.hub(chain.chain(), chain.hub(), Wallet.BOB.address())
                        .block(),
                "belongs to");
    }

    @Test
    @DisplayName("v1 checklist 60: what is no hub is refused")
    void whatIsNoHubIsRefused() {
        refused(() -> ContractCheck.hub(chain.chain(), chain.custody(), NODE).block(), "is no ChannelHub");
        refused(() -> ContractCheck.hub(chain.chain(), NODE, NODE).block(), "is no ChannelHub");
    }

    @Test
    void aCustodyIsKnownByItsTypedData() {
        assertThat(ContractCheck.custody(chain.chain(), chain.custody(), NODE)
                        .block()
                        .address())
                .isEqualTo(chain.custody());
        refused(() -> ContractCheck.custody(chain.chain(), chain.hub(), NODE).block(), "is no Custody");
    }

    private static void refused(ThrowingCallable check, String why) {
        assertThatThrownBy(check).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.CONTRACT_UNVERIFIED);
            assertThat(refusal.problem().detail()).contains(why);
        });
    }
}
