package dev.epilogue.pipeline;

import dev.epilogue.journal.Wakeups;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the pipeline's work comes from: handed over by callers, or claimed. */
@Component
class Supply {

    private final Handover handover;
    private final Claims claims;
    private final Places places;
    private final Wakeups wakeups;
    private final Hints hints;

    Supply(Handover handover, Claims claims, Places places, Wakeups wakeups, Hints hints) {
        this.handover = handover;
        this.claims = claims;
        this.places = places;
        this.wakeups = wakeups;
        this.hints = hints;
    }

    /** Never ends by itself. */
    Flux<Job> jobs() {
        return Flux.merge(
                handover.jobs(), claims.due(Flux.merge(wakeups.all().filter(Wakeups.Wake::due), hints.hastened())));
    }

    void open() {
        places.open();
    }

    void shut() {
        places.shut();
    }

    boolean isOpen() {
        return places.isOpen();
    }

    /** Cut off, and ends empty, where its lease is lost. */
    Mono<Void> whileHeld(Job job, Mono<Void> work) {
        return places.hands().whileHeld(job.claim(), work);
    }

    void done(Job job) {
        if (places.hands().done(job.claim())) {
            wakeups.due(job.claim().closure());
        }
    }

    int working() {
        return places.hands().working();
    }

    Mono<Void> giveBack() {
        return places.hands().giveBackAll();
    }
}
