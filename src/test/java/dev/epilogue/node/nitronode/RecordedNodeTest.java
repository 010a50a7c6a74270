package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedNodeTest {

    private ScriptedServer server;
    private NitronodeClient client;

    @BeforeEach
    void connect() {
        server = new ScriptedServer((peer, frame) -> Replay.all().answer(frame).ifPresent(peer::answer));
        client = new NitronodeClient("recorded", NodeSettings.of(server.url(), "nitronode-v1"));
        client.start();
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void smoke() {
        for (String id : Replay.all().sessionIds().stream().limit(5).toList()) {
            SessionReading reading = client.readSession(SessionId.parse(id)).block(Duration.ofSeconds(5));
            System.out.println(reading);
            assertThat(reading).isNotNull();
        }
        System.out.println(client.status());
    }
}
