package dev.epilogue.game;

import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What befalls the field, for some seconds each. When it returns, all is well again. */
enum Trouble {
    CALLERS_FLOOD(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            long until = System.nanoTime()
                    + Duration.ofMillis(2_000 + random.nextInt(3_000)).toNanos();
            String node = List.of(Field.WELL, Field.ILL, Field.OLD).get(random.nextInt(3));
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (long number = random.nextLong(); System.nanoTime() < until; number++) {
                    SessionId unknown = new SessionId(
                            Keccak.hash(ByteBuffer.allocate(8).putLong(number).array()));
                    callers.submit(() -> field.anyone().get("/v1/sessions/" + unknown + "?node=" + node));
                    pause.of(1_000 / READS_PER_SECOND);
                }
            }
        }
    },
    V1_NODE_HANGS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.ill().node().with(FaultRule.onAny(new Fault.Silent()).always());
            pause.between(1_000, 6_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODE_ERRS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            String text = ERRORS.get(random.nextInt(ERRORS.size()));
            field.ill().node().with(FaultRule.onAny(new Fault.Refuse(text)).times(5 + random.nextInt(40)));
            pause.between(1_000, 4_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODE_TALKS_NONSENSE(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            Fault fault = random.nextBoolean() ? new Fault.Garbage("<html>502</html>") : new Fault.Duplicate();
            field.ill().node().with(FaultRule.onAny(fault).times(1 + random.nextInt(10)));
            pause.between(1_000, 3_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODE_IS_SLOW(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.ill()
                    .node()
                    .with(FaultRule.onAny(new Fault.Delay(Duration.ofMillis(100 + random.nextInt(1_400))))
                            .times(20));
            pause.between(1_000, 4_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODE_LIES(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            UnaryOperator<String> lie = random.nextBoolean() ? Trouble::ofAnotherSession : Trouble::toAnotherRequest;
            field.ill().node().with(FaultRule.onAny(new Fault.Lie(lie)).times(1 + random.nextInt(10)));
            pause.between(1_000, 3_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODE_LIES_ABOUT_MONEY(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.ill()
                    .node()
                    .with(FaultRule.on(V1_PAYMENTS, new Fault.Lie(Trouble::ofAnotherAmount))
                            .times(1 + random.nextInt(10)));
            pause.between(1_000, 3_000);
            field.ill().node().faults().clear();
        }
    },
    V1_NODES_CLOCK_GOES_BACK(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.illNodesClockLeaps(AN_HOUR.negated());
            pause.between(1_000, 6_000);
        }
    },
    V1_NODES_CLOCK_LEAPS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.illNodesClockLeaps(Duration.ofSeconds(1 + random.nextInt(5_400)));
        }
    },
    V1_NODE_IS_AWAY(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.ill().node().refuseConnections();
            field.ill().node().dropConnections();
            pause.between(500, 4_000);
            field.ill().node().acceptConnections();
        }
    },
    CHAIN_IS_AWAY(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.chained().ifPresent(node -> node.awayFromTheService(true));
            pause.between(500, 5_000);
            field.chained().ifPresent(node -> node.awayFromTheService(false));
        }
    },
    OLD_NODE_HANGS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.old().node().silence(true);
            pause.between(1_000, 6_000);
            field.old().node().silence(false);
        }
    },
    OLD_NODE_ERRS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            OLD_READS.forEach(method -> field.old()
                    .node()
                    .faults()
                    .on(method)
                    .times(1 + random.nextInt(10))
                    .inject(new dev.epilogue.sandbox.clearnode.fault.Fault.Refuse("failed to get ledger balance")));
            pause.between(1_000, 3_000);
            field.old().node().faults().clear();
        }
    },
    OLD_NODE_LIES(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            String method = OLD_READS.get(random.nextInt(OLD_READS.size()));
            field.old()
                    .node()
                    .faults()
                    .on(method)
                    .times(1 + random.nextInt(3))
                    .inject(new dev.epilogue.sandbox.clearnode.fault.Fault.WrongSignature());
            pause.between(1_000, 3_000);
            field.old().node().faults().clear();
        }
    },
    OLD_NODE_LIES_ABOUT_MONEY(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.old()
                    .node()
                    .faults()
                    .on(OLD_PAYMENTS)
                    .times(1 + random.nextInt(3))
                    .inject(new dev.epilogue.sandbox.clearnode.fault.Fault.Lie(Trouble::ofAnotherAmount));
            pause.between(1_000, 3_000);
            field.old().node().faults().clear();
        }
    },
    OLD_NODE_RESTARTS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.old().node().restart(Duration.ofMillis(random.nextInt(1_500)));
        }
    },
    OLD_NODES_CLOCK_LEAPS(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.oldNodesClockLeaps();
        }
    },
    OLD_NODES_CLOCK_GOES_BACK(false) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.oldNodesClockGoesBack(AN_HOUR);
            pause.between(1_000, 6_000);
        }
    },
    SERVICES_CLOCK_GOES_BACK(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.allOthersClocksLeap(AN_HOUR);
        }
    },
    SERVICES_CLOCK_LEAPS(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.allOthersClocksLeap(AN_HOUR.negated());
            pause.between(1_000, 6_000);
            field.allOthersClocksLeap(AN_HOUR);
        }
    },
    DATABASES_CLOCK_LEAPS(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.databasesClockLeaps(Duration.ofSeconds(1 + random.nextInt(5_400)));
        }
    },
    DATABASES_CLOCK_GOES_BACK(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException {
            field.databasesClockLeaps(AN_HOUR.negated());
            pause.between(1_000, 6_000);
            field.databasesClockLeaps(AN_HOUR);
        }
    },
    DATABASE_RESTARTS(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.database().restart();
        }
    },
    DATABASE_FAILS_OVER(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.database().failOver();
        }
    },
    DATABASE_MOVES_TO_A_YOUNGER_SERVER(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            field.moveDatabase();
        }
    },
    MASTER_KEY_IS_CHANGED(true) {
        @Override
        void befall(Field field, RandomGenerator random, Pause pause) {
            if (field.canRotate()) {
                field.rotateMasterKey();
            }
        }
    };

    private static final int READS_PER_SECOND = 60;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static final Pattern SESSION = Pattern.compile("(\"app_session_id\":\"0x)(.)");
    private static final Pattern AMOUNT = Pattern.compile("(\"amount\":\")(\\d)");
    private static final Pattern REQUEST = Pattern.compile("^(\\[\\d,)");

    private static final List<String> ERRORS = List.of(
            "failed to retrieve app sessions",
            "failed to lock: (SQLSTATE 57P01)",
            "internal error",
            "nobody has ever seen this text");

    private static final String V1_PAYMENTS = "user.v1.get_transactions";
    private static final String OLD_PAYMENTS = "get_ledger_transactions";

    private static final List<String> OLD_READS =
            List.of("get_app_sessions", "get_ledger_entries", "get_ledger_transactions");

    private final boolean shared;

    Trouble(boolean shared) {
        this.shared = shared;
    }

    /** Whether it befalls what the closures of all nodes need. */
    boolean shared() {
        return shared;
    }

    abstract void befall(Field field, RandomGenerator random, Pause pause) throws InterruptedException;

    private static String ofAnotherSession(String answer) {
        return SESSION.matcher(answer)
                .replaceAll(found -> found.group(1) + (found.group(2).equals("0") ? "1" : "0"));
    }

    private static String ofAnotherAmount(String answer) {
        return AMOUNT.matcher(answer)
                .replaceAll(found -> found.group(1) + (found.group(2).equals("9") ? "1" : "9"));
    }

    private static String toAnotherRequest(String answer) {
        return REQUEST.matcher(answer).replaceFirst("$19");
    }

    /** For how long it lasts, or until the game is over. */
    interface Pause {
        void of(int millis) throws InterruptedException;

        void between(int leastMillis, int mostMillis) throws InterruptedException;
    }
}
