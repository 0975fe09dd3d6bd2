package io.tocsin.engine.duty;

import io.tocsin.engine.site.Assignments;

/** Looks into rosters, for tests. */
public final class DutyView {
    /** Is told what is there. */
    public interface Seen {
        /** Something of this name is there, or not. */
        void see(String name, boolean is);
    }

    private DutyView() {}

    /** What rosters hold. */
    public static void look(
            final Rosters rosters, final Assignments assignments, final boolean isDue, final Seen seen) {
        seen.see("roster that is due at once", isDue);
        for (int list = 0; list < assignments.lists(); list++) {
            for (int duty = rosters.first(list); duty != Rosters.NONE; duty = rosters.next(duty)) {
                seen.see("somebody on duty", (rosters.flags[duty] & Rosters.ON) != 0);
                seen.see("duty to come", rosters.isLeft(duty) && !rosters.isOnNow(duty));
            }
        }
    }
}
