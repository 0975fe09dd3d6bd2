package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import java.util.Map;

/** What roles may do, by action: the table of section 21. */
final class OracleRights {
    /** Needed by role, patient first: Y yes, - no, O own, C consent, R care, unit or offer, U unit, S offer, A care, T technical, V a view; a + also by override. */
    static final Map<AuthorityAction, String> TABLE = Map.ofEntries(
            Map.entry(AuthorityAction.RAISE, "O C Y Y Y Y T Y - - - -"),
            Map.entry(AuthorityAction.ACCEPT, "- - S+V US S+V S - - - - - -"),
            Map.entry(AuthorityAction.REJECT, "- - S US S S - - - - - -"),
            Map.entry(AuthorityAction.RESOLVE, "- - R Y R R - - - - - -"),
            Map.entry(AuthorityAction.PAUSE, "- - R Y R R - - - - - -"),
            Map.entry(AuthorityAction.CHANGE_LIMITS, "- - R Y R - - - - Y - -"),
            Map.entry(AuthorityAction.ORDER_TREATMENT, "- - - - R - - Y - - - -"),
            Map.entry(AuthorityAction.MEDICATE, "- - R+ Y R+ AS - Y - - - -"),
            Map.entry(AuthorityAction.REVOKE, "- - - - - - - - Y - Y -"),
            Map.entry(AuthorityAction.BREAK_GLASS, "- - Y - Y - - - - - - -"),
            Map.entry(AuthorityAction.MONITOR, "- - R Y R R - - - - - -"),
            Map.entry(AuthorityAction.GRANT_VIEWERS, "O - - - R - - - Y - - -"),
            Map.entry(AuthorityAction.MANAGE_SCHEDULES, "- - O U O - - - - Y - -"),
            Map.entry(AuthorityAction.CHANGE_POLICY, "- - - - - - - - - Y - -"));

    private OracleRights() {}
}
