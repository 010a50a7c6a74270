package dev.epilogue.web.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.desk.EscalationDesk;
import dev.epilogue.escalation.Line;
import dev.epilogue.escalation.Report;
import dev.epilogue.web.http.Fields;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pre-flight found, in plain fields: what can be recovered, what cannot, who is frozen meanwhile, and what it costs. */
public final class ReportView {

    private static final String FREEZES =
            "While a dispute runs the node serves nothing of this channel, and credits to it stay unsigned.";

    private ReportView() {}

    public static Fields of(EscalationDesk.Reported reported) {
        Report report = reported.report();
        return Fields.of("closureId", reported.loaded().closure().id())
                .put("status", reported.loaded().closure().status())
                .put("started", reported.started())
                .put("possible", report.possible())
                .put("level", report.level())
                .put("reasons", report.reasons())
                .put(
                        "channels",
                        report.lines().stream().map(ReportView::channel).toList())
                .put(
                        "withoutChannel",
                        report.without().stream().map(ReportView::without).toList())
                .put(
                        "recoverable",
                        report.undertaken().stream()
                                .map(ReportView::recoverable)
                                .toList())
                .put(
                        "notRecoverable",
                        report.beyondReach().stream().map(ReportView::beyond).toList())
                .put("frozen", frozen(report))
                .put("costEstimate", cost(total(report)))
                .put("earliestFinality", report.earliestFinality().orElse(null))
                .put("protections", protections(reported.loaded().closure().protections()));
    }

    public static List<Fields> protections(List<Protection> protections) {
        return protections.stream().map(ReportView::protection).toList();
    }

    private static Fields protection(Protection protection) {
        return Fields.of("id", protection.id())
                .put("participant", protection.target().participant())
                .put("asset", protection.target().asset())
                .put("channelId", protection.target().channelId())
                .put("chainId", protection.target().chainId())
                .put("action", protection.action())
                .put("status", protection.status())
                .put("reason", protection.reason())
                .put("transaction", protection.transaction())
                .put("windowEndsAt", protection.windowEndsAt())
                .put("recovered", protection.recovered())
                .put("reclaimable", protection.reclaimable())
                .put("claim", claim(protection));
    }

    /** Money that waits in the contract is the user's own to fetch: nobody else can. */
    private static @Nullable String claim(Protection protection) {
        boolean waits =
                protection.reclaimable() != null && !protection.reclaimable().isZero();
        return waits ? "The participant's own wallet has to call claimFunds (ChannelHub) or withdraw (Custody)." : null;
    }

    private static Fields channel(Line line) {
        return Fields.of("participant", line.target().participant())
                .put("asset", line.target().asset())
                .put("channelId", line.target().channelId())
                .put("chainId", line.target().chainId())
                .put("action", line.action() == null ? "NONE" : line.action().name())
                .put("reasons", line.reasons())
                .put("amount", line.secured())
                .put("frozenFor", line.frozenFor())
                .put("earliestFinality", line.earliestFinality())
                .put("costEstimate", cost(line.cost()));
    }

    private static Fields without(Report.Without without) {
        return Fields.of("participant", without.participant())
                .put("asset", without.asset())
                .put("reason", without.reason());
    }

    private static Fields recoverable(Line line) {
        return Fields.of("participant", line.target().participant())
                .put("asset", line.target().asset())
                .put("channelId", line.target().channelId())
                .put("amount", line.secured())
                .put("how", line.action() == Action.CHECKPOINT ? "ENFORCEABLE_ON_CHAIN" : "PAID_OUT");
    }

    private static Fields beyond(Report.BeyondReach beyond) {
        return Fields.of("participant", beyond.participant())
                .put("asset", beyond.asset())
                .put("amount", beyond.amount())
                .put("what", beyond.what())
                .put("detail", beyond.detail());
    }

    private static List<Fields> frozen(Report report) {
        return report.undertaken().stream()
                .filter(line -> line.frozenFor() != null)
                .map(line -> Fields.of("participant", line.target().participant())
                        .put("asset", line.target().asset())
                        .put("channelId", line.target().channelId())
                        .put("for", line.frozenFor())
                        .put("detail", FREEZES))
                .toList();
    }

    private static @Nullable BigInteger total(Report report) {
        List<BigInteger> known = report.undertaken().stream()
                .map(Line::cost)
                .filter(Objects::nonNull)
                .map(cost -> (BigInteger) cost)
                .toList();
        return known.isEmpty() ? null : known.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static @Nullable Fields cost(@Nullable BigInteger wei) {
        return wei == null ? null : Fields.of("wei", wei.toString());
    }
}
