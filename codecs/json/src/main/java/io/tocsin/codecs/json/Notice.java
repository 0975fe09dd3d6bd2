package io.tocsin.codecs.json;

/** The sentences that must stand wherever the router presents itself: in its welcome, its start-up log, its pages. */
public final class Notice {
    /** Word for word. */
    public static final String TEXT =
            "Research and development software. Not a medical device, not cleared, certified or CE-marked."
                    + " Not a primary alarm: do not reduce or replace bedside alarms, observation or emergency calls."
                    + " Delivery over wireless, push, SMS, e-mail or voice networks is not guaranteed."
                    + " Scores and limits are configurable defaults that a qualified clinician must approve."
                    + " Use on patients only within a validated, risk-managed deployment by a responsible organisation.";

    private Notice() {}
}
