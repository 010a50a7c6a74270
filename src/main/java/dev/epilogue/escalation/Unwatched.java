package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel that should be looked after and is not.
 *
 * @param participant null, as everything else, where nobody's channels could be looked up
 * @param channelId null where the node does not say enough of it
 * @param reason of {@link Reasons}
 */
public record Unwatched(
        @Nullable Address participant,
        @Nullable String asset,
        @Nullable Hash32 channelId,
        String reason) {

    static Unwatched of(Protection.Target target, String reason) {
        return new Unwatched(target.participant(), target.asset(), target.channelId(), reason);
    }

    static Unwatched of(Report.Without undescribed) {
        return new Unwatched(undescribed.participant(), undescribed.asset(), null, undescribed.reason());
    }

    /** As an event tells of it. */
    public Map<String, Object> described() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (participant != null) {
            fields.put("participant", participant.checksummed());
        }
        if (asset != null) {
            fields.put("asset", asset);
        }
        if (channelId != null) {
            fields.put("channelId", channelId.hex());
        }
        fields.put("reason", reason);
        return fields;
    }
}
