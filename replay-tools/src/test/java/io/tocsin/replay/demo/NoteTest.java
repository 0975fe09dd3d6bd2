package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteTest {
    static Stream<Note> notes() {
        return Stream.of(
                new Note.Connected(),
                new Note.Answered(7, Long.MAX_VALUE, -5),
                new Note.Received(new Receipt(12, "icu-nurse-1", "icu-03", 123_456_789_012L)),
                new Note.Received(new Receipt(12, "central-desk", "", 0)),
                new Note.Standing(1, 2, 3, 4, 5),
                new Note.Fault("the lights went out"),
                new Note.Done(HospitalMain.HUSH));
    }

    @ParameterizedTest
    @MethodSource("notes")
    void shouldReadWhatItWrote(final Note note) {
        assertThat(note.line()).doesNotContain("\n");
        assertThat(Note.of(note.line())).isEqualTo(note);
    }

    @Test
    void shouldStayOneLineWhateverWentWrong() {
        assertThat(Note.of(new Note.Fault("first\nsecond\tthird").line()))
                .isEqualTo(new Note.Fault("first second third"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "received\t1\tann", "answered\t1\tmany\t2", "Exception in thread \"main\""})
    void shouldTakeWhatIsNoNoteForAFault(final String line) {
        assertThat(Note.of(line)).isEqualTo(new Note.Fault("the hospital says: " + line));
    }
}
