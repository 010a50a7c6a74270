package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.Policy;
import dev.epilogue.escalation.EscalationSettings;
import dev.epilogue.escalation.Line;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.escalation.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Before a closure expires its participants' channels are protected on chain, where its policy says so and a pre-flight finds
 * something that works. Where nothing does, the closure expires and says why.
 */
@Component
class LastResort {

    private final Preflight preflight;
    private final EscalationSettings settings;
    private final PipelineSettings pipeline;

    LastResort(Preflight preflight, EscalationSettings settings, PipelineSettings pipeline) {
        this.preflight = preflight;
        this.settings = settings;
        this.pipeline = pipeline;
    }

    /**
     * @param expiring what happens otherwise
     * @param because as in {@link Escalations#begin}
     */
    Mono<Decision> insteadOf(Job job, Decision expiring, String because) {
        Closure closure = job.closure();
        if (closure.policy().escalation() == Policy.Escalation.NONE || closure.paidOut()) {
            return Mono.just(expiring);
        }
        return preflight
                .of(closure, Preflight.Ask.BY_POLICY, job.now())
                .map(report -> decide(closure, report, because, job.now()));
    }

    private Decision decide(Closure closure, Report report, String because, Instant now) {
        if (report.possible()) {
            return new Decision.Changed(Escalations.begin(closure, report.plan(), because, now));
        }
        if (report.unasked() && Escalations.asksAgain(closure, settings.chainPatience(), pipeline.pace(), now)) {
            String detail = "The chain does not answer; what can be protected is not known yet.";
            return new Decision.Changed(Escalations.unasked(closure, detail, pipeline.pace(), now));
        }
        return new Decision.Changed(Escalations.unprotected(closure, reasons(report), now));
    }

    static List<Map<String, Object>> reasons(Report report) {
        List<Map<String, Object>> all = new ArrayList<>();
        report.reasons().forEach(reason -> all.add(Map.of("reason", reason)));
        for (Line line : report.lines()) {
            all.add(Map.of(
                    "participant", line.target().participant().checksummed(),
                    "asset", line.target().asset(),
                    "channelId", line.target().channelId().hex(),
                    "reasons", line.reasons()));
        }
        for (Report.Without without : report.without()) {
            all.add(Map.of(
                    "participant", without.participant().checksummed(),
                    "asset", without.asset(),
                    "reasons", List.of(without.reason())));
        }
        return all;
    }
}
