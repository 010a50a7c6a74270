package dev.epilogue.sandbox.nitronode.protocol;

import java.util.Map;

/** One method of the node. Throws a refusal with the client's text; a wrong type inside of the payload is told apart. */
interface Method {

    Map<String, Object> answer(Fields payload, Call call);

    /** The text for a payload that does not fit. */
    default String misfit() {
        return "failed to parse parameters";
    }

    /** The two methods that word it otherwise. */
    static Method wordedAsRequest(Method method) {
        return new Method() {
            @Override
            public Map<String, Object> answer(Fields payload, Call call) {
                return method.answer(payload, call);
            }

            @Override
            public String misfit() {
                return "failed to parse request";
            }
        };
    }

    /** @param connection the id of the connection that the request came on */
    record Call(String connection) {}
}
