package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions of all sizes that a node allows. */
class ManyParticipantsEndToEndTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void thirtyTwoParticipantsSignAtOnce() {
        List<Wallet> wallets = Stage.wallets(32);
        Allocation[] split = wallets.stream().map(each -> holds(each, "1.25")).toArray(Allocation[]::new);
        Closing closing = stage.propose(stage.session(definition(32, wallets.toArray(Wallet[]::new)), split));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(wallets.stream()
                            .map(wallet -> CompletableFuture.runAsync(() -> closing.signedBy(wallet), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("settlement")).hasSize(32);
        assertThat(settled.path("consensus").path("signed")).hasSize(32);
        assertThat(closing.frames()).hasSize(1);
        assertThat(closing.story().stream().filter("signature.accepted"::equals))
                .hasSize(32);
        assertThat(closing.story()).containsOnlyOnce("consensus.reached");
    }

    @Test
    void severalAssetsAreCreditedEach() {
        Closing closing = stage.propose(stage.session(
                        definition(2, ALICE, BOB),
                        holds(ALICE, "50"),
                        holds(ALICE, "weth", "0.000000000000000001"),
                        holds(BOB, "weth", "2.5")))
                .signedBy(ALICE, BOB);

        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("settlement")).hasSize(3);
    }

    @Test
    void severalAssetsArePaidOutAcrossEachOther() {
        SessionId session = stage.session(definition(2, ALICE, BOB), holds(ALICE, "50"), holds(BOB, "weth", "2.5"));
        Closing closing = stage.payOut(session, holds(ALICE, "weth", "2.5"), holds(BOB, "50"))
                .signedBy(ALICE, BOB);

        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("settlement"))
                .extracting(line -> line.path("asset").asString() + " "
                        + line.path("amount").asString())
                .containsExactlyInAnyOrder("weth 2.5", "yusd 50");
    }

    @Test
    void anEmptySessionClosesWithNothingToPay() {
        Closing closing =
                stage.propose(stage.session(definition(2, ALICE, BOB))).signedBy(ALICE, BOB);

        JsonNode settled = closing.settles("COOPERATIVE");
        assertThat(settled.path("settlement")).isEmpty();
        assertThat(closing.executions()).hasSize(1);
    }
}
