/**
 * A fake Nitronode 1.4.1: a real WebSocket server in the test's own process that checks signatures, keeps versions and
 * balances, issues releases and answers in the words of the real node, and misbehaves when told to.
 *
 * <pre>{@code
 * try (FakeNitronode node = FakeNitronode.start(FakeNitronodeOptions.defaults().withoutRateLimits())) {
 *     Definition definition = Definition.unanimous("demo", 1, alice, bob);
 *     SessionId session = node.ledger().openSession(SessionSeed.of(definition,
 *             new Allocation(alice, "yusd", Amount.parse("75")),
 *             new Allocation(bob, "yusd", Amount.parse("25"))));
 *
 *     node.with(FaultRule.onClose(new Fault.DropAfter()).ofSession(session));   // executed, answer lost
 *     // ... let the service close the session at node.url() ...
 *
 *     assertThat(node.journal().frames("app_sessions.v1.submit_app_state", session)).hasSize(1);
 *     assertThat(node.ledger().releases(session)).hasSize(2);
 * }
 * }</pre>
 *
 * <p><b>Set-up.</b> {@link dev.epilogue.sandbox.nitronode.FakeNitronodeOptions} chooses port, node key, network, limits and
 * clock; its defaults are the node of the recorded conversations (assets yusd with 6 and weth with 18 decimals, ten requests a
 * second, a ping every five). {@link dev.epilogue.sandbox.nitronode.FakeLedger} puts sessions, session keys and channels there
 * without signatures, reports events of the chain, and reads what is booked.
 *
 * <p><b>Faults.</b> A {@link dev.epilogue.sandbox.nitronode.fault.FaultRule} says which requests are struck (method, session,
 * intent, how often), a {@link dev.epilogue.sandbox.nitronode.fault.Fault} says how. What concerns the node as a whole is a
 * method of {@link dev.epilogue.sandbox.nitronode.FakeNitronode}: restart, refused connections, restored backup, silence.
 *
 * <p><b>Evidence.</b> {@link dev.epilogue.sandbox.nitronode.socket.Journal} has every frame that came in, whatever became of
 * it; {@link dev.epilogue.sandbox.nitronode.FakeNitronode#executed()} has every update that clients had carried out, with its
 * connection. Both can be waited for.
 *
 * <p><b>Inside.</b> {@code ledger} is the node without sockets and JSON, {@code protocol} turns frames into calls of it,
 * {@code socket} is connections with their order, limits and pings, {@code encoding} is the fake's own ABI encodings, written
 * apart from the service's so that each checks the other. {@code RecordedConversationsTest} plays the recordings of a real
 * node against all of it.
 *
 * <p><b>Not here:</b> escrow channels, transfers between users, and the exact words in which a deposit's content is refused.
 * Deposits themselves, acknowledgements, channel creation and finalisation are.
 */
@NullMarked
package dev.epilogue.sandbox.nitronode;

import org.jspecify.annotations.NullMarked;
