package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A session that never held anything can be closed too: a 0.x close needs an entry, and zero of any asset will do. */
class EmptySessionEndToEndTest {

    @ParameterizedTest
    @ValueSource(strings = {ClearNodeStand.V02, ClearNodeStand.V04})
    void aSessionWithoutAnyLedgerEntryIsClosedWithZeros(String protocol) {
        ClearNodeStand stand = ClearNodeStand.start(protocol);
        try (Stage stage = stand.stage()) {
            SessionId session = stand.session(2, List.of(ALICE, BOB));
            Closing closing = stage.propose(session).signedBy(ALICE, BOB);

            JsonNode ended = closing.ends();

            assertThat(ended.path("status").asString()).as("%s", ended).isEqualTo("SETTLED");
            assertThat(ended.path("outcome").asString()).isEqualTo("COOPERATIVE");
            assertThat(ended.path("settlement")).isEmpty();
            assertThat(ended.path("anomalies")).isEmpty();
            assertThat(stand.closed(session)).isTrue();
            assertThat(stand.closesReceived(session)).isEqualTo(1);
            assertThat(stand.closes(session).getFirst().text()).contains("\"amount\":\"0\"");
        }
    }
}
