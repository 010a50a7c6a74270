package dev.epilogue.desk;

import dev.epilogue.channel.ChannelReader;
import dev.epilogue.channel.ChannelsMet;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.problem.Violation;
import dev.epilogue.tenancy.Rights;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whose a channel is that a caller names by its id: as it was met before, else as the caller says. What was met with another tenant's
 * closures counts as never met for one that does not see its participant: nobody learns of others by what has to be named.
 */
@Component
class ChannelOwners {

    private final ChannelReader channels;
    private final Rights rights;

    ChannelOwners(ChannelReader channels, Rights rights) {
        this.channels = channels;
        this.rights = rights;
    }

    /**
     * Fails with {@code invalid-parameter} where somebody or something has to be named, {@code channel-not-found} where somebody else was,
     * {@code session-not-yours}.
     *
     * @param participant as the caller says
     * @param missing what has to be named besides where the channel was never met
     */
    Mono<Address> owner(
            TenantId tenant, String node, Hash32 channel, @Nullable Address participant, List<Violation> missing) {
        return channels.met(node, channel)
                .flatMap(met -> seen(tenant, node, met))
                .map(met -> wallet(met, participant, missing))
                .delayUntil(wallet -> rights.channelsOf(tenant, node, wallet));
    }

    private Mono<Optional<Address>> seen(TenantId tenant, String node, Optional<ChannelsMet.Met> met) {
        return Mono.justOrEmpty(met.map(ChannelsMet.Met::wallet))
                .filterWhen(wallet -> rights.seesChannelsOf(tenant, node, wallet))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private static Address wallet(Optional<Address> met, @Nullable Address participant, List<Violation> missing) {
        if (met.isPresent()) {
            if (participant != null && !participant.equals(met.get())) {
                throw notFound();
            }
            return met.get();
        }
        List<Violation> all = new ArrayList<>();
        if (participant == null) {
            all.add(missing("participant", "This channel was not met before, and a node finds none by its id"));
        }
        all.addAll(missing);
        if (participant == null || !all.isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, all).exception();
        }
        return participant;
    }

    static Violation missing(String parameter, String why) {
        return new Violation(
                parameter, ProblemCode.INVALID_PARAMETER.wireName(), why + ": name the " + parameter + ".");
    }

    static ProblemException notFound() {
        return Problem.of(ProblemCode.CHANNEL_NOT_FOUND, "The node shows no such channel of this participant.")
                .exception();
    }
}
