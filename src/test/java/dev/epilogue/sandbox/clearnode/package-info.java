/**
 * A ClearNode 0.5 for tests and the sandbox: a real WebSocket server that behaves like the node it was recorded from, down to
 * the order of its pushes and the bytes of its signatures, with the real one's faults and any others on demand.
 *
 * <pre>{@code
 * SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
 * try (FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults().withClock(clock))) {
 *     Session session = node.openSession(definition, List.of(Share.of(alice, "usdc", "10")), "");
 *     node.faults().on("close_app_session").session(session.id()).inject(new Fault.DropAfter());
 *     // point the service at node.url(), pin node.brokerAddress(), let it close the session
 *     node.awaitIdle(Duration.ofSeconds(5));
 *     assertThat(node.withdrawals(session.id())).hasSize(1);
 * }
 * }</pre>
 *
 * <p><b>Setting up.</b> {@code fund}, {@code openSession} and {@code registerSessionKey} ask nobody for a signature; everything
 * that comes over the socket is checked as the node checks it. {@code alter} reaches the rest of the state.
 *
 * <p><b>Looking.</b> {@code session}, {@code sessionTotals}, {@code unifiedBalances}, {@code withdrawals},
 * {@code executedCloses} (in the order of booking, with the connection that asked), {@code journal} (every frame as it
 * arrived) and {@code look}. {@code journal().await} and {@code awaitIdle} wait without sleeping.
 *
 * <p><b>Double payment.</b> Like the real node, this one takes no lock between a close's checks and its booking. Two closes
 * of one session on two connections that meet within {@code withWork} (20 ms of real time by default) both book and both are
 * answered {@code closed}. To let them meet for certain, inject {@code Fault.Hold(Gate.opensAt(2))} for two requests;
 * {@code withWork(Duration.ZERO)} makes meeting unlikely, not impossible. A close whose connection is lost is booked all the
 * same, and until then everything reads as if it did not exist ({@code Fault.ExecuteLate}, {@code Fault.Hold}).
 *
 * <p><b>Faults</b> wait for the next requests of a method, narrowed by session and number; those of one request combine. The
 * node as a whole is restarted, silenced, made deaf or forgetful by the methods of {@code FakeClearNode}. A login with a
 * short signature ends the process for everybody, as it does with the real one ({@code crashes}).
 *
 * <p><b>The chain</b> is played through {@code chain()}: the node notices creations, resizes, challenges and closings of
 * channels, and nothing else.
 *
 * <p>Inside: {@code gojson} reads and writes JSON as Go does, {@code encoding} makes ids and digests, {@code engine} is the
 * ledger and its rules without any socket, {@code rpc} the protocol without any socket, {@code fault} what may go wrong; this
 * package adds the socket. {@code client} and {@code recording} serve the tests that prove all this.
 */
package dev.epilogue.sandbox.clearnode;
