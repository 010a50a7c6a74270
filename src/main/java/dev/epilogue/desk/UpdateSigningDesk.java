package dev.epilogue.desk;

import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.channel.update.UpdateSignRequest;
import dev.epilogue.channel.update.UpdateSigning;
import dev.epilogue.closure.TenantId;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Taking signatures for channel updates, in turn with all others. */
@Service
public class UpdateSigningDesk {

    private final UpdateSigning signing;
    private final CheckTurns turns;

    UpdateSigningDesk(UpdateSigning signing, CheckTurns turns) {
        this.signing = signing;
        this.turns = turns;
    }

    /** All or nothing. Fails with {@code channel-update-not-found} where there is no such update. */
    public Mono<UpdateSigning.Answer> sign(TenantId tenant, ChannelUpdateId id, UpdateSignRequest request) {
        return turns.take(signing.sign(tenant, id, request));
    }
}
