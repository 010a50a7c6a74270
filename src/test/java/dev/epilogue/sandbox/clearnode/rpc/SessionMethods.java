package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Booked;
import dev.epilogue.sandbox.clearnode.engine.CloseSession;
import dev.epilogue.sandbox.clearnode.engine.OpenSession;
import dev.epilogue.sandbox.clearnode.engine.Prepared;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.clearnode.engine.Signers;
import dev.epilogue.sandbox.clearnode.engine.UpdateSession;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opening, updating and closing sessions. */
final class SessionMethods {

    private static final String WALLETS = "failed to get wallets from RPC message";
    private static final String SIGNERS = "failed to get signers from RPC message";

    private SessionMethods() {}

    static Map<String, Method> all() {
        return Map.of(
                "create_app_session", new Method(Method.Access.SETTLING, SessionMethods::open),
                "submit_app_state", new Method(Method.Access.SETTLING, SessionMethods::update),
                "close_app_session", new Method(Method.Access.SETTLING, SessionMethods::close));
    }

    private static Work open(Call call) {
        OpenSession open = call.params(params -> new OpenSession(
                definition(params.object("definition").orElseGet(() -> new Fields(Json.obj()))),
                shares(params),
                params.text("session_data")));
        Prepared prepared = open.prepare(call.state(), call.signers(SIGNERS), call.now());
        return () -> {
            Booked booked = prepared.commit();
            return reply(call, booked, List.of());
        };
    }

    private static Work update(Call call) {
        UpdateSession update = call.params(params -> new UpdateSession(
                params.text("app_session_id"),
                params.text("intent"),
                params.unsigned("version"),
                shares(params),
                params.string("session_data")));
        Signers signers = call.signers(WALLETS);
        Prepared prepared = update.prepare(call.state(), signers, call.now());
        return () -> {
            Booked booked = prepared.commit();
            return reply(call, booked, Pushes.update(call.state(), booked.session()));
        };
    }

    private static Work close(Call call) {
        CloseSession close = call.params(params -> new CloseSession(
                params.text("app_session_id"),
                shares(params),
                params.string("session_data"),
                call.peer().id()));
        Signers signers = call.signers(WALLETS);
        Prepared prepared = close.prepare(call.state(), signers, call.now());
        return () -> reply(call, prepared.commit(), List.of());
    }

    private static Reply reply(Call call, Booked booked, List<Push> more) {
        List<Push> pushes = new ArrayList<>(Pushes.balances(call.state(), booked.paid()));
        pushes.addAll(more);
        return new Reply(call.request().method(), Views.changed(booked.session()), pushes, List.of());
    }

    private static List<Share> shares(Fields params) {
        return params.objects("allocations").stream()
                .map(entry -> new Share(
                        entry.text("participant"),
                        entry.text("asset"),
                        entry.decimal("amount").orElse(BigDecimal.ZERO)))
                .toList();
    }

    private static Definition definition(Fields params) {
        return new Definition(
                params.text("application"),
                params.text("protocol"),
                params.strings("participants"),
                params.integers("weights"),
                params.unsigned("quorum"),
                params.unsigned("challenge"),
                params.unsigned("nonce"));
    }
}
