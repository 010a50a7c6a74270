package dev.epilogue.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Owns the subscriptions of all work beside the closures. */
@Component
public class WorkLifecycle extends OnLeases {

    private final List<Work> works;
    private final WorkRows rows;
    private final WorkBell bell;
    private final WorkSettings settings;
    private final MeterRegistry meters;
    private volatile List<WorkLoop> loops = List.of();

    public WorkLifecycle(
            ObjectProvider<Work> works, WorkRows rows, WorkBell bell, WorkSettings settings, MeterRegistry meters) {
        super(settings.enabled(), settings.stopWithin());
        this.works = works.orderedStream().toList();
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    protected Flux<Void> work() {
        List<WorkLoop> all = works.stream()
                .map(work -> new WorkLoop(work, rows, bell, settings, meters))
                .toList();
        loops = all;
        return Flux.fromIterable(all)
                .flatMap(loop -> kept(Flux.defer(loop::run), settings.poll()), Math.max(1, all.size()));
    }

    @Override
    protected void claimNoMore() {
        loops.forEach(WorkLoop::stop);
    }

    @Override
    protected int working() {
        return loops.stream().mapToInt(WorkLoop::working).sum();
    }

    @Override
    protected Mono<Void> giveBack() {
        return Mono.when(loops.stream().map(WorkLoop::giveBack).toList());
    }
}
