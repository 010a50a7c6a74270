package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at collecting sessions are one more caller of a node: they take what nobody else needs. */
class LooksAsCallersEndToEndTest {

    private static final Logger LOG = LoggerFactory.getLogger(LooksAsCallersEndToEndTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STRANGERS = 60;

    /** What the load of two cores may add. */
    private static final Duration MACHINE = Duration.ofMillis(1_000);

    private static final String LOOKS = "epilogue.looks.every";
    private static final String SILENT = "epilogue.nodes.silent.";

    /** Sixty sessions that no list shows together, each to be looked at each second: far more than the node's pace bears. */
    @Test
    void moreLooksThanANodeBearsHoldNoCloseUp() {
        try (Stage quiet = Stage.open(FakeNitronodeOptions.defaults(), Map.of(LOOKS, "1h"));
                Stage busy = Stage.open(FakeNitronodeOptions.defaults(), Map.of(LOOKS, "1s"))) {
            ClosingTimes.closed(ClosingTimes.signedByOne(quiet));
            Duration usual = ClosingTimes.median(ClosingTimes.closed(ClosingTimes.signedByOne(quiet)));
            List<Wallet> strangers = Stage.wallets(2 * STRANGERS);
            List<Closing> looked = IntStream.range(0, STRANGERS)
                    .mapToObj(pair -> busy.propose(session(busy, strangers.get(2 * pair), strangers.get(2 * pair + 1))))
                    .toList();
            ClosingTimes.closed(ClosingTimes.signedByOne(busy));
            List<Closing> closings = ClosingTimes.signedByOne(busy);
            int reads = busy.stand().sessionReads();
            List<Duration> beside = ClosingTimes.closed(closings);

            LOG.info("a close takes {} when quiet, {} beside looks", usual, beside);
            assertThat(ClosingTimes.median(beside))
                    .isLessThan(usual.multipliedBy(2).plus(MACHINE));
            Instant now = Instant.now();
            await().atMost(PATIENCE)
                    .until(() ->
                            looked.stream().allMatch(closing -> readAt(closing).isAfter(now)));
            assertThat(busy.stand().sessionReads()).isGreaterThan(reads + 2 * ClosingTimes.CLOSURES);
        }
    }

    @Test
    void aNodeThatAnswersNothingDelaysNoOthersLooks() {
        try (FakeNitronode silent = FakeNitronode.start(Stage.unlimited().withNodeKey("0x" + "5a".repeat(32)));
                Stage stage = Stage.open(
                        Stage.unlimited(),
                        Map.of(
                                LOOKS,
                                "2s",
                                SILENT + "url",
                                silent.url(),
                                SILENT + "dialect",
                                "nitronode-v1",
                                SILENT + "timeouts.answer",
                                "60s",
                                SILENT + "timeouts.silence",
                                "90s",
                                SILENT + "pace.unanswered",
                                1_000))) {
            SessionId there = silent.ledger()
                    .openSession(SessionSeed.of(definition(2, ALICE, BOB), holds(ALICE, "50"))
                            .atVersion(4));
            Closing waiting = stage.propose(Map.of("sessionId", there, "node", "silent"));
            silent.with(FaultRule.onAny(new Fault.Silent()).always());
            Instant told = readAt(waiting);
            Closing closing = stage.propose(Map.of("sessionId", stage.session(), "node", "sandbox"));
            stage.stand().close(closing.session());

            closing.settles("CLOSED_ELSEWHERE");
            assertThat(waiting.status()).isEqualTo("COLLECTING");
            assertThat(readAt(waiting)).isBefore(told.plus(Duration.ofSeconds(60)));
            Api management = new Api(URI.create(stage.epilogue().managementUrl()));
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private static SessionId session(Stage stage, Wallet one, Wallet other) {
        return stage.session(definition(2, one, other), holds(one, "50"), holds(other, "37.5"));
    }

    private static Instant readAt(Closing closing) {
        return Instant.parse(closing.now().path("session").path("readAt").asString());
    }
}
