package dev.epilogue.game;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Transitions;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.testing.NodeStand;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold, whatever befalls: compares what callers were told, what is stored, and what the nodes did. Tells violations in words. */
final class Books {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whoever lets go may be away, with the database, for as long as a trouble lasts. */
    private static final Duration TO_LET_GO = Duration.ofMinutes(2);

    /** Ended without a close, for good: nobody may ever read its signatures again. */
    private static final String KEYS_LEFT = """
            SELECT id::text AS closure FROM closure WHERE wrapped_key IS NOT NULL
              AND ((status IN ('EXPIRED', 'DECLINED') AND reopenable_until < now() - CAST(:grace AS interval))
                OR status = 'SUPERSEDED'
                OR (status = 'CANCELLED' AND outcome IS DISTINCT FROM 'COOPERATIVE' AND outcome IS DISTINCT FROM 'QUORUM_AT_DEADLINE'
                  AND outcome IS NOT NULL))
            """;

    private static final String LOST = """
            SELECT id::text AS closure FROM closure WHERE due_at IS NULL
              AND status IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING')
            """;

    private final Field field;
    private final Map<String, Long> keysSeen = new ConcurrentHashMap<>();

    Books(Field field) {
        this.field = field;
    }

    /** At any moment; while the database cannot be asked, what the nodes' own books say. */
    List<String> now(Collection<Player> players) {
        List<String> violations = new ArrayList<>(twice(players));
        try {
            violations.addAll(told("nobody would ever look again at", rows(LOST, Duration.ZERO)));
            violations.addAll(told("a key is left of", lasting(rows(KEYS_LEFT, Duration.ZERO))));
        } catch (RuntimeException away) {
            // looked at next time
        }
        return violations;
    }

    /** When all is well again and everything has had its time. */
    List<String> atTheEnd(Collection<Player> players) {
        List<String> violations = new ArrayList<>(twice(players));
        violations.addAll(told("nobody would ever look again at", rows(LOST, Duration.ZERO)));
        violations.addAll(told("a key is left of", rows(KEYS_LEFT, Duration.ZERO)));
        violations.addAll(
                told("still parked", rows("SELECT id::text AS closure FROM closure WHERE status = 'PARKED'", null)));
        violations.addAll(told(
                "paid twice, as the service says",
                rows("SELECT id::text AS closure FROM closure WHERE findings::text LIKE '%paid-twice%'", null)));
        violations.addAll(receiptsLost(players));
        violations.addAll(statuses());
        players.forEach(player -> violations.addAll(end(player)));
        return violations;
    }

    private List<String> twice(Collection<Player> players) {
        List<String> violations = new ArrayList<>();
        for (Player player : players) {
            NodeStand node = field.node(player.node());
            if (node.payments(player.session()) > 2) {
                violations.add("paid twice: " + player);
            }
            violations.addAll(besideEachOther(player));
        }
        return violations;
    }

    /** A node that binds no version pays twice if it gets a second frame while the first may still run. */
    private List<String> besideEachOther(Player player) {
        if (!player.node().equals(Field.OLD)) {
            return List.of();
        }
        List<ReceivedFrame> frames = field.old().closes(player.session());
        List<String> violations = new ArrayList<>();
        for (int second = 1; second < frames.size(); second++) {
            Instant signed =
                    Instant.ofEpochMilli(JSON.readTree(frames.get(second - 1).text())
                            .path("req")
                            .path(3)
                            .asLong());
            Instant until = signed.plus(Field.MESSAGE_EXPIRY);
            if (!frames.get(second).at().isAfter(until) && !field.oldNodeHadShown(until, frames.get(second))) {
                violations.add("a frame was sent while another might run: " + player);
            }
        }
        return violations;
    }

    private List<String> receiptsLost(Collection<Player> players) {
        Set<String> stored = new HashSet<>(rows("SELECT jws AS closure FROM signature", null));
        return players.stream()
                .filter(player -> !stored.containsAll(player.receipts()))
                .map(player -> "a receipt without a row: " + player)
                .toList();
    }

