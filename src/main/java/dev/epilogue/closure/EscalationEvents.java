package dev.epilogue.closure;

import dev.epilogue.closure.Protection.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients are told of a protection; a step that was over before anybody looked is told all the same. */
final class EscalationEvents {

    private EscalationEvents() {}

    static Map<String, Object> describe(Protection protection) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("protection", protection.id().toString());
        data.put("participant", protection.target().participant().checksummed());
        data.put("asset", protection.target().asset());
        data.put("channelId", protection.target().channelId().hex());
        data.put("action", protection.action().name());
        data.put("state", protection.status().name());
        put(data, "reason", protection.reason());
        put(data, "transaction", protection.transaction());
        put(data, "windowEndsAt", protection.windowEndsAt());
        put(data, "recovered", protection.recovered());
        put(data, "reclaimable", protection.reclaimable());
        return data;
    }

    static void tell(Draft draft, @Nullable Protection before, Protection after) {
        Status from = before == null ? Status.PLANNED : before.status();
        Status to = after.status();
        if (after.transaction() != null && (before == null || before.transaction() == null)) {
            draft.event(EventType.ESCALATION_SENT, describe(after));
        }
        if (from == to) {
            return;
        }
        if (from != Status.DISPUTED && from != Status.ANSWERING && from != Status.CLOSING && wasConfirmed(after)) {
            draft.event(EventType.ESCALATION_CONFIRMED, describe(after));
        }
        switch (to) {
            case ANSWERED -> draft.event(EventType.ESCALATION_ANSWERED, describe(after));
            case FINALISED, CLOSED_BY_AGREEMENT -> draft.event(EventType.ESCALATION_FINALISED, describe(after));
            case STOPPED, REFUSED -> draft.event(EventType.ESCALATION_REFUSED, describe(after));
            case PLANNED, SENT, DISPUTED, ANSWERING, CLOSING, CHECKPOINTED -> {}
        }
    }

    private static boolean wasConfirmed(Protection protection) {
        return switch (protection.status()) {
            case DISPUTED, ANSWERING, CLOSING, CHECKPOINTED, FINALISED -> true;
            case ANSWERED, CLOSED_BY_AGREEMENT -> protection.windowEndsAt() != null;
            case PLANNED, SENT, STOPPED, REFUSED -> false;
        };
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value.toString());
        }
    }
}
