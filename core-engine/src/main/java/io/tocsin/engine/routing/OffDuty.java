package io.tocsin.engine.routing;

/** Who is not at work, kept where rosters are. */
public interface OffDuty {
    /**
     * Whether rosters say when somebody is on duty, and say that it is not now.
     *
     * @param person index.
     * @return false too of who is in no roster.
     */
    boolean isOffDuty(int person);
}
