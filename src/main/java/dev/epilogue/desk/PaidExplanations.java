package dev.epilogue.desk;

import dev.epilogue.signing.Explanations;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Hands down in the context of a request who pays for explaining what is refused. */
public final class PaidExplanations {

    private PaidExplanations() {}

    /** Free outside of a request. */
    static Explanations of(ContextView context) {
        return context.<Explanations>getOrEmpty(Explanations.class).orElse(Explanations.FREE);
    }

    /** For a try that is made once more where it fails. */
    static Context none(Context context) {
        return in(context, () -> false);
    }

    public static Context in(Context context, Explanations explanations) {
        return context.put(Explanations.class, explanations);
    }
}
