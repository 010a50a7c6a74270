package dev.epilogue.escalation;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.asItStands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Proposals;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.testing.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** For how long a node is away is counted by a clock that nobody sets: no leap of the service's or of the database's makes it a day. */
class NodeServiceTest {

    private final Closure closure = Proposals.propose(asItStands(), Sessions.alicesAndBobs("served"), NODE, NOON)
            .after();

    @Test
    void aNodeCountsAsAwayForAsLongAsItsLinkHasCounted() {
        assertThat(served(true, ToldNode.AWAY_FOR)).isTrue();
        assertThat(served(true, ToldNode.AWAY_FOR.minusSeconds(1))).isFalse();
        assertThat(served(false, Duration.ZERO)).isTrue();
    }

    private boolean served(boolean silent, Duration patience) {
        ToldNode node = new ToldNode(closure.subject().node(), ALICE, silent, List.of());
        EscalationSettings settings = new Binder(new MapConfigurationPropertySource(
                        Map.of("epilogue.escalation.node-unreachable-for", patience)))
                .bind("epilogue.escalation", Bindable.of(EscalationSettings.class))
                .get();
        return new NodeService(new NodeRegistry(List.of(node), null), null, settings)
                .served(closure)
                .blockOptional()
                .orElseThrow();
    }
}
