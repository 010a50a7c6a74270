package dev.epilogue.web.signing;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Round;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.sessions.SessionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be signed, with every field from which a wallet rebuilds it. */
public final class PayloadsView {

    private PayloadsView() {}

    /** @param participant null: what anybody can sign */
    public static Fields of(Closure closure, @Nullable Address participant, Instant now) {
        Round round = closure.round();
        boolean stranger = participant != null
                && closure.subject().definition().member(participant).isEmpty();
        List<Fields> payloads = stranger ? List.of() : payloads(round, participant);
        return Fields.of("closureId", closure.id())
                .put("round", round.number())
                .put("signable", Consents.refusal(closure, round.number(), now).isEmpty())
                .put("signableUntil", round.signableUntil())
                .put("payloads", payloads);
    }

    /** The same for a wallet that looks at many closures at once. */
    public static Fields inbox(Closure closure, Address participant, Instant now) {
        return of(closure, participant, now)
                .put("sessionId", closure.subject().sessionId())
                .put("node", closure.subject().node())
                .put("application", closure.subject().application())
                .put("reference", closure.reference())
                .put("memo", closure.memo())
                .put("status", closure.status())
                .put("deadline", closure.times().deadline());
    }

    public static List<Fields> payloads(Round round, @Nullable Address participant) {
        return round.payloads().stream()
                .filter(payload -> participant == null
                        || payload.participant() == null
                        || participant.equals(payload.participant()))
                .map(PayloadsView::payload)
                .toList();
    }

    public static Fields payload(Payload payload) {
        Payload.FrozenRequest request = payload.request();
        return Fields.of("index", payload.index())
                .put("purpose", payload.purpose())
                .put("required", payload.required())
                .put("participant", payload.participant())
                .put("asset", payload.asset())
                .put("channelId", payload.channelId())
                .put("versionNumber", payload.versionNumber())
                .put("intent", payload.intent())
                .put("scheme", payload.scheme())
                .put("message", payload.message())
                .put("text", payload.text())
                .put("digest", payload.digest())
                .put(
                        "request",
                        request == null
                                ? null
                                : Fields.of("id", request.id())
                                        .put("method", request.method())
                                        .put("timestamp", request.timestamp()))
                .put("allocations", SessionView.allocations(payload.allocations()))
                .put("sessionData", payload.sessionData());
    }
}
