package dev.epilogue.sandbox.nitronode;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Glimpse;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.Watched;
import dev.epilogue.node.nitronode.NitronodeClient;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests it takes to see sessions among others. */
class GlimpsesAtTheFakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String READ = "app_sessions.v1.get_app_sessions";

    private final FakeNitronode node = FakeNitronode.start(Stage.unlimited());
    private final NitronodeClient client =
            new NitronodeClient("fake", NodeSettings.of(node.url().toString(), "nitronode-v1"));

    @BeforeEach
    void connect() {
        client.start();
        await().atMost(PATIENCE).until(() -> client.status().link() == LinkState.UP);
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    @Test
    void aHundredSessionsOfOneParticipantTakeOneRequest() {
        List<Watched> all = IntStream.range(0, 100)
                .mapToObj(i -> watched(session(ALICE, BOB), ALICE, BOB))
                .toList();

        Map<SessionId, Glimpse> seen = glimpse(all);
        assertThat(seen.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Watched::sessionId).toList());
        assertThat(seen.values()).allMatch(glimpse -> glimpse.open() && glimpse.versionNumber() == 4);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void whatIsNotOpenAnyMoreIsAskedForByItsId() {
        Watched closed = watched(session(ALICE, BOB), ALICE, BOB);
        Watched open = watched(session(ALICE, CAROL), ALICE, CAROL);
        node.ledger().close(closed.sessionId());

        Map<SessionId, Glimpse> seen = glimpse(List.of(closed, open));
        assertThat(seen.get(closed.sessionId()).open()).isFalse();
        assertThat(seen.get(open.sessionId()).open()).isTrue();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void sessionsFarBackInALongListAreAskedForByTheirIds() {
        List<Watched> old =
                List.of(watched(session(ALICE, BOB), ALICE, BOB), watched(session(ALICE, CAROL), ALICE, CAROL));
        IntStream.range(0, 400).forEach(i -> session(ALICE, BOB));

        assertThat(glimpse(old)).containsKeys(old.get(0).sessionId(), old.get(1).sessionId());
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void pagesAreReadWhereThatTakesFewerRequests() {
        List<Watched> old = IntStream.range(0, 50)
                .mapToObj(i -> watched(session(ALICE, BOB), ALICE, BOB))
                .toList();
        IntStream.range(0, 150).forEach(i -> session(ALICE, BOB));

        assertThat(glimpse(old).keySet())
                .containsAll(old.stream().map(Watched::sessionId).toList());
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void oneParticipantWithoutAListTakesNothingFromTheOthers() {
        Watched nobody = new Watched(session(ALICE, BOB), List.of("no address"), 4, Instant.now());
        Watched other = new Watched(session(ALICE, CAROL), List.of("no address"), 4, Instant.now());
        Watched known = watched(session(BOB, CAROL), BOB, CAROL);

        assertThat(glimpse(List.of(nobody, other, known))).containsOnlyKeys(known.sessionId());
    }

    private Map<SessionId, Glimpse> glimpse(List<Watched> sessions) {
        return client.glimpse(sessions)
                .collect(Collectors.toMap(Glimpse::sessionId, Function.identity(), (one, again) -> again))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private long requests() {
        return node.journal().frames(READ).size();
    }

    private SessionId session(Wallet one, Wallet other) {
        return node.ledger()
                .openSession(SessionSeed.of(definition(2, one, other), holds(one, "1"), holds(other, "2"))
                        .atVersion(4));
    }

    private static Watched watched(SessionId session, Wallet... participants) {
        return new Watched(
                session,
                List.of(participants).stream()
                        .map(wallet -> wallet.address().lowerCase())
                        .toList(),
                4,
                Instant.now());
    }
}
