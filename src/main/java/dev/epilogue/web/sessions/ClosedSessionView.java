package dev.epilogue.web.sessions;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.desk.SessionDesk.Closed;
import dev.epilogue.desk.SessionDesk.Disclosed;
import dev.epilogue.node.SessionReading;
import dev.epilogue.web.http.Fields;
import java.util.List;

/** What a closed session left: its final state, and the proof of it where we have one. */
public final class ClosedSessionView {

    private ClosedSessionView() {}

    public static Fields of(Closed closed) {
        return closed.ours()
                .map(loaded -> ours(loaded.closure(), closed.signatures()))
                .orElseGet(() -> atNode(closed.session()));
    }

    private static Fields ours(Closure closure, List<Disclosed> signatures) {
        return SessionView.finalState(closure)
                .put("closedAt", closure.session().closedAt())
                .put("outcome", closure.outcome())
                .put("closureId", closure.id())
                .put(
                        "signatures",
                        signatures.stream().map(ClosedSessionView::signature).toList())
                .put("evidence", evidence(closure))
                .put("certificate", "/v1/closures/" + closure.id() + "/certificate")
                .put("source", "EPILOGUE");
    }

    /** A closed session's rows at a node are zero: where the money went, only its records tell. */
    private static Fields atNode(SessionReading reading) {
        return SessionView.closedState(reading)
                .put("closedAt", null)
                .put("outcome", null)
                .put("closureId", null)
                .put("signatures", List.of())
                .put("evidence", null)
                .put("certificate", null)
                .put("source", "NODE");
    }

    private static Fields signature(Disclosed disclosed) {
        var stored = disclosed.signature();
        return Fields.of("index", stored.payload())
                .put("participant", stored.participant())
                .put("signer", stored.signer())
                .put("digest", stored.digest())
                .put("signature", disclosed.wire());
    }

    private static Fields evidence(Closure closure) {
        return Fields.of("versionNumber", closure.session().versionNumber())
                .put(
                        "credits",
                        closure.settlement().stream()
                                .map(ClosedSessionView::credit)
                                .toList());
    }

    private static Fields credit(SettlementLine line) {
        return Fields.of("participant", line.participant())
                .put("asset", line.asset())
                .put("amount", line.amount())
                .put("recordId", line.creditId());
    }
}
