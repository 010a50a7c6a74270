package dev.epilogue.testing;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.sandbox.nitronode.ledger.Holding;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A v1 node. */
public final class NitronodeStand implements NodeStand {

    private final FakeNitronode node;

    private NitronodeStand(FakeNitronode node) {
        this.node = node;
    }

    public static NitronodeStand of(FakeNitronode node) {
        return new NitronodeStand(node);
    }

    public static NitronodeStand start(FakeNitronodeOptions options) {
        return new NitronodeStand(FakeNitronode.start(options));
    }

    public FakeNitronode node() {
        return node;
    }

    @Override
    public String dialect() {
        return "nitronode-v1";
    }

    @Override
    public String url() {
        return node.url().toString();
    }

    @Override
    public Address address() {
        return node.nodeAddress();
    }

    @Override
    public SessionId session(int quorum, List<Wallet> participants, Allocation... holdings) {
        var definition = Stage.definition(quorum, participants.toArray(Wallet[]::new));
        return node.ledger().openSession(SessionSeed.of(definition, holdings).atVersion(4));
    }

    @Override
    public void strikeClose(SessionId session, Mishap mishap) {
        Fault fault = switch (mishap) {
            case CUT_AFTER -> new Fault.DropAfter();
            case UNANSWERED -> new Fault.Silent();
            case GARBLED -> new Fault.Garbage("<html>502 Bad Gateway</html>");
            case ANSWERED_TWICE -> new Fault.Duplicate();
            case SLOW -> new Fault.Delay(Duration.ofMillis(500));
            case CUT_BEFORE -> new Fault.DropBefore();
            case FAILED -> new Fault.Refuse("failed to lock: (SQLSTATE 57P01)");
            case UPDATED_FIRST -> new Fault.OperateFirst();
            case CLOSED_FIRST -> new Fault.CloseFirst();
        };
        node.with(FaultRule.onClose(fault).ofSession(session));
    }

    @Override
    public void update(SessionId id, Allocation... split) {
        Session session = node.ledger().session(id);
        SortedMap<Holding, BigDecimal> rows = new TreeMap<>();
        for (Allocation each : split) {
            rows.put(
                    new Holding(each.participant(), each.asset()), each.amount().value());
        }
        node.ledger()
                .put(new Session(id, session.definition(), false, session.version() + 1, session.sessionData(), rows));
    }

    @Override
    public void close(SessionId session) {
        node.ledger().close(session);
    }

    @Override
    public boolean closed(SessionId session) {
        return node.ledger().session(session).closed();
    }

    @Override
    public String sessionData(SessionId session) {
        return node.ledger().session(session).sessionData();
    }

    @Override
    public int sessionReads() {
        return node.journal().frames("app_sessions.v1.get_app_sessions").size();
    }

    @Override
    public int closesReceived(SessionId session) {
        return node.journal().frames(Closing.SUBMIT, session).size();
    }

    @Override
    public void awaitCloses(SessionId session, int count) throws InterruptedException {
        node.journal()
                .await(
                        each -> Closing.SUBMIT.equals(each.method()) && session.equals(each.session()),
                        count,
                        Closing.PATIENCE);
    }

    @Override
    public int closesExecuted(SessionId session) {
        return (int) node.executed().stream()
                .filter(each -> each.session().equals(session))
                .count();
    }

    @Override
    public List<String> executed(SessionId session) {
        return node.executed().stream()
                .filter(each -> each.session().equals(session))
                .map(each -> "intent %d, version %d".formatted(each.intent(), each.version()))
                .toList();
    }

    @Override
    public int payments(SessionId session) {
        return node.ledger().releases(session).size();
    }

    @Override
    public void close() {
        node.close();
    }
}