    private List<String> statuses() {
        Map<String, List<ClosureStatus>> told = client()
                .sql("SELECT closure_id::text AS closure, status FROM event ORDER BY closure_id, number")
                .map(row -> Map.entry(text(row, "closure"), ClosureStatus.valueOf(text(row, "status"))))
                .all()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Set<String> wentBack = new HashSet<>(rows(Statuses.WENT_BACK, null));
        List<String> violations = new ArrayList<>(told(
                "a status that no rule leads to:",
                rows(Statuses.ALL, null).stream()
                        .filter(each -> !Statuses.allowed(each))
                        .toList()));
        told.entrySet().stream()
                .filter(each -> !follows(each.getValue(), wentBack.contains(each.getKey())))
                .map(each -> "statuses beside the table: " + each)
                .forEach(violations::add);
        return violations;
    }

    /** @param wentBack whether a submission was proved not executed, which puts the closure back without an event of its own */
    private static boolean follows(List<ClosureStatus> statuses, boolean wentBack) {
        for (int index = 1; index < statuses.size(); index++) {
            ClosureStatus from = statuses.get(index - 1);
            ClosureStatus to = statuses.get(index);
            boolean silently = wentBack
                    && from == ClosureStatus.SUBMITTING
                    && (Transitions.allowed(ClosureStatus.READY, to) || to == ClosureStatus.EXPIRED);
            if (from != to && !silently && !Transitions.allowed(from, to)) {
                return false;
            }
        }
        return true;
    }

    /** What the service says of the end is what the node has in its books. */
    private List<String> end(Player player) {
        JsonNode end = player.end();
        if (player.closure() == null) {
            return List.of("nobody ever answered: " + player);
        }
        if (end == null) {
            return List.of("has not ended: " + player + " "
                    + field.anyone()
                            .get("/v1/closures/" + player.closure() + "/explanation")
                            .body());
        }
        NodeStand node = field.node(player.node());
        String outcome = end.path("outcome").asString();
        boolean closed = node.closed(player.session());
        boolean byUs = node.executed(player.session()).stream().anyMatch(Books::closes);
        boolean claimsOurs = outcome.equals("COOPERATIVE") || outcome.equals("QUORUM_AT_DEADLINE");
        // nobody can tell whose close it was that stands exactly as proposed, where our own frame came and its answer
        // was lost
        boolean mayBeOurs = player.strange() && node.closesReceived(player.session()) > 0;
        if (claimsOurs && !(closed && (byUs || mayBeOurs))) {
            return List.of("told as closed by us, and the node did not: " + player + " " + end);
        }
        if (outcome.equals("CLOSED_ELSEWHERE") && !closed) {
            return List.of("told as closed, and it is open: " + player + " " + end);
        }
        if (outcome.equals("CLOSED_ELSEWHERE") && (byUs || !player.strange())) {
            return List.of("told as somebody else's close, and it was ours: " + player + " " + end);
        }
        if (outcome.equals("NONE") && closed && byUs) {
            return List.of("told as not closed, and our own frame closed it: " + player + " " + end);
        }
        return List.of();
    }

    /** The first part of a pay-out may be ours, and the close somebody else's. */
    private static boolean closes(String executed) {
        return executed.startsWith("close") || executed.startsWith("intent " + Update.CLOSE + ",");
    }

    /** The database's clock may leap: so long as it is seen, by the clock of the game. */
    private List<String> lasting(List<String> seen) {
        keysSeen.keySet().retainAll(seen);
        long now = System.nanoTime();
        return seen.stream()
                .filter(closure -> now - keysSeen.computeIfAbsent(closure, first -> now) > TO_LET_GO.toNanos())
                .toList();
    }

    private static List<String> told(String what, List<String> closures) {
        return closures.stream().map(closure -> what + " " + closure).toList();
    }

    private List<String> rows(String sql, Duration grace) {
        DatabaseClient.GenericExecuteSpec spec = client().sql(sql);
        if (sql.contains(":grace")) {
            spec = spec.bind("grace", grace.toString());
        }
        return spec.map(row -> text(row, "closure"))
                .all()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static String text(Readable row, String column) {
        return String.valueOf(row.get(column, String.class));
    }

    private DatabaseClient client() {
        return DatabaseClient.create(field.database().connectionFactory());
    }
}
