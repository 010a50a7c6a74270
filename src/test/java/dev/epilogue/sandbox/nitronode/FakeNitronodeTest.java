package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeNitronodeTest {

    private final FakeNitronode node = FakeNitronode.start();
    private final TestWire wire = TestWire.to(node.url());

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void closesASeededSessionAndReleasesItsFunds() throws Exception {
        TestParty party = TestParty.two("demo");
        var session = node.ledger().openSession(party.seed());
        String answer = wire.call(party.close(session, 2).frame(1));

        assertThat(answer).startsWith("[2,1,\"app_sessions.v1.submit_app_state\",{},");
        assertThat(node.ledger().session(session).closed()).isTrue();
        assertThat(node.ledger().releases(session))
                .extracting(each -> each.amount().toPlainString())
                .containsExactly("25", "75");
    }
}
