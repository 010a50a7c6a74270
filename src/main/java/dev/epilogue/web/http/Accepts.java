package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Which form of an answer a caller can read. */
public final class Accepts {

    private Accepts() {}

    public static void require(ServerRequest request, MediaType only) {
        if (!reads(request.headers().asHttpHeaders(), only)) {
            throw Problem.of(ProblemCode.NOT_ACCEPTABLE, "The answer is " + only + ".")
                    .exception();
        }
    }

    /** Whether it prefers a form that it has to name, as streams of lines are. */
    public static boolean names(ServerRequest request, MediaType form) {
        return names(request.headers().asHttpHeaders(), form);
    }

    static boolean names(HttpHeaders headers, MediaType form) {
        return Headers.accepted(headers).stream()
                .anyMatch(accepted -> accepted.isConcrete() && accepted.isCompatibleWith(form));
    }

    static boolean reads(HttpHeaders headers, MediaType form) {
        List<MediaType> accepted = Headers.accepted(headers);
        return accepted.isEmpty() || accepted.stream().anyMatch(each -> each.isCompatibleWith(form));
    }
}
