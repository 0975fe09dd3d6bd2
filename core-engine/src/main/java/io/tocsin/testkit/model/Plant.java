package io.tocsin.testkit.model;

/** Bugs that can be planted in the oracle, to show that scripts and comparison would notice the same bug in the engine. */
public enum Plant {
    /** The step's clock keeps running after somebody has accepted. */
    ACCEPT_KEEPS_THE_CLOCK,
    /** A reading at the limit violates it. */
    LIMIT_INCLUSIVE,
    /** A rejection waits for the step's end. */
    REJECT_WAITS,
    /** A receipt does not give the gateway's credit back. */
    RECEIPT_KEEPS_CREDIT,
    /** Waiting offers of one priority and deadline go out newest alert first. */
    TIES_REVERSED,
    /** An alert that comes back under review tells nobody. */
    REACTIVATION_IS_SILENT,
    /** The clock of a ladder's second step never runs. */
    TIMER_LOST,
    /** A watched source counts as silent although it was heard. */
    HEARING_IS_FORGOTTEN,
    /** An escalation that was asked for escalates although the alert has gone on since. */
    ESCALATES_TWICE,
    /** Who accepts need not be at the bedside in time. */
    NOBODY_IS_AWAITED,
    /** However many a step needs, the first who accepts stops it. */
    ONE_IS_ENOUGH,
    /** A reading between the limit and the clear condition clears. */
    HYSTERESIS_IGNORED,
    /** A silence covers a critical alert without a second person. */
    ONE_SILENCES_CRITICAL,
    /** Whoever accepts fills every slot of the team. */
    ONE_FILLS_EVERY_SLOT,
    /** Where somebody was an hour ago counts as where they are. */
    POSITIONS_NEVER_EXPIRE,
    /** Who is busy is chosen as if free. */
    BUSY_IS_AS_GOOD_AS_FREE,
    /** What an alert requires of responders is not asked. */
    ANYBODY_IS_QUALIFIED,
    /** An arrest calls the team of any alert. */
    TYPE_IS_IGNORED,
    /** Whose turn it was is forgotten at once. */
    ALWAYS_THE_SAME_TURN,
    /** Who declares less than before is not heard. */
    TRIAGE_NEVER_LETS_GO,
    /** Whoever has the role may, whatever the relationship. */
    ROLE_IS_ENOUGH,
    /** A breach is told, but is no alert. */
    BREACH_IS_SILENT,
    /** The mode does not wait before it falls. */
    MODE_FALLS_AT_ONCE,
    /** Whoever holds a role is asked, on duty or not. */
    OFF_DUTY_IS_ASKED,
    /** Who goes off duty keeps what they have accepted. */
    OWNER_GOES_HOME,
    /** Who goes home keeps what they have accepted that the roster is not for. */
    OWNER_FROM_ELSEWHERE_GOES_HOME,
    /** Who is on break is asked all the same. */
    BREAK_IS_IGNORED,
    /** Whoever covers a person on break is asked, to be reached or not. */
    LOST_COVER_IS_ASKED,
    /** Who goes home goes on to cover people on break. */
    COVER_GOES_HOME,
    /** What was put off does not come back. */
    SNOOZE_NEVER_ENDS,
    /** Senders are not told when a person is not asked any more. */
    SENDERS_GO_ON,
    /** The next contact method waits for its time although what was used failed. */
    FAILURE_WAITS,
    /** What is EMERGENT waits to be sent with others, too. */
    GRAVE_WAITS,
    /** What is sent together may wait until nobody has time to answer. */
    BUNDLE_TAKES_ITS_TIME,
    /** What the mode drops is offered all the same. */
    NOTHING_IS_DROPPED,
    /** A critical alert is kept from paging by another. */
    CRITICAL_IS_INHIBITED,
    /** Who is asked already is not told over the further channels of the next step. */
    GRAVER_STEP_ADDS_NOTHING,
    /** What is muted and becomes more severe within its priority stays muted. */
    MUTED_RISES_UNHEARD,
    /** A rise within one priority asks nobody of the policy that it brings. */
    RISES_KEEP_THE_POLICY,
    /** Whom the mode passed over is not asked before the time of a step is over. */
    PASSED_OVER_WAIT,
    /** A patient's own limit stands for those of the graver rules, too. */
    GRAVER_RULES_GIVE_WAY,
    /** Who may never accept is asked as one of some of a list. */
    ONLOOKERS_ARE_CHOSEN,
    /** Readings of a device whose monitoring was stopped are taken. */
    STOPPED_DEVICES_GO_ON
}
