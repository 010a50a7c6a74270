package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.RefusalScene.entry;
import static dev.epilogue.web.RefusalScene.many;
import static dev.epilogue.web.RefusalScene.state;

import java.util.List;

/** Proposals that cannot be read. */
final class RefusedProposals {

    private RefusedProposals() {}

    static List<Refusal> rows(RefusalScene scene) {
        return List.of(
                scene.proposal("no body", 400, "malformed-json", ""),
                scene.proposal("cut off", 400, "malformed-json", "{'sessionId':'"),
                scene.proposal("a list", 400, "malformed-json", "[]"),
                scene.proposal("two documents", 400, "malformed-json", "{} {}"),
                scene.proposal("a repeated member", 400, "malformed-json", "{'sessionId':'a','sessionId':'b'}"),
                scene.proposal("no strict JSON", 400, "malformed-json", "{sessionId:1}"),
                scene.proposal("too deep", 400, "malformed-json", "{'memo':" + "[".repeat(100) + "]".repeat(100) + "}"),
                scene.proposal("nothing said", 400, "invalid-parameter", "{}"),
                scene.proposal("session id of another type", 400, "invalid-parameter", "{'sessionId':5}"),
                scene.proposal("short session id", 400, "invalid-parameter", "{'sessionId':'0x12'}"),
                scene.proposal("misspelt member", 400, "unknown-member", scene.free(",'finalstate':{}")),
                scene.proposal(
                        "misspelt member of the state",
                        400,
                        "unknown-member",
                        scene.free(",'finalState':{'allocation':[]}")),
                scene.proposal(
                        "misspelt member of an entry",
                        400,
                        "unknown-member",
                        scene.free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("}", ",'to':1}") + "]}")),
                scene.proposal(
                        "misspelt member of the policy",
                        400,
                        "unknown-member",
                        scene.free(",'policy':{'timeOut':'PT1H'}")),
                scene.proposal(
                        "amount as a number",
                        400,
                        "invalid-parameter",
                        scene.free(",'finalState':{'allocations':["
                                + entry(ALICE, "1").replace("'1'", "1") + "]}")),
                scene.proposal(
                        "amount with an exponent", 400, "invalid-parameter", scene.free(state(entry(ALICE, "1e2")))),
                scene.proposal("amount with a blank", 400, "invalid-parameter", scene.free(state(entry(ALICE, " 1")))),
                scene.proposal(
                        "allocations of another type",
                        400,
                        "invalid-parameter",
                        scene.free(",'finalState':{'allocations':{}}")),
                scene.proposal("too many allocations", 400, "invalid-parameter", scene.free(state(many(300)))),
                scene.proposal(
                        "version as text", 400, "invalid-parameter", scene.free(",'finalState':{'versionNumber':'5'}")),
                scene.proposal(
                        "version beyond 2^53",
                        400,
                        "invalid-parameter",
                        scene.free(",'finalState':{'versionNumber':9007199254740993}")),
                scene.proposal(
                        "duration in words", 400, "invalid-parameter", scene.free(",'policy':{'timeout':'one hour'}")),
                scene.proposal(
                        "timeout too long", 400, "invalid-parameter", scene.free(",'policy':{'timeout':'P400D'}")),
                scene.proposal(
                        "unknown consensus", 400, "invalid-parameter", scene.free(",'policy':{'consensus':'MOST'}")),
                scene.proposal("no rounds at all", 400, "invalid-parameter", scene.free(",'policy':{'maxRounds':0}")),
                scene.proposal(
                        "escalation not offered",
                        400,
                        "invalid-parameter",
                        scene.free(",'policy':{'escalation':'CHALLENGE'}")),
                scene.proposal(
                        "channel update not offered",
                        400,
                        "invalid-parameter",
                        scene.free(",'policy':{'channelUpdate':'RESIZE'}")),
                scene.proposal("memo with a line break", 400, "invalid-parameter", scene.free(",'memo':'a\\nb'")),
                scene.proposal("reference with NUL", 400, "invalid-parameter", scene.free(",'reference':'a\\u0000'")),
                scene.proposal("unknown node", 404, "node-not-found", scene.free(",'node':'elsewhere'")));
    }
}
