package dev.epilogue.web.escalation;

import dev.epilogue.escalation.CoSigned;
import dev.epilogue.escalation.Pack;
import dev.epilogue.escalation.PackDeposits;
import dev.epilogue.escalation.Watch;
import dev.epilogue.value.Amount;
import dev.epilogue.web.http.Fields;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a participant may leave with us, and what it has left: never the signature itself. */
public final class PackView {

    private PackView() {}

    public static Fields of(PackDeposits.Offer offer) {
        PackDeposits.Channel channel = offer.channel();
        return Fields.of("channelId", channel.target().channelId())
                .put("node", channel.node())
                .put("participant", channel.target().participant())
                .put("asset", channel.target().asset())
                .put("chainId", channel.target().chainId())
                .put("candidate", candidate(offer))
                .put("sign", sign(offer))
                .put("reason", offer.reason())
                .put("pack", pack(offer.held()));
    }

    private static @Nullable Fields candidate(PackDeposits.Offer offer) {
        CoSigned candidate = offer.candidate();
        if (candidate == null) {
            return null;
        }
        int decimals = offer.channel().target().decimals();
        return Fields.of("epoch", Long.toUnsignedString(candidate.epoch()))
                .put("stateVersion", candidate.version().toString())
                .put("balance", new Amount(new BigDecimal(candidate.state().userAmount(), decimals)))
                .put("onChain", offer.onChain());
    }

    private static @Nullable Fields sign(PackDeposits.Offer offer) {
        return offer.message() == null
                ? null
                : Fields.of("scheme", "EIP191").put("message", offer.message()).put("digest", offer.digest());
    }

    private static @Nullable Fields pack(Optional<Pack> held) {
        return held.map(pack -> Fields.of("status", pack.status())
                        .put("reason", pack.reason())
                        .put("epoch", Long.toUnsignedString(pack.epoch()))
                        .put("stateVersion", pack.version().toString())
                        .put("digest", pack.digest())
                        .put("signatureHash", pack.signatureHash())
                        .put("receivedAt", pack.receivedAt()))
                .orElse(null);
    }

    public static Fields watch(PackDeposits.Channel channel, @Nullable Watch watch) {
        Fields fields = Fields.of("channelId", channel.target().channelId())
                .put("node", channel.node())
                .put("participant", channel.target().participant())
                .put("asset", channel.target().asset())
                .put("watched", watch != null);
        return fields.put("enrolledBy", watch == null ? null : watch.enrolledBy())
                .put("disputeEndsAt", watch == null ? null : watch.progress().disputeEndsAt())
                .put("remark", watch == null ? null : watch.progress().remark())
                .put("answered", watch == null ? 0 : watch.progress().answered())
                .put("transaction", watch == null ? null : watch.progress().transaction());
    }
}
