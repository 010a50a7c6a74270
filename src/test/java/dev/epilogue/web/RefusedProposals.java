package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.RefusalScene.entry;
import static dev.epilogue.web.RefusalScene.free;
import static dev.epilogue.web.RefusalScene.many;
import static dev.epilogue.web.RefusalScene.proposal;
import static dev.epilogue.web.RefusalScene.state;

import java.util.List;

/** Proposals that cannot be read. */
final class RefusedProposals {

    private RefusedProposals() {}

    static List<Refusal> rows() {
        return List.of(
                proposal("no body", 400, "malformed-json", ""),
                proposal("cut off", 400, "malformed-json", "{'sessionId':'"),
                proposal("a list", 400, "malformed-json", "[]"),
                proposal("two documents", 400, "malformed-json", "{} {}"),
                proposal("a repeated member", 400, "malformed-json", "{'sessionId':'a','sessionId':'b'}"),
                proposal("no strict JSON", 400, "malformed-json", "{sessionId:1}"),
                proposal("too deep", 400, "malformed-json", "{'memo':" + "[".repeat(100) + "]".repeat(100) + "}"),
                proposal("nothing said", 400, "invalid-parameter", "{}"),
                proposal("session id of another type", 400, "invalid-parameter", "{'sessionId':5}"),
                proposal("short session id", 400, "invalid-parameter", "{'sessionId':'0x12'}"),
                proposal("misspelt member", 400, "unknown-member", free(",'finalstate':{}")),
                proposal(
                        "misspelt member of the state", 400, "unknown-member", free(",'finalState':{'allocation':[]}")),
                proposal(
                        "misspelt member of an entry",
                        400,
                        "unknown-member",
                        free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("}", ",'to':1}") + "]}")),
                proposal("misspelt member of the policy", 400, "unknown-member", free(",'policy':{'timeOut':'PT1H'}")),
                proposal(
                        "amount as a number",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("'1'", "1") + "]}")),
                proposal("amount with an exponent", 400, "invalid-parameter", free(state(entry(ALICE, "1e2")))),
                proposal("amount with a blank", 400, "invalid-parameter", free(state(entry(ALICE, " 1")))),
                proposal(
                        "allocations of another type",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'allocations':{}}")),
                proposal("too many allocations", 400, "invalid-parameter", free(state(many(300)))),
                proposal("version as text", 400, "invalid-parameter", free(",'finalState':{'versionNumber':'5'}")),
                proposal(
                        "version beyond 2^53",
                        400,
                        "invalid-parameter",
                        free(",'finalState':{'versionNumber':9007199254740993}")),
                proposal("duration in words", 400, "invalid-parameter", free(",'policy':{'timeout':'one hour'}")),
                proposal("timeout too long", 400, "invalid-parameter", free(",'policy':{'timeout':'P400D'}")),
                proposal("unknown consensus", 400, "invalid-parameter", free(",'policy':{'consensus':'MOST'}")),
                proposal("no rounds at all", 400, "invalid-parameter", free(",'policy':{'maxRounds':0}")),
                proposal(
                        "escalation not offered",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'escalation':'CHALLENGE'}")),
                proposal(
                        "channel update not offered",
                        400,
                        "invalid-parameter",
                        free(",'policy':{'channelUpdate':'RESIZE'}")),
                proposal("memo with a line break", 400, "invalid-parameter", free(",'memo':'a\\nb'")),
                proposal("reference with NUL", 400, "invalid-parameter", free(",'reference':'a\\u0000'")),
                proposal("unknown node", 404, "node-not-found", free(",'node':'elsewhere'")));
    }
}
