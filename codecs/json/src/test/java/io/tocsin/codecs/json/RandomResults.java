package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.OverrideReason;

/** Critical results, and doses, filled by dice. */
final class RandomResults {
    private RandomResults() {}

    static ReportResult result(final Dice dice) {
        return new ReportResult(
                dice.id(),
                dice.instant(),
                dice.constant(Purpose.class),
                dice.id36(),
                dice.constant(Severity.class),
                dice.constant(ResultKind.class),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.flag() ? "2823-3" : "",
                "Potassium",
                dice.flag() ? "6.9" : "positive",
                dice.flag() ? "mmol/l" : "",
                dice.id36OrEmpty(),
                dice.instant());
    }

    static ScheduleDose dose(final Dice dice) {
        return new ScheduleDose(
                dice.id(),
                dice.instant(),
                dice.constant(Purpose.class),
                dice.id36(),
                dice.id36(),
                "cefuroxime 1.5 g",
                1_767_225_600_000_000_000L + dice.between(0, 1_000),
                dice.between(0, 86_400_000),
                dice.flag());
    }

    static RecordDose note(final Dice dice) {
        return new RecordDose(
                dice.id(),
                dice.instant(),
                dice.constant(Purpose.class),
                dice.id36(),
                dice.id36(),
                dice.constant(DoseOutcome.class),
                dice.between(0, 1_000),
                dice.flag() ? "vomited" : "",
                dice.flag() ? null : dice.constant(OverrideReason.class));
    }
}
