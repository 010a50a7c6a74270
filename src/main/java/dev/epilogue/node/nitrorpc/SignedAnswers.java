package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeWord;
import dev.epilogue.node.NodeWords;
import dev.epilogue.node.link.Delivery;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;

/** Answers about a close, as the node signed them: these are about one session and nothing else. */
final class SignedAnswers {

    private static final String CLOSED = "closed";

    private final NodeWords words = new NodeWords();

    /** What the node answered to closes. */
    void closes(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (delivery instanceof Delivery.Answered answered
                    && answered.answer().error() == null
                    && CLOSED.equals(answered.answer().body().path("status").asString(""))) {
                close(answered.answer());
            }
        }
    }

    private void close(Answer answer) {
        try {
            SessionId session =
                    SessionId.parse(answer.body().path("app_session_id").asString(""));
            keep(session, "close", answer);
        } catch (IllegalArgumentException ofNoSession) {
            // whatever it is, it says nothing about a session
        }
    }

    /** @param offset of the page */
    void payments(SessionId session, int offset, Answer answer) {
        keep(session, "payments from " + offset, answer);
    }

    private void keep(SessionId session, String name, Answer answer) {
        SignedResult.cut(answer.text())
                .ifPresent(signed -> words.heard(
                        session, new NodeWord(name, Map.of("answer", signed.text(), "signature", signed.signature()))));
    }

    List<NodeWord> of(SessionId session) {
        return words.of(session);
    }
}
