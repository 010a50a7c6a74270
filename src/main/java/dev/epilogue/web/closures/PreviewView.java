package dev.epilogue.web.closures;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Proposal;
import dev.epilogue.closure.Rounds;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.signing.PayloadsView;

/** What a proposal would become. */
public final class PreviewView {

    private PreviewView() {}

    public static Fields of(Closure closure) {
        var round = closure.round();
        Proposal now = new Proposal(round.base().allocations(), null, true);
        return Fields.of("closure", ClosureView.preview(closure))
                .put("payloads", PayloadsView.payloads(round, null))
                .put("changes", Rounds.changes(now, round.proposal()))
                .put(
                        "prerequisites",
                        ClosureView.prerequisites(closure.findings().prerequisites()))
                .put("warnings", closure.findings().warnings());
    }
}
