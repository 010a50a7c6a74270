package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Escalations;
import dev.epilogue.escalation.Enrolment;
import dev.epilogue.escalation.Unwatched;
import dev.epilogue.store.Loaded;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Has the channels of a new closure looked after where its policy asks for it, and tells which of them are not. */
@Service
public class EnrolmentDesk {

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);

    private final Registrar registrar;
    private final Enrolment enrolment;

    EnrolmentDesk(Registrar registrar, Enrolment enrolment) {
        this.registrar = registrar;
        this.enrolment = enrolment;
    }

    /** The closure stands whatever comes of it: never fails. */
    public Mono<Loaded> enrol(Loaded loaded) {
        return enrolment
                .of(loaded.closure())
                .filter(unwatched -> !unwatched.isEmpty())
                .flatMap(unwatched -> told(loaded.closure(), unwatched))
                .defaultIfEmpty(loaded)
                .onErrorResume(failure -> {
                    LOG.warn(
                            "closure {}: not told who is not looked after",
                            loaded.closure().id(),
                            failure);
                    return Mono.just(loaded);
                });
    }

    private Mono<Loaded> told(Closure closure, List<Unwatched> unwatched) {
        List<Map<String, Object>> channels =
                unwatched.stream().map(Unwatched::described).toList();
        return registrar
                .change(
                        closure.tenant(),
                        closure.id(),
                        found -> Mono.just(
                                new Decision.Changed(Escalations.unwatched(found.closure(), channels, found.now()))))
                .map(Registrar.Settled::loaded);
    }
}
