package dev.epilogue.escalation;

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
        return store.enrol(watch).then(find(channel));
    }

    public Mono<Watch> find(PackDeposits.Channel channel) {
        return store.find(
                channel.tenant(),
                channel.node(),
                channel.nodeAddress(),
                channel.target().channelId());
    }

    public Mono<Boolean> leave(PackDeposits.Channel channel) {
        return store.leave(
                channel.tenant(),
                channel.node(),
                channel.nodeAddress(),
                channel.target().channelId());
    }
}
