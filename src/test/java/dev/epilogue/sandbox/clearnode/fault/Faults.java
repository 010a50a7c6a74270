package dev.epilogue.sandbox.clearnode.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults that wait for their requests. Thread safe. */
public final class Faults {

    private static final class Rule {
        private final String method;
        private final Optional<String> session;
        private final Fault fault;
        private int left;

        Rule(String method, Optional<String> session, Fault fault, int times) {
            this.method = method;
            this.session = session;
            this.fault = fault;
            this.left = times;
        }

        boolean applies(String calledMethod, Optional<String> calledSession) {
            return method.equals(calledMethod) && (session.isEmpty() || session.equals(calledSession));
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    /** Which requests are meant: all of a method, narrowed further. */
    public Target on(String method) {
        return new Target(method, Optional.empty(), 1);
    }

    /** The requests that a fault waits for: the next one, unless said otherwise. */
    public final class Target {
        private final String method;
        private final Optional<String> session;
        private final int times;

        private Target(String method, Optional<String> session, int times) {
            this.method = method;
            this.session = session;
            this.times = times;
        }

        /** @param id as the request spells it */
        public Target session(String id) {
            return new Target(method, Optional.of(id), times);
        }

        public Target times(int requests) {
            return new Target(method, session, requests);
        }

        public Target always() {
            return times(Integer.MAX_VALUE);
        }

        public Faults inject(Fault fault) {
            synchronized (rules) {
                rules.add(new Rule(method, session, fault, times));
            }
            return Faults.this;
        }
    }

    public void clear() {
        synchronized (rules) {
            rules.clear();
        }
    }

    /** Called by the node: the faults of one request, used up by it. */
    public List<Fault> take(String method, Optional<String> session) {
        List<Fault> taken = new ArrayList<>();
        synchronized (rules) {
            Iterator<Rule> all = rules.iterator();
            while (all.hasNext()) {
                Rule rule = all.next();
                if (rule.applies(method, session)) {
                    taken.add(rule.fault);
                    if (--rule.left == 0) {
                        all.remove();
                    }
                }
            }
        }
        return taken;
    }
}
