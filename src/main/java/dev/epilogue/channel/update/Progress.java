package dev.epilogue.channel.update;

import dev.epilogue.closure.ChannelMoves;
import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.value.Hash32;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a channel update has come.
 *
 * @param reached what is proved of the participant's money
 * @param channelId the channel that was found; null while there is none
 * @param floor v1: from which state on the credit is in; null until the node was read
 * @param asks oldest first; the last one counts
 * @param signatures on all asks; those on older ones have lost their bytes
 * @param detail why it stands where it stands, safe to show
 * @param problem what hindered the last try; null where nothing did
 * @param challenge what became of the authority to challenge that was signed along; null where nothing did, or yet
 * @param moves 0.x: what was moved where; null while nothing was, and on v1
 */
public record Progress(
        Stage stage,
        SettlementLine.Status reached,
        @Nullable Hash32 channelId,
        @Nullable Floor floor,
        List<Ask> asks,
        List<Signed> signatures,
        @Nullable String detail,
        @Nullable Hindrance problem,
        @Nullable GivenChallenge challenge,
        @Nullable ChannelMoves moves) {

    public Progress {
        asks = List.copyOf(asks);
        signatures = List.copyOf(signatures);
    }

    Progress stage(Stage next) {
        return new Progress(next, reached, channelId, floor, asks, signatures, detail, null, challenge, moves);
    }

    /** The same, with what hindered before: nothing has succeeded. */
    Progress again(Stage next) {
        return new Progress(next, reached, channelId, floor, asks, signatures, detail, problem, challenge, moves);
    }

    Progress reached(SettlementLine.Status status) {
        return new Progress(stage, status, channelId, floor, asks, signatures, detail, problem, challenge, moves);
    }

    Progress found(@Nullable Hash32 channel, @Nullable Floor from) {
        return new Progress(stage, reached, channel, from, asks, signatures, detail, problem, challenge, moves);
    }

    Progress asks(List<Ask> all, List<Signed> signed) {
        return new Progress(stage, reached, channelId, floor, all, signed, detail, problem, challenge, moves);
    }

    Progress moved(ChannelMoves what) {
        return new Progress(stage, reached, channelId, floor, asks, signatures, detail, problem, challenge, what);
    }

    Progress because(@Nullable String why) {
        return new Progress(stage, reached, channelId, floor, asks, signatures, why, problem, challenge, moves);
    }

    Progress hindered(Hindrance by) {
        return new Progress(stage, reached, channelId, floor, asks, signatures, by.detail(), by, challenge, moves);
    }

    Progress challenged(GivenChallenge fate) {
        return new Progress(stage, reached, channelId, floor, asks, signatures, detail, problem, fate, moves);
    }
}
