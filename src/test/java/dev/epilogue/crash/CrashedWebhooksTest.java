package dev.epilogue.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Writer;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.webhook.Receiver;
import dev.epilogue.webhook.Terms;
import dev.epilogue.webhook.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An endpoint is told two events by a service that dies before each of the statements that this takes; another one goes on. */
@Tag("database")
class CrashedWebhooksTest {

    private static final int EVENTS = 2;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<String, Object> INSIDE = Map.of("epilogue.webhooks.internal", "127.0.0.0/8");

    @Test
    void whereverTheServiceDiesNothingIsLostAndWhatComesAgainHasItsId() {
        int points = told(CrashPoints.none());
        assertThat(points).isGreaterThan(EVENTS);
        for (int point = 1; point <= points; point++) {
            told(CrashPoints.at(point));
        }
    }

    /** @return how many statements it took */
    private static int told(CrashPoints points) {
        points.later(call -> call.contains("webhook"));
        NodeTime time = new NodeTime();
        try (NodeStand node = Ground.V1.start(time);
                Stage stage = new Stage(node, time);
                Receiver receiver = Receiver.start();
                Writer writer = new Writer(stage.database())) {
            ClosureId closure = writer.closure("default", "told");
            try (MortalService service = new MortalService(stage, points, INSIDE)) {
                service.bean(Webhooks.class)
                        .create(TenantId.DEFAULT, new Terms(receiver.url(), null, Set.of()))
                        .block(SOON);
                points.arm();
                IntStream.range(0, EVENTS).forEach(number -> writer.append(closure, "closure.extended"));
                writer.commit();
                Awaitility.await().atMost(SOON).until(() -> points.died() || done(stage));
            }
            if (points.died()) {
                try (MortalService next = new MortalService(stage, CrashPoints.none(), INSIDE)) {
                    Awaitility.await().atMost(SOON).until(() -> done(stage));
                }
            }
            List<String> expected = IntStream.rangeClosed(1, EVENTS)
                    .mapToObj(number -> closure + "/" + number)
                    .toList();
            assertThat(withoutRepeats(receiver.ids())).isEqualTo(expected);
            assertThat(receiver.ids()).hasSizeLessThanOrEqualTo(EVENTS + 1);
            return points.passed();
        }
    }

    private static boolean done(Stage stage) {
        return Boolean.TRUE.equals(stage.rows()
                .sql("SELECT number = " + EVENTS + " AND lease_until IS NULL AND due_at IS NULL AS done FROM webhook")
                .map(row -> row.get("done", Boolean.class))
                .one()
                .block(SOON));
    }

    private static List<String> withoutRepeats(List<String> ids) {
        List<String> once = new ArrayList<>();
        for (String id : ids) {
            if (once.isEmpty() || !once.getLast().equals(id)) {
                once.add(id);
            }
        }
        return once;
    }
}
