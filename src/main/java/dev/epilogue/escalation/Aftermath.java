package dev.epilogue.escalation;

import dev.epilogue.closure.Protection.Status;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What follows when nothing more is done for a channel: its pack goes with it, and a dispute that goes on is handed to the watch. */
@Component
class Aftermath {

    private final Packs packs;
    private final Watches watches;

    Aftermath(Packs packs, Watches watches) {
        this.packs = packs;
        this.watches = watches;
    }

    Mono<Void> of(Acts.Look look, Progress over) {
        Escalation row = look.row();
        if (over.status() == Status.FINALISED || over.status() == Status.CLOSED_BY_AGREEMENT) {
            return packs.spend(row.tenant(), row.nodeAddress(), row.target().channelId(), Reasons.CHANNEL_CLOSED);
        }
        boolean foreign = Reasons.CHANNEL_FOREIGN.equals(over.reason());
        boolean disputed = look.sight().channel().challengeExpiresAt() != null;
        return disputed && !foreign
                ? watches.enrol(
                                new PackDeposits.Channel(
                                        row.tenant(), row.node(), row.nodeAddress(), row.dialect(), row.target()),
                                Watch.EnrolledBy.POLICY)
                        .then()
                : Mono.empty();
    }
}
