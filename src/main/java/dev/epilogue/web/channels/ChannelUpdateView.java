package dev.epilogue.web.channels;

import dev.epilogue.channel.update.Ask;
import dev.epilogue.channel.update.ChannelOrder;
import dev.epilogue.channel.update.ChannelUpdate;
import dev.epilogue.channel.update.Signed;
import dev.epilogue.channel.update.UpdateSigning;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.desk.ChannelUpdateDesk;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.signing.PayloadsView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channel updates as clients see them. */
public final class ChannelUpdateView {

    private ChannelUpdateView() {}

    /** @param allocation the channel as it is now */
    public static Fields of(ChannelUpdateDesk.Outcome outcome, @Nullable Fields allocation) {
        ChannelUpdate update = outcome.update().map(loaded -> loaded.update()).orElse(null);
        return Fields.of("id", update == null ? null : update.id())
                .put("mode", outcome.mode())
                .put("status", outcome.status())
                .put(
                        "closureId",
                        update == null ? closure(outcome) : update.order().closure())
                .put("node", outcome.channel().node())
                .put("channelId", outcome.channel().channelId())
                .put("participant", outcome.channel().participant())
                .put("asset", outcome.channel().asset())
                .put("reached", update == null ? null : update.progress().reached())
                .put("detail", update == null ? null : update.progress().detail())
                .put("deadline", update == null ? null : update.order().deadline())
                .put("endedAt", update == null ? null : update.endedAt())
                .put(
                        "problem",
                        update == null ? null : problem(update.progress().problem()))
                .put("allocation", allocation);
    }

    /** What is to be signed; nothing where nobody is asked. */
    public static Fields payloads(ChannelUpdate update, Instant now) {
        ChannelOrder order = update.order();
        int round = update.ask().map(Ask::round).orElse(0);
        return Fields.of("channelUpdateId", update.id())
                .put("closureId", order.closure())
                .put("node", order.node())
                .put("channelId", update.progress().channelId())
                .put("participant", order.participant())
                .put("asset", order.asset())
                .put("mode", order.mode())
                .put("status", update.stage().status())
                .put("round", round == 0 ? null : round)
                .put("because", update.ask().map(Ask::because).orElse(null))
                .put(
                        "signable",
                        round > 0 && UpdateSigning.refusal(update, round, now).isEmpty())
                .put("signableUntil", order.deadline())
                .put(
                        "payloads",
                        update.ask().map(Ask::payloads).orElse(List.of()).stream()
                                .map(PayloadsView::payload)
                                .toList());
    }

    public static Fields receipts(ChannelUpdate update, List<Signed> taken) {
        return Fields.of(
                        "receipts",
                        taken.stream().map(signed -> receipt(update, signed)).toList())
                .put("channelUpdateId", update.id())
                .put("status", update.stage().status());
    }

    private static Fields receipt(ChannelUpdate update, Signed signed) {
        return Fields.of("closureId", update.order().closure())
                .put("channelUpdateId", update.id())
                .put("round", signed.round())
                .put("index", signed.index())
                .put("participant", update.order().participant())
                .put("signer", signed.signer())
                .put("digest", signed.digest())
                .put("signatureHash", signed.signatureHash())
                .put("receivedAt", signed.receivedAt())
                .put("keyId", signed.keyId())
                .put("jws", signed.jws());
    }

    private static @Nullable Object closure(ChannelUpdateDesk.Outcome outcome) {
        return outcome.channel().closure().map(closure -> closure.id()).orElse(null);
    }

    private static @Nullable Fields problem(@Nullable Hindrance hindrance) {
        return hindrance == null
                ? null
                : Fields.of("code", hindrance.code())
                        .put("detail", hindrance.detail())
                        .put("actor", hindrance.actor())
                        .put("at", hindrance.at());
    }
}
