package dev.epilogue.escalation;

import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Enrolling channels. A deposited pack enrols its channel, a request does, and so does a closure whose policy escalates: material
 * has to be collected while the node still answers.
 */
@Component
public class Watches {

    private final WatchStore store;

    Watches(WatchStore store) {
        this.store = store;
    }

    public Mono<Watch> enrol(PackDeposits.Channel channel, Watch.EnrolledBy by) {
        Watch watch = new Watch(
                UUID.randomUUID(),
                channel.tenant(),
                channel.node(),
                channel.nodeAddress(),
                channel.dialect(),
                channel.target(),
                by,
                Watch.Progress.NONE);
        return store.enrol(watch)
                .then(store.find(
                        channel.tenant(),
                        channel.nodeAddress(),
                        channel.target().channelId()));
    }

    public Mono<Watch> find(TenantId tenant, Address node, Hash32 channel) {
        return store.find(tenant, node, channel);
    }

    public Mono<Boolean> leave(TenantId tenant, Address node, Hash32 channel) {
        return store.leave(tenant, node, channel);
    }
}
