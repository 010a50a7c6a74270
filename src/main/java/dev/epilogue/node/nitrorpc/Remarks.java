package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.node.SessionRemark;
import dev.epilogue.node.SessionRemark.Code;
import dev.epilogue.signing.nitrorpc.SessionDefinition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is odd about a session, found before anybody is asked to sign. */
final class Remarks {

    private final List<SessionRemark> remarks = new ArrayList<>();

    private Remarks() {}

    /** @param paidIn null where nothing can be distributed any more */
    static List<SessionRemark> on(
            ListedSession session,
            Holdings holdings,
            Map<String, Integer> decimals,
            @Nullable Map<String, Amount> paidIn) {
        Remarks found = new Remarks();
        found.definition(session);
        found.money(holdings, decimals);
        if (paidIn != null) {
            found.totals(holdings.totals(), paidIn);
        }
        return found.remarks;
    }

    private void definition(ListedSession session) {
        if (session.legacy()) {
            remarks.add(SessionRemark.of(Code.LEGACY_ID, session.id().hex()));
        }
        Set<Address> seen = new HashSet<>();
        for (Member member : session.members()) {
            if (!SessionDefinition.canSign(member.spelling())) {
                remarks.add(SessionRemark.of(Code.CANNOT_SIGN, member.spelling()));
            }
            if (!seen.add(member.participant())) {
                remarks.add(SessionRemark.of(Code.LISTED_TWICE, member.spelling()));
            }
        }
    }

    private void money(Holdings holdings, Map<String, Integer> decimals) {
        holdings.outsiders().forEach(row -> about(Code.OUTSIDER, row));
        for (Allocation row : holdings.allocations()) {
            if (row.amount().isNegative()) {
                about(Code.NEGATIVE_BALANCE, row);
            }
            Integer precision = decimals.get(row.asset());
            if (precision != null && row.amount().decimals() > precision) {
                about(Code.DUST, row);
            }
        }
    }

    private void totals(Map<String, Amount> held, Map<String, Amount> paidIn) {
        held.forEach((asset, total) -> {
            Amount surplus = total.minus(paidIn.getOrDefault(asset, Amount.ZERO));
            if (surplus.compareTo(Amount.ZERO) > 0) {
                remarks.add(new SessionRemark(Code.TOTAL_ABOVE_DEPOSITS, null, asset, surplus));
            }
        });
    }

    private void about(Code code, Allocation row) {
        remarks.add(new SessionRemark(code, row.participant().checksummed(), row.asset(), row.amount()));
    }
}
