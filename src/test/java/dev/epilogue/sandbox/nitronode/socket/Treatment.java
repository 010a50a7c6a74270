package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule.Target;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How one request of a connection is treated: properly, or with the fault that the script has for it. */
final class Treatment {

    private final Connection connection;
    private final NodeSide node;

    Treatment(Connection connection, NodeSide node) {
        this.connection = connection;
        this.node = node;
    }

    void treat(Request request) {
        Target target = Targets.of(request);
        Optional<Fault> fault = node.faults().next(target);
        if (fault.isEmpty()) {
            execute(request, connection::answer);
            return;
        }
        switch (fault.get()) {
            case Fault.Delay delay -> after(delay.time(), () -> execute(request, connection::answer));
            case Fault.DropBefore fate -> connection.cut();
            case Fault.DropAfter fate -> execute(request, answer -> connection.cut());
            case Fault.Silent fate -> execute(request, answer -> connection.answer());
            case Fault.Duplicate fate -> execute(request, answer -> connection.answer(answer, answer));
            case Fault.Garbage garbage -> execute(request, answer -> connection.answer(garbage.frame()));
            case Fault.Lie lie ->
                execute(request, answer -> connection.answer(lie.told().apply(answer)));
            case Fault.Refuse refusal -> connection.answer(node.protocol().error(request, refusal.text()));
            case Fault.Late late -> after(late.time(), () -> execute(request, answer -> connection.answer()));
            case Fault.Held held -> held.lock().whenReleased(() -> execute(request, connection::answer));
            case Fault.OperateFirst fate -> preceded(() -> node.interloper().operate(target.session()), request);
            case Fault.CloseFirst fate -> preceded(() -> node.interloper().close(target.session()), request);
            case Fault.HalfOpen fate -> connection.halfOpen();
        }
    }

    private void preceded(Runnable somebodyElse, Request request) {
        node.executor().execute(() -> {
            if (Targets.of(request).session() != null) {
                somebodyElse.run();
            }
            onLoop(() -> execute(request, connection::answer));
        });
    }

    private void execute(Request request, Consumer<String> then) {
        node.executor().execute(() -> {
            String answer = node.protocol().answer(request, connection.id());
            onLoop(() -> then.accept(answer));
        });
    }

    private void after(Duration time, Runnable action) {
        connection.channel().eventLoop().schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void onLoop(Runnable action) {
        connection.channel().eventLoop().execute(action);
    }
}
